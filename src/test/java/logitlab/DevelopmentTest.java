package logitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved on disk is served at the next request, without a restart; see {@link Development}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DevelopmentTest {

    private static final String LESSON =
            "---\ntitle: T\nsummary: S.\nminutes: %s\ngroup: choosing\nable: [Do it.]\n---\nHello\n";

    @TempDir
    private static Path folder;

    private static Process process;
    private static String address;

    @BeforeAll
    static void start() throws IOException {
        copy(Path.of("web"), folder.resolve("web"));
        Files.createDirectories(folder.resolve("lessons/en"));
        Files.writeString(folder.resolve("lessons/en/01-a.md"), LESSON.formatted("7"));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        folder.resolve("web") + File.pathSeparator + absolute(System.getProperty("java.class.path")),
                        "logitlab.Development",
                        "--port",
                        "0",
                        "--models",
                        Path.of("src/test/resources/model/bigram")
                                .toAbsolutePath()
                                .toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        BufferedReader out = process.inputReader();
        String begin = "Logit Lab answers on ";
        address = out.lines()
                .filter(line -> line.startsWith(begin))
                .findFirst()
                .orElseThrow()
                .substring(begin.length());
        Thread reader = new Thread(() -> out.lines().forEach(line -> {}));
        reader.setDaemon(true);
        reader.start();
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((left, right) -> left + File.pathSeparator + right)
                .orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @AfterAll
    static void stop() {
        process.destroyForcibly();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    }

    private static void replace(String file, String old, String now) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, now));
    }

    @Test
    void a_changed_template_message_style_or_script_is_served_at_once() throws Exception {
        assertThat(get("/glossary").statusCode()).isEqualTo(200);

        replace("web/templates/pages/glossary.jte", "<h1", "<h1 data-new");
        assertThat(get("/glossary").body()).contains("<h1 data-new");

        replace("web/messages/interface_en.properties", "layout.play=Playground", "layout.play=A new word");
        assertThat(get("/nowhere").body()).contains("A new word").doesNotContain(">Playground<");

        for (String file : List.of("css/base.css", "js/page.js")) {
            Files.writeString(folder.resolve("web/static").resolve(file), "\n/* new */\n", StandardOpenOption.APPEND);
        }
        String page = get("/glossary").body();
        for (String kind : List.of("css", "js")) {
            String file = Pattern.compile("/static/site\\.[0-9a-f]{8}\\." + kind)
                    .matcher(page)
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group();
            assertThat(get(file).body()).contains("/* new */");
        }
    }

    @Test
    void a_broken_template_shows_its_error_until_it_is_repaired() throws Exception {
        replace("web/templates/pages/lessons.jte", "page.title()", "page.nonsense()");
        HttpResponse<String> broken = get("/lessons");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).contains("pages/lessons.jte", "nonsense");

        replace("web/templates/pages/lessons.jte", "page.nonsense()", "page.title()");
        assertThat(get("/lessons").body()).doesNotContain("nonsense");
    }

    @Test
    void a_broken_lesson_shows_its_error_until_it_is_repaired() throws Exception {
        Path lesson = folder.resolve("lessons/en/01-a.md");
        assertThat(get("/lessons/a").body()).contains("Hello");

        Files.writeString(lesson, LESSON.formatted("soon"));
        HttpResponse<String> broken = get("/lessons/a");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).contains("01-a.md:4: minutes must be a number");

        Files.writeString(lesson, LESSON.formatted("8"));
        assertThat(get("/lessons/a").body()).contains("Hello", "8");
    }
}
