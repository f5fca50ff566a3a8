package logitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.model.HubServer;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.hub.HubFile;
import logitlab.model.pack.ModelLoader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AddCommandTest {

    private static final Path SMALL = Path.of("src", "test", "resources", "model", "bigram");

    @TempDir
    private Path models;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int add(HubServer server, String... more) {
        List<String> args = new ArrayList<>(List.of("--from", server.address(), "--models", models.toString()));
        args.addAll(List.of(more));
        return add(args);
    }

    private int add(List<String> args) {
        List<String> line = new ArrayList<>(List.of("models", "add"));
        line.addAll(args);
        return App.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
    }

    @Test
    void an_interrupted_download_resumes_and_the_model_steps_like_the_original() throws IOException {
        Path storyteller = Path.of("models", "storyteller");
        try (HubServer server = HubServer.of(storyteller)) {
            server.cutOnce("model.onnx_data", 5_000_000);

            assertThat(add(server, HubServer.MODEL)).as(err.toString()).isZero();

            assertThat(out.toString())
                    .contains("tests/bigram (main): 4 files, 14.3 MB; graph model.onnx (fp32)")
                    .containsPattern("model.onnx_data +100%  14.0 MB of 14.0 MB")
                    .contains("was cut", "again in 1 s")
                    .contains("a step", models.resolve("bigram") + " is ready");
            assertThat(server.requests().stream().map(HubServer.Request::range).filter(range -> !range.isEmpty()))
                    .singleElement()
                    .satisfies(range -> assertThat(range).matches("bytes=(4[89]\\d{5}|5000000)-"));
        }
        try (Models added = ModelLoader.load(List.of(models));
                Models shipped = ModelLoader.load(List.of(storyteller))) {
            assertThat(text(added.get("bigram"))).isEqualTo(text(shipped.first()));
        }
    }

    private static String text(LanguageModel model) {
        return Lane.open(model, model.prompt("Once upon a time"), List.of(), Decoder.SAMPLE, Settings.OFF, 42)
                .run(20)
                .text()
                .toString();
    }

    @Test
    void a_name_that_is_taken_is_refused_before_any_request() throws IOException {
        Files.createDirectory(models.resolve("bigram"));
        try (HubServer server = HubServer.of(SMALL)) {
            assertThat(add(server, HubServer.MODEL)).isOne();
            assertThat(err.toString()).contains("bigram", "--replace");
            assertThat(server.requests()).isEmpty();

            assertThat(add(server, HubServer.MODEL, "--replace"))
                    .as(err.toString())
                    .isZero();
            assertThat(models.resolve("bigram/config.json")).exists();
        }
    }

    @Test
    void the_model_goes_into_the_first_models_folder_which_is_created_if_missing() throws IOException {
        try (HubServer server = HubServer.of(SMALL)) {
            String first = models.resolve("a/b").toString();
            String second = models.resolve("c").toString();

            assertThat(add(List.of(HubServer.MODEL, "--from", server.address(), "--models", first, "--models", second)))
                    .as(err.toString())
                    .isZero();

            assertThat(models.resolve("a/b/bigram/config.json")).exists();
            assertThat(models.resolve("c")).doesNotExist();
        }
    }

    @Test
    void a_missing_model_is_reported_in_one_clear_line() throws IOException {
        try (HubServer server = HubServer.of(SMALL)) {
            assertThat(add(server, "tests/other")).isOne();
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains("/api/models/tests/other/tree/main answers 404", "--revision");
        }
    }

    @Test
    void a_model_that_does_not_run_is_reported_with_the_reason_and_its_folder() throws IOException {
        try (HubServer server = HubServer.of(SMALL)) {
            server.put("config.json", "{\"vocab_size\": 300, \"n_positions\": 32}".getBytes(StandardCharsets.UTF_8));

            assertThat(add(server, HubServer.MODEL)).isOne();

            assertThat(err.toString())
                    .contains("does not run", "expected      300 logits", "found         269", "to fix it")
                    .contains("What was fetched is in "
                            + models.resolve(".adding").resolve("bigram"));
            assertThat(models.resolve("bigram")).doesNotExist();
        }
    }

    @Test
    void the_licence_is_shown_before_the_download() throws IOException {
        try (HubServer server = HubServer.of(SMALL)) {
            assertThat(add(server, HubServer.MODEL)).as(err.toString()).isZero();
            assertThat(out.toString()).contains("Licence: this server does not state it. Read the model's page");

            server.card("{\"cardData\": {\"license\": \"mit\", \"base_model\": \"tests/original\"}}");
            out.getBuffer().setLength(0);
            assertThat(add(server, HubServer.MODEL, "--replace")).isZero();
            assertThat(out.toString())
                    .containsSubsequence(
                            "Licence: mit. Made from tests/original, whose licence holds too. Its page: "
                                    + server.address() + "/" + HubServer.MODEL,
                            "model.onnx");
        }
    }

    @Test
    void a_folder_that_is_not_there_is_refused_with_those_that_are() throws IOException {
        try (HubServer server = HubServer.of(SMALL)) {
            assertThat(add(server, HubServer.MODEL, "--folder", "cpu_and_mobile"))
                    .isOne();
            assertThat(err.toString())
                    .contains("expected graphs in the folder cpu_and_mobile/", "fp32 4.5 kB", "--folder");
        }
    }

    @Test
    void the_size_limit_is_in_gigabytes() throws IOException {
        try (HubServer server = HubServer.of(SMALL)) {
            assertThat(add(server, HubServer.MODEL, "--most", "0.00001")).isOne();
            assertThat(err.toString()).contains("expected at most 10.0 kB", "--most", "--dtype", "--folder");
        }
    }

    @Test
    void invalid_arguments_are_refused_with_a_usage_error() throws IOException {
        try (HubServer server = HubServer.of(SMALL)) {
            assertThat(add(server, "gpt2")).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(err.toString()).contains("ORG/NAME", "gpt2");
            assertThat(add(server, "a/b", "--dtype", "fp64")).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(err.toString()).contains("fp32, fp16, q8", "fp64");
            assertThat(add(List.of("a/b", "--from", "http://example.org"))).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(err.toString()).contains("https://", "http://example.org");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void the_token_from_the_environment_is_sent_but_never_printed() throws Exception {
        try (HubServer server = HubServer.of(SMALL)) {
            ProcessBuilder program = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "logitlab.App",
                    "models",
                    "add",
                    "tests/private",
                    "--from",
                    server.address(),
                    "--models",
                    models.toString());
            program.environment().put("HF_TOKEN", "hf_secret\n");
            Process process = program.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("answers 404").doesNotContain("hf_secret");
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.authorization()).isEqualTo("Bearer hf_secret"));
        }
    }

    @Test
    void a_terminal_shows_a_progress_bar_and_other_output_one_line_per_file() {
        HubFile file = new HubFile("model.onnx", 2000, Optional.empty());
        ProgressBar bar = new ProgressBar(new PrintWriter(out), true);
        bar.arrived(file, 1000);
        bar.arrived(file, 2000);
        assertThat(out.toString())
                .isEqualTo("\r  model.onnx                 [" + "#".repeat(30) + "] 100%  2.0 kB of 2.0 kB    "
                        + System.lineSeparator());

        out.getBuffer().setLength(0);
        ProgressBar lines = new ProgressBar(new PrintWriter(out), false);
        lines.arrived(file, 1000);
        lines.arrived(file, 2000);
        assertThat(out.toString())
                .isEqualTo("  model.onnx                 100%  2.0 kB of 2.0 kB" + System.lineSeparator());
    }
}
