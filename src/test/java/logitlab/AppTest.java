package logitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import logitlab.web.RequestLimiter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppTest {

    /** A model that loads at once. */
    private static final String BIGRAM = "src/test/resources/model/bigram";

    /** What the program printed, and its exit code. */
    private record Said(int code, String out, String err) {}

    private static Said run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = App.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Said(line.execute(args), out.toString(), err.toString());
    }

    @Test
    void port_0_means_a_free_port() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(TestServer.uri("/healthz")).build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .isEqualTo("ok");
    }

    @Test
    void help_lists_every_option_and_shows_examples() {
        Said said = run("--help");

        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("--host", "--port", "--models", "--lessons", "LOGITLAB_PORT", "7070", "Examples:", "models");
    }

    @Test
    void serve_explains_itself() {
        assertThat(run("serve", "--help").out())
                .contains("--host", "--port", "--models", "--lessons", "--threads", "--runs", "--dtype")
                .contains("--streams", "--streams-per-client", "--proxy", "--hosts");
    }

    @Test
    void what_is_wrong_with_a_command_is_not_lost_in_its_help() {
        assertThat(run("models", "add", "Qwen3").err().lines())
                .containsExactly(
                        "the model must be ORG/NAME, such as openai-community/gpt2, but is \"Qwen3\"",
                        "logitlab models add --help explains what can be given.");
        assertThat(run("models", "lst").err()).contains("models list", "logitlab models --help");
    }

    @Test
    void threads_runs_and_dtype_must_be_valid() {
        assertThat(run("--threads", "0").err()).contains("--threads must be from 1 to 256 but is 0");
        assertThat(run("--runs", "999").err()).contains("--runs must be from 1 to 256 but is 999");
        Said said = run("--dtype", "q5");
        assertThat(said.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.err()).contains("--dtype", "fp32, fp16", "\"q5\"");
    }

    @Test
    void threads_and_runs_depend_on_the_machine_or_the_options() {
        int cores = Runtime.getRuntime().availableProcessors();
        ServeOptions usual = CommandLine.populateCommand(new ServeOptions());
        assertThat(usual.budget().threads()).isOne();
        assertThat(usual.budget().callers()).isEqualTo(cores);
        ServeOptions own = CommandLine.populateCommand(new ServeOptions(), "--threads", "3", "--runs", "2");
        assertThat(own.budget().threads()).isEqualTo(3);
        assertThat(own.budget().callers()).isEqualTo(2);
    }

    @Test
    void one_client_may_open_60_percent_of_the_streams_and_at_least_400() {
        assertThat(CommandLine.populateCommand(new ServeOptions()).streams().each())
                .isEqualTo(400);
        assertThat(CommandLine.populateCommand(new ServeOptions(), "--streams", "1000")
                        .streams()
                        .each())
                .isEqualTo(600);
        assertThat(CommandLine.populateCommand(new ServeOptions(), "--streams-per-client", "7")
                        .streams()
                        .each())
                .isEqualTo(7);
        assertThat(run("--streams", "0").err()).contains("--streams must be from 1 to 100000 but is 0");
    }

    @Test
    void the_limits_of_waiting_and_stopping_must_be_in_range() {
        assertThat(run("--queue", "0").err()).contains("--queue must be from 1 to 100000 but is 0");
        assertThat(run("--wait", "31").err()).contains("--wait must be from 1 to 30 but is 31");
        assertThat(run("--drain", "5").err()).contains("--drain must be from 0 to 4 but is 5");
        assertThat(run("--queue", "many").err()).contains("--queue", "many");
        ServeOptions options = CommandLine.populateCommand(new ServeOptions(), "--queue", "40", "--drain", "2");
        assertThat(options.drain()).hasSeconds(2);
        try (RequestLimiter limiter = options.limiter()) {
            assertThat(limiter.places()).isEqualTo(40);
        }
    }

    @Test
    void a_path_that_is_none_prevents_the_start() {
        Said said = run("--port", "0", "--path", "/a b", "--models", BIGRAM);

        assertThat(said.code()).isOne();
        assertThat(said.err()).contains("--path must be a path such as /logitlab", "but is /a b");
        assertThat(CommandLine.populateCommand(new ServeOptions(), "--path", "lab/")
                        .prefix()
                        .text())
                .isEqualTo("/lab");
    }

    @Test
    void a_proxy_that_is_not_an_address_prevents_the_start() {
        Said said = run("--port", "0", "--proxy", "10.0.0.1,nginx", "--models", BIGRAM);

        assertThat(said.code()).isOne();
        assertThat(said.err())
                .contains("--proxy must be an address such as 10.0.0.7", "but is nginx")
                .doesNotContain("\tat ");
    }

    @Test
    void a_package_uses_the_graph_of_the_requested_dtype_if_it_has_one() {
        String folder = "src/test/resources/model/int8";
        assertThat(run("models", "list", "--models", folder).out()).contains("onnx/model_quantized.onnx");
        assertThat(run("models", "list", "--models", folder, "--dtype", "fp16").out())
                .contains("onnx/model_quantized.onnx");
        assertThat(run("models", "check", folder, "--dtype", "q8").code()).isZero();
        Said said = run("models", "check", folder, "--dtype", "fp16");
        assertThat(said.code()).isOne();
        assertThat(said.err()).contains("model_fp16.onnx");
    }

    @Test
    void lists_the_models() {
        Said said = run("models", "list");

        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("storyteller", "transformer", "4,096");
    }

    @Test
    void a_missing_models_folder_prevents_the_start_and_the_message_explains_how_to_fix_it() {
        Said said = run("--port", "0", "--models", "no-such-folder");

        assertThat(said.code()).isOne();
        assertThat(said.err())
                .contains("no-such-folder", "expected", "found nothing", "--models")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void a_folder_without_a_model_prevents_the_start(@TempDir Path empty) {
        Said said = run("--port", "0", "--models", empty.toString());

        assertThat(said.code()).isOne();
        assertThat(said.err())
                .contains(empty.toString(), "expected", "--models")
                .doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "java.io.tmpdir, a folder for 25 MB of ONNX Runtime, java -Djava.io.tmpdir=FOLDER",
        "DJL_CACHE_DIR, a folder for 15 MB of the tokenizer library, DJL_CACHE_DIR in the environment"
    })
    void a_folder_that_cannot_hold_a_native_library_prevents_the_start_and_is_named(
            String property, String expected, String otherwise, @TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + property + "=" + file,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "logitlab.App",
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isOne();
        assertThat(said)
                .contains(file.toString(), "expected " + expected, "found a file", otherwise)
                .doesNotContain("Exception", "\tat ", "tokenizer.json");
    }

    @Test
    void a_bad_model_without_a_good_one_prevents_the_start_and_its_file_is_named(@TempDir Path folder)
            throws IOException {
        Files.createDirectory(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/config.json"), "{\"model_type\": ");

        Said said = run("--port", "0", "--models", folder.toString());

        assertThat(said.code()).isOne();
        assertThat(said.err())
                .contains("broken", "config.json", "expected", "found")
                .doesNotContain("\tat ");
    }

    @Test
    void a_bad_model_next_to_a_good_one_is_listed_as_skipped_with_the_reason(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/config.json"), "{\"vocab_size\": 0}");

        Said said = run("models", "list", "--models", BIGRAM, "--models", folder.toString());

        assertThat(said.code()).isZero();
        assertThat(said.out().lines().toList())
                .satisfiesExactly(
                        good -> assertThat(good)
                                .matches(
                                        "bigram  transformer +parameters unknown  vocabulary +269  context +32  memory +[\\d.]+ kB  digest .{12}  model.onnx"),
                        bad -> assertThat(bad)
                                .isEqualTo("model package broken is left out: " + folder.resolve("broken/config.json")
                                        + ": expected vocab_size, a number above 0, found 0."
                                        + " Correct vocab_size in config.json."));
    }

    @Test
    void the_check_of_every_test_package_is_in_plain_words() throws IOException {
        try (Stream<Path> packages = Files.list(Path.of("src", "test", "resources", "model"))) {
            for (Path model : packages.filter(Files::isDirectory).sorted().toList()) {
                Said said = run("models", "check", model.toString());
                assertThat(said.out() + said.err())
                        .as(model.toString())
                        .matches("(?s).*\\n(a step|to fix it) .*")
                        .doesNotContain(
                                "java.",
                                "com.fasterxml",
                                "Cannot invoke",
                                "JsonReadFeature",
                                "Exception",
                                "ORT_",
                                "[ONNXRuntimeError]",
                                "onnxruntime_src",
                                "null");
            }
        }
    }

    @Test
    void the_check_says_what_a_model_takes_in_memory() {
        String said =
                run("models", "check", "src/test/resources/model/own-llama").out();

        assertThat(said)
                .containsPattern(
                        "memory +about [\\d.]+ kB: weights [\\d.]+ kB, tokenizer [\\d.]+ kB, one run [\\d.]+ kB\n")
                .containsPattern(
                        "state +192 B for each token, 15.4 kB for a full context\n") // 2 layers of 2 heads of 6 keys
                // and 6 values
                .containsPattern("chat template +no\n")
                .containsPattern("sampling +the maker gives no settings\n");
    }

    @Test
    void the_memory_for_models_is_a_size() {
        assertThat(run("models", "list", "--models", BIGRAM, "--memory", "1.5G").code())
                .isZero();
        assertThat(run("models", "list", "--models", BIGRAM, "--memory", "800MB")
                        .code())
                .isZero();
        Said none = run("models", "list", "--models", BIGRAM, "--memory", "much");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("the memory must be a size such as 4g or 800m but is \"much\"");
        Said little = run("models", "list", "--models", BIGRAM, "--memory", "1k");
        assertThat(little.err())
                .contains("at most 1.0 kB of memory, as --memory allows", "one that takes", "Allow more with --memory");
    }

    @Test
    void a_port_in_use_is_reported_in_one_clear_line(@TempDir Path empty) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Said said = run(
                    "--port",
                    Integer.toString(taken.getLocalPort()),
                    "--models",
                    BIGRAM,
                    "--lessons",
                    empty.toString());

            assertThat(said.code()).isOne();
            assertThat(said.err().lines())
                    .singleElement()
                    .asString()
                    .contains(Integer.toString(taken.getLocalPort()), "in use", "--port");
        }
    }

    @Test
    void an_unknown_host_is_reported_in_one_clear_line(@TempDir Path empty) {
        Said said = run("--port", "0", "--host", "nowhere.invalid", "--models", BIGRAM, "--lessons", empty.toString());

        assertThat(said.code()).isOne();
        assertThat(said.err().lines()).singleElement().asString().contains("nowhere.invalid", "--host");
    }

    @Test
    void an_invalid_port_is_refused() {
        assertThat(run("--port", "70000").err()).contains("0 to 65535");
        assertThat(run("--port", "70000").code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("--port", "many").err()).contains("--port", "many");
    }

    @Test
    void an_unknown_command_is_refused() {
        Said said = run("sreve");

        assertThat(said.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.err()).contains("sreve");
    }

    @Test
    void takes_options_from_the_environment_prints_its_address_and_stops_on_a_signal(@TempDir Path empty)
            throws Exception {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "logitlab.App");
        program.environment().put("LOGITLAB_PORT", "0");
        program.environment().put("LOGITLAB_HOST", "localhost");
        program.environment().put("LOGITLAB_MODELS", BIGRAM);
        program.environment().put("LOGITLAB_LESSONS", empty.toString());
        program.redirectErrorStream(true);
        Process process = program.start();
        try (BufferedReader out = process.inputReader()) {
            String address = out.lines()
                    .filter(line -> line.startsWith("Logit Lab answers on "))
                    .findFirst()
                    .orElseThrow()
                    .substring("Logit Lab answers on ".length());

            assertThat(address).startsWith("http://localhost:");
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + "/healthz")).build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);

            process.toHandle().destroy();

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(out.lines()).noneMatch(line -> line.contains("Exception") || line.contains("ERROR"));
        } finally {
            process.destroyForcibly();
        }
    }
}
