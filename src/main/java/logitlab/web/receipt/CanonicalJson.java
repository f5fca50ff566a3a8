package logitlab.web.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/**
 * JSON as a list of its values, each with its path, so that two documents can be compared value by value and a digest does not depend
 * on spaces, the order of keys or the notation of numbers.
 *
 * <pre>
 * {"b": [1, "x"], "a": {}}   has the lines   a={}   b[0]=3ff0000000000000   b[1]="x   and their SHA-256 is its digest
 * </pre>
 *
 * <p>A line is a path, {@code =} and a value; lines are sorted by path (by UTF-16 code units), end with a line feed, and are UTF-8. A number is the 16 hex
 * digits of its IEEE 754 double, a text a quotation mark and the text with {@code \\} and {@code \n} for a backslash and a line feed;
 * {@code true}, {@code false}, {@code null}, and {@code {}} and {@code []} if they are empty, stand for themselves.
 */
final class CanonicalJson {

    /** The most values: more than any receipt has. */
    static final int MOST_VALUES = 100_000;

    private static final String DIGEST = "sha256";

    private CanonicalJson() {}

    /**
     * The values in their order, by path: {@code lanes.a.steps[3].draw}.
     *
     * @throws InvalidValueException if there are more than {@value #MOST_VALUES}, or two of them have the same path
     */
    static Map<String, JsonNode> values(JsonNode document) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        add(values, "", document);
        return values;
    }

    private static void add(Map<String, JsonNode> values, String path, JsonNode node) {
        if (node.isEmpty()) { // as values are, too
            if (values.size() == MOST_VALUES) {
                throw new InvalidValueException("body", new Constraint("at-most-values", MOST_VALUES), "…");
            }
            if (values.put(path, node) != null) { // a key with a dot in it can look like the path of another value
                throw new InvalidValueException(path, new Constraint("once"), node.asText());
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add(values, path + "[" + i + "]", node.get(i));
            }
        } else {
            node.properties()
                    .forEach(entry -> add(
                            values, path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue()));
        }
    }

    /** The digest of a document without its own field {@code sha256}: 64 hex digits. */
    static String sha256(ObjectNode document) {
        Map<String, JsonNode> values = new TreeMap<>(values(document));
        values.remove(DIGEST);
        StringBuilder lines = new StringBuilder();
        values.forEach((path, value) ->
                lines.append(path).append('=').append(text(value)).append('\n'));
        return sha256(lines.toString());
    }

    private static String text(JsonNode value) {
        if (value.isNumber()) {
            return HexFormat.of().toHexDigits(Double.doubleToLongBits(value.doubleValue() + 0.0)); // 0 of -0
        }
        return value.isTextual()
                ? '"' + value.textValue().replace("\\", "\\\\").replace("\n", "\\n")
                : value.toString();
    }

    /** The digest of a text in UTF-8. */
    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
