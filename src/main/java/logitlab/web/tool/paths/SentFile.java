package logitlab.web.tool.paths;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file in the body of a form, which browsers send as {@code multipart/form-data} (RFC 7578). */
final class SentFile {

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*\\bboundary=\"?([^\";,\\s]{1,70})\"?.*");
    private static final String END_OF_HEAD = "\r\n\r\n";

    private SentFile() {}

    /**
     * @param type the content type of the request; may be null
     * @param field the name of the form's field
     * @return empty if the body is no such form, or has no such field
     */
    static Optional<byte[]> find(String type, byte[] body, String field) {
        Matcher boundary = BOUNDARY.matcher(String.valueOf(type));
        if (!boundary.matches()) {
            return Optional.empty();
        }
        String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1); // one character for each byte
        for (String part : text.split(Pattern.quote("\r\n--" + boundary.group(1)), -1)) {
            int head = part.indexOf(END_OF_HEAD);
            if (head >= 0 && part.substring(0, head).contains("; name=\"" + field + "\"")) {
                return Optional.of(part.substring(head + END_OF_HEAD.length()).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return Optional.empty();
    }
}
