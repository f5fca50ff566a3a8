package logitlab.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered, after all redirects; whoever has it closes it.
 *
 * @param sha256 of the whole file, where a server on the way said it
 */
record Answer(int status, HttpHeaders headers, InputStream body, Optional<String> sha256) implements AutoCloseable {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");
    private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"next\"");

    /** How long the body is said to be; empty where that shows only at its end. */
    OptionalLong length() {
        return headers.firstValueAsLong("Content-Length");
    }

    /** Names this very version of the file, for asking for the rest of it; a weak one does not. */
    Optional<String> etag() {
        return headers.firstValue("ETag").filter(tag -> tag.startsWith("\""));
    }

    /** Whether this is the rest of a file of {@code size} bytes, from {@code from} on. */
    boolean isRest(long from, long size) {
        Matcher range =
                CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        return range.matches()
                && range.group(1).equals(Long.toString(from))
                && range.group(2).equals(Long.toString(size));
    }

    /** Where a list goes on. */
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
