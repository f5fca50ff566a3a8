package logitlab.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's response after all redirects; its user closes it.
 *
 * @param sha256 of the whole file, if a server on the way sent it
 */
record HubResponse(int status, HttpHeaders headers, InputStream body, Optional<String> sha256)
        implements AutoCloseable {

    private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"next\"");

    /** The length of the body; empty if only its end shows that. */
    OptionalLong length() {
        return headers.firstValueAsLong("Content-Length");
    }

    /** Identifies this version of the file, for a request for the rest of it; a weak one does not. */
    Optional<String> etag() {
        return headers.firstValue("ETag").filter(tag -> tag.startsWith("\""));
    }

    /** {@code bytes 100-199/200}. */
    String range() {
        return headers.firstValue("Content-Range").orElse("bytes without a range");
    }

    /** Whether this is the rest of a file of {@code size} bytes, starting at {@code from}. */
    boolean isRest(long from, long size) {
        return range().matches("bytes " + from + "-\\d+/" + size);
    }

    /** The address of the next page of a list. */
    Optional<String> nextPage() {
        return headers.firstValue("Link")
                .map(NEXT_PAGE::matcher)
                .filter(Matcher::find)
                .map(link -> link.group(1));
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
