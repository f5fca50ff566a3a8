package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.web.link.Tool;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 2,000 tokens on a vocabulary of 151,936, by graphs that give the logits of every position: 1.2 GB of them. A server with a heap of
 * 512 MB answers everything, and its process takes at most 2.5 GB. {@code models/training/graphs_for_tests.py} made the graphs.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LargeVocabularyTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private static final String CACHED = "vocabulary-152k";
    private static final String UNCACHED = "152k-no-state";
    private static final int VOCABULARY = 151_936;
    private static final long MOST_KILOBYTES = 2_500_000;

    /** As many tokens as characters. */
    private static final String PROMPT = "q1".repeat(1_000);

    /** The server in a JVM of its own. */
    private record Child(Process process, String address) implements AutoCloseable {

        static Child start(Path folder, String model) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-cp",
                            classPath(),
                            "logitlab.App",
                            "serve",
                            "--port",
                            "0",
                            "--only-these",
                            "--models",
                            Packages.SMALL.resolve(model).toString())
                    .redirectError(folder.resolve("log").toFile())
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            Pattern address = Pattern.compile("http://[^ ]+:\\d+");
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher found = address.matcher(line);
                if (found.find()) {
                    Thread rest = new Thread(() -> out.lines().forEach(next -> {}));
                    rest.setDaemon(true);
                    rest.start();
                    return new Child(process, found.group());
                }
            }
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }

        /** The class path of these tests, with Maven or without. */
        private static String classPath() {
            return LargeVocabularyTest.class.getClassLoader() instanceof URLClassLoader loader
                    ? Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                    : System.getProperty("java.class.path");
        }

        HttpResponse<String> get(String path) throws Exception {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
        }

        HttpResponse<String> post(String path, ObjectNode body) throws Exception {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                            .build(),
                    BodyHandlers.ofString());
        }

        /** The most memory that the process has had resident so far; empty where the system does not say. */
        OptionalLong mostKilobytes() throws IOException {
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            return Files.isReadable(status)
                    ? Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                    : OptionalLong.empty();
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void assertAnswered(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void assertMemory(Child child) throws IOException {
        child.mostKilobytes().ifPresent(most -> assertThat(most).isLessThan(MOST_KILOBYTES));
    }

    private static ObjectNode body(String model) {
        return JSON.createObjectNode().put("model", model).put("prompt", PROMPT);
    }

    @Test
    void both_graphs_give_the_same_logits() {
        try (Models cached = Packages.load(Packages.SMALL.resolve(CACHED), 8 << 20);
                Models uncached = Packages.load(Packages.SMALL.resolve(UNCACHED), 0)) {
            LanguageModel model = cached.first();
            Prefix text = model.prompt(PROMPT).first(300);
            List<Logits> pieces = model.logits(text, 290);
            List<Logits> whole = uncached.first().logits(text, 290);
            for (int i = 0; i < pieces.size(); i++) {
                Packages.assertAlike(pieces.get(i), whole.get(i), 1e-3);
            }
        }
    }

    @Test
    void a_long_text_is_read_in_pieces_whose_logits_take_64_megabytes_at_most() {
        try (Models cached = Packages.load(Packages.SMALL.resolve(CACHED), 8 << 20)) {
            LanguageModel model = cached.first();
            Prefix text = model.prompt(PROMPT).first(300);
            LanguageModel.Runs before = model.runs();
            model.logits(text);
            assertThat(model.runs().tokens() - before.tokens()).isEqualTo(300);
            int piece = (64 << 20) / (Float.BYTES * VOCABULARY);
            assertThat(model.runs().runs() - before.runs()).isEqualTo((300 + piece - 1) / piece);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CACHED, UNCACHED})
    void the_next_token_of_2000_fits_into_a_small_heap(String model, @TempDir Path folder) throws Exception {
        try (Child child = Child.start(folder, model)) {
            HttpResponse<String> answer = child.post("next", body(model).put("logits", true));
            assertAnswered(answer);
            JsonNode next = JSON.readTree(answer.body());
            assertThat(next.get("prompt_ids").size()).isEqualTo(2_000);
            assertThat(next.get("logits").size()).isEqualTo(VOCABULARY);
            assertAnswered(child.get("/play?v=1&prompt=" + PROMPT + "&at=1&a=greedy&b=sample"));
            assertMemory(child);
        }
    }

    @Test
    void every_page_and_the_api_fit_into_a_small_heap(@TempDir Path folder) throws Exception {
        String lanes = "&a=greedy&b=sample&b.top-p=0.9&c=sample&c.temperature=2&d=sample&d.min-p=0.1";
        try (Child child = Child.start(folder, CACHED)) {
            HttpResponse<String> opened = child.get("/play?prompt=" + PROMPT + "&at=5" + lanes);
            assertAnswered(opened);
            String link = opened.uri().getQuery();
            for (Tool tool : EnumSet.complementOf(EnumSet.of(Tool.TEXTS))) { // a hundred texts take a minute
                String beam = tool == Tool.BEAM ? "&steps=5" : "";
                HttpResponse<String> answer = child.get("/play/" + tool.key() + "?" + link + beam);
                assertThat(answer.statusCode()).as(tool + answer.body()).isEqualTo(200);
            }
            for (String path : List.of(
                    "/play/step",
                    "/inside",
                    "/play/run.html",
                    "/play/step.json",
                    "/play/step.csv",
                    "/api/v1/receipt")) {
                String query = path.equals("/inside") ? "prompt=" + PROMPT : link;
                HttpResponse<String> answer = child.get(path + "?" + query);
                assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
            }
            assertAnswered(child.post("futures", body(CACHED).put("nodes", 300)));
            assertAnswered(child.post("beam", body(CACHED).put("beams", 16).put("steps", 5)));
            assertThat(child.get("/api/v1/stream?steps=3&speed=100&" + link).body())
                    .contains("event: end")
                    .doesNotContain("event: error");
            assertMemory(child);
        }
    }
}
