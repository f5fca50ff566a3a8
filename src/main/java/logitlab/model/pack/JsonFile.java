package logitlab.model.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import logitlab.model.InvalidPackageException;

/** Reads the JSON files of a package. {@code Infinity} and {@code NaN} are numbers, as Python writes them; comments are errors. */
final class JsonFile {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final int QUOTED = 40;

    private JsonFile() {}

    /** @throws InvalidPackageException if the file has anything but a JSON object */
    static JsonNode read(Path file) throws InvalidPackageException {
        FileContents.require(file);
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            if (!json.isObject()) {
                throw new InvalidPackageException(file, "a JSON object in braces", "another value", copyAgain(file));
            }
            return json;
        } catch (JsonProcessingException e) {
            throw broken(file, e);
        } catch (IOException e) {
            throw ModelPackage.unreadable(file, e);
        }
    }

    /** Nothing if there is no such file. @throws InvalidPackageException if there is one, without a JSON object */
    static JsonNode find(Path file) throws InvalidPackageException {
        return Files.isRegularFile(file) ? read(file) : MissingNode.getInstance();
    }

    /** Names the place at which a file stops being JSON. */
    static InvalidPackageException broken(Path file, JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return new InvalidPackageException(file, "JSON", "values in values, too deep to read", copyAgain(file));
        }
        int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        if (e instanceof JsonEOFException) {
            return new InvalidPackageException(
                    file, "JSON", "a beginning of it: the file stops in line " + line, copyAgain(file));
        }
        String text = line(file, line);
        boolean comment = text.strip().matches("(//|/\\*|#).*");
        return new InvalidPackageException(
                file,
                comment ? "JSON, which has no comments" : "JSON",
                "line " + line + ": " + text,
                comment ? "Remove the comments from " + name(file) + "." : "Correct this line. " + copyAgain(file));
    }

    private static String copyAgain(Path file) {
        return "If you did not change " + name(file) + ", copy it again.";
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The line without control characters, shortened. */
    private static String line(Path file, int number) {
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            String text = number > lines.size()
                    ? ""
                    : lines.get(number - 1).replaceAll("\\p{Cntrl}", " ").strip();
            return text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text;
        } catch (IOException gone) {
            return "";
        }
    }
}
