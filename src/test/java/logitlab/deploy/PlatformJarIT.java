package logitlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The jar for one platform that {@code mvn package} has made: how large it is, and that it runs with the options of the image. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlatformJarIT {

    private static final long MOST_BYTES = 40_000_000;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("logitlab-.*-linux-x86_64\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("mvn package makes it"));
        }
    }

    @Test
    void it_has_at_most_40_MB() throws IOException {
        assertThat(Files.size(jar())).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void it_serves_the_playground_and_the_lessons_with_the_options_of_the_image() throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the jar is for another platform");
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + DeployFiles.FOLDER.resolve("image/jvm.options"),
                        "-jar",
                        jar().toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = server.inputReader()) {
            String address = said.lines()
                    .filter(line -> line.contains("answers on "))
                    .map(line -> line.substring(line.indexOf("http")))
                    .findFirst()
                    .orElseThrow();
            assertThat(get(address + "/play").statusCode()).isEqualTo(200);
            HttpResponse<String> lesson = get(address + "/lessons/softmax");
            assertThat(lesson.statusCode()).isEqualTo(200);
            assertThat(lesson.body()).contains("/static/");
            assertThat(get(address + "/readyz").body()).isEqualTo("ready");
        } finally {
            server.destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }
}
