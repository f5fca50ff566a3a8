package logitlab.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Nu Html Checker, which also runs validator.w3.org/nu. Maven copies it to {@code target/html-checker}. It runs as a separate
 * process, because its libraries differ from ours, and needs no network. It starts slowly, so it checks all documents at once.
 *
 * <p>It does not get the style sheets, because it does not support cascade layers.
 */
public final class HtmlChecker {

    private static final Path JARS = Path.of("target/html-checker");

    private HtmlChecker() {}

    /**
     * What the checker reports about the documents, including remarks: one line for each kind of finding, with its position.
     *
     * @param documents the HTML of each document, by the name that findings use
     * @param folder where to write the documents
     */
    public static List<String> findings(Map<String, String> documents, Path folder)
            throws IOException, InterruptedException {
        Map<String, String> names = new LinkedHashMap<>();
        for (Map.Entry<String, String> document : documents.entrySet()) {
            Path file = folder.resolve(names.size() + ".html");
            Files.writeString(file, document.getValue());
            names.put(file.getFileName().toString(), document.getKey());
        }
        return lines(check(folder), names);
    }

    private static JsonNode check(Path folder) throws IOException, InterruptedException {
        Path report = folder.resolve("report.json");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xss8m", // its schemas are deep
                        "-XX:+UseSerialGC",
                        "-cp",
                        JARS + "/*",
                        "nu.validator.client.SimpleCommandLineValidator",
                        "--format",
                        "json",
                        "--stdout",
                        "--Werror",
                        "--skip-non-html",
                        "--no-langdetect", // a fragment has too few words to recognise its language
                        folder.toString())
                .redirectOutput(report.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        JsonNode messages = new ObjectMapper().readTree(report.toFile()).path("messages");
        if (!messages.isArray() || (code != 0 && messages.isEmpty())) {
            throw new IllegalStateException("The HTML checker ended with " + code + ": " + Files.readString(report));
        }
        return messages;
    }

    private static List<String> lines(JsonNode messages, Map<String, String> names) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (JsonNode message : messages) {
            String url = message.path("url").asText();
            String finding = String.join(
                    " | ",
                    message.path("subType").asText(message.path("type").asText()),
                    message.path("message").asText(),
                    message.path("extract").asText().replaceAll("\\s+", " "));
            places.computeIfAbsent(finding, key -> new ArrayList<>())
                    .add(names.getOrDefault(url.substring(url.lastIndexOf('/') + 1), url));
        }
        return places.entrySet().stream()
                .map(entry -> entry.getKey() + " | " + entry.getValue().size() + " times, first in "
                        + entry.getValue().get(0))
                .toList();
    }
}
