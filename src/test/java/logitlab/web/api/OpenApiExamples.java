package logitlab.web.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Replaces examples in {@code openapi.json} and leaves the rest of the file as it is. */
final class OpenApiExamples {

    private static final Path FILE = Path.of("src/main/resources/openapi.json");

    /** An array with longer JSON gets one line for each element. */
    private static final int LONGEST_LINE = 240;

    private OpenApiExamples() {}

    static void write(String pointer, JsonNode value) throws IOException {
        String text = Files.readString(FILE);
        try (JsonParser parser = Api.JSON.createParser(text)) {
            while (!parser.getParsingContext().pathAsPointer().equals(JsonPointer.compile(pointer))
                    || parser.currentToken() != JsonToken.START_OBJECT) {
                parser.nextToken();
            }
            int from = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            int to = (int) parser.currentLocation().getCharOffset();
            String line = text.substring(text.lastIndexOf('\n', from) + 1, from);
            String written = line.isBlank()
                    ? inLine(value)
                    : lines(
                            value,
                            " ".repeat(line.length() - line.stripLeading().length()));
            Files.writeString(FILE, text.substring(0, from) + written + text.substring(to));
        }
    }

    private static String lines(JsonNode object, String margin) {
        return object.properties().stream()
                .map(field -> margin + "  " + name(field.getKey()) + value(field.getValue(), margin + "  "))
                .collect(Collectors.joining(",\n", "{\n", "\n" + margin + "}"));
    }

    private static String value(JsonNode value, String margin) {
        String line = inLine(value);
        return !value.isArray() || line.length() <= LONGEST_LINE
                ? line
                : elements(value, ",\n" + margin + "  ", "[\n" + margin + "  ", "\n" + margin + "]");
    }

    private static String inLine(JsonNode value) {
        if (value.isArray()) {
            return elements(value, ", ", "[", "]");
        }
        return value.isObject()
                ? value.properties().stream()
                        .map(field -> name(field.getKey()) + inLine(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"))
                : value.toString();
    }

    private static String elements(JsonNode array, String between, String before, String after) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(OpenApiExamples::inLine)
                .collect(Collectors.joining(between, before, after));
    }

    private static String name(String key) {
        return '"' + key + "\": ";
    }
}
