package logitlab.web.link;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;

/**
 * Parses the parameters of a query string strictly: each key once, complete percent escapes, bytes in UTF-8. An empty pair, as
 * between two {@code &amp;}, is skipped.
 *
 * <pre>
 * Query.parse("prompt=Once+upon&amp;at=2")   is {prompt: "Once upon", at: "2"}
 * </pre>
 */
public final class Query {

    private static final Pattern LINE_BREAK = Pattern.compile("\r+\n");
    private static final Constraint TEXT = new Constraint("utf-8");

    private Query() {}

    /** @throws InvalidValueException naming the key if it is empty, appears twice, ends within a percent escape, or is not UTF-8 */
    public static Map<String, String> parse(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return values;
        }
        for (String pair : query.split("&+")) {
            int equals = pair.indexOf('=');
            String key = decode("", equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(key, pair.substring(equals + 1));
            if (key.isEmpty() && !pair.isEmpty()) { // a query that begins with & has an empty pair
                throw new InvalidValueException("", new Constraint("not-empty"), pair);
            }
            if (values.put(key, value) != null) {
                throw new InvalidValueException(key, new Constraint("once"), value);
            }
        }
        values.remove("");
        return values;
    }

    /**
     * Checks the keys and the version of a link.
     *
     * @param known whether a key is a parameter of the link
     * @param keys names them in the sentence of a refusal
     */
    static void requireKnown(Map<String, String> values, Predicate<String> known, String keys) {
        requireKnown(values, known, keys, List.of("1"));
    }

    /** The same for a link that has several versions. */
    static void requireKnown(Map<String, String> values, Predicate<String> known, String keys, List<String> versions) {
        values.forEach((key, value) -> {
            if (!known.test(key)) {
                throw new InvalidValueException(key, new Constraint("known-key", keys), value);
            }
        });
        if (!versions.contains(values.getOrDefault("v", versions.get(0)))) {
            throw new InvalidValueException(
                    "v", new Constraint("one-of", String.join(", ", versions)), values.get("v"));
        }
    }

    /** The value of a key; empty if it is blank or left out. */
    static Optional<String> find(Map<String, String> values, String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
    }

    /** The whole number of a key; empty if it is blank or left out. */
    static OptionalLong whole(Map<String, String> values, String key, Range range) {
        return find(values, key).stream()
                .mapToLong(value -> NumberParser.whole(key, value, range))
                .findFirst();
    }

    private static String decode(String key, String encoded) {
        if (isPlain(encoded)) {
            return encoded;
        }
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length() * 3);
        try {
            for (int i = 0; i < encoded.length(); i++) {
                char c = encoded.charAt(i);
                if (c == '%') {
                    bytes.put((byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                    i += 2;
                } else {
                    bytes.put(c == '+' ? new byte[] {' '} : String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                }
            }
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new InvalidValueException(key, TEXT, encoded);
        }
    }

    /**
     * The text with plain line breaks: forms send a line break as CR LF, and a text that went through several may have extra CRs.
     */
    public static String text(String value) {
        return LINE_BREAK.matcher(value).replaceAll("\n");
    }

    /** The parameters as a query string that {@link #parse} turns into the same parameters. */
    public static String format(Map<String, String> values) {
        StringBuilder query = new StringBuilder(400);
        values.forEach((key, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(encode(key))
                .append('=')
                .append(encode(value)));
        return query.toString();
    }

    private static String encode(String text) {
        return isPlain(text) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Whether encoding changes nothing, as with most values of a link. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-')) {
                return false;
            }
        }
        return true;
    }
}
