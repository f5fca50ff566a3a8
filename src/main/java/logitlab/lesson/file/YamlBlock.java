package logitlab.lesson.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;

/**
 * YAML as values with flat keys, each with its line; numbers remain as they were written.
 *
 * <pre>
 * "id: toy\nlogits: [2.10, -0.5]"   is {id: "toy", logits.0: "2.10", logits.1: "-0.5"}
 * </pre>
 */
final class YamlBlock {

    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final String file;
    private final int before;
    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private YamlBlock(String file, int before, String text) {
        this.file = file;
        this.before = before;
        this.text = text;
    }

    /**
     * @param before the number of lines of the file above {@code text}
     * @throws LessonFormatException if it is not YAML or not a map, repeats a key, or contains an anchor or an alias
     */
    static YamlBlock parse(String file, String text, int before) {
        YamlBlock yaml = new YamlBlock(file, before, text);
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                yaml.requireWrittenOut(parser, "yaml");
                yaml.object(parser, "");
            } else if (first != null) {
                throw yaml.broken(1, "yaml", "yaml", firstLine(text.strip()));
            }
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            throw yaml.broken(where == null ? 1 : where.getLineNr(), "yaml", "yaml", firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return yaml;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private LessonFormatException broken(int line, String field, String rule, String value) {
        return new LessonFormatException(
                new LessonProblem(file, before + line, new InvalidValueException(field, new Constraint(rule), value)));
    }

    private void object(JsonParser parser, String outer) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = outer + parser.currentName();
            int line = parser.currentTokenLocation().getLineNr();
            requireWrittenOut(parser, key);
            if (lines.put(key, before + line) != null) {
                throw broken(line, key, "once", parser.currentName());
            }
            parser.nextToken();
            value(parser, key);
        }
    }

    private void value(JsonParser parser, String key) throws IOException {
        lines.putIfAbsent(key, before + parser.currentTokenLocation().getLineNr());
        requireWrittenOut(parser, key);
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            object(parser, key + ".");
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                value(parser, key + "." + i);
            }
        } else {
            values.put(key, parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText());
        }
    }

    /** Without this check, the parser would read an alias as its name instead of its value, and ignore an anchor. */
    private void requireWrittenOut(JsonParser parser, String key) {
        JsonLocation where = parser.currentTokenLocation();
        int at = text.offsetByCodePoints(0, (int) where.getCharOffset());
        if (text.startsWith("&", at) || text.startsWith("*", at)) { // quoted text begins with its quote
            throw broken(
                    where.getLineNr(), key, "written-out", text.substring(at).split("[\\s,\\]}]", 2)[0]);
        }
    }

    BlockValues values() {
        return new BlockValues(values);
    }

    /** The line of a key in the file; the line above the block if the key is missing. */
    int line(String key) {
        return lines.getOrDefault(key, before);
    }

    /** What is wrong with one of the values, and where. */
    LessonProblem problem(InvalidValueException invalid) {
        return new LessonProblem(file, line(invalid.field()), invalid);
    }
}
