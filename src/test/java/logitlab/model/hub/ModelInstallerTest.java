package logitlab.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.model.HubServer;
import logitlab.model.HubServer.Reply;
import logitlab.model.InvalidPackageException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.pack.ModelLoader;
import logitlab.model.pack.PackageReport;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model fetched from a server that cuts connections, contradicts itself, misdirects or stays silent. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(30)
class ModelInstallerTest {

    private static final String GRAPH = "model.onnx";
    private static final long MUCH = 1_000_000_000;

    @TempDir
    private Path models;

    private HubServer server;
    private RetryPolicy policy = policy(Duration.ofSeconds(10));
    private final List<String> again = new ArrayList<>();
    private final List<Long> graphBytes = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HubServer.of(Packages.SMALL.resolve("bigram"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static RetryPolicy policy(Duration silence) {
        return new RetryPolicy(Duration.ofSeconds(10), silence, Duration.ofMillis(1), 3);
    }

    private ModelInstaller addition(Optional<String> token) {
        return addition(server.address(), token);
    }

    private ModelInstaller addition(String address, Optional<String> token) {
        DownloadProgress progress = new DownloadProgress() {
            @Override
            public void arrived(HubFile file, long bytes) {
                if (file.path().equals(GRAPH)) {
                    graphBytes.add(bytes);
                }
            }

            @Override
            public void retrying(String why, Duration pause) {
                again.add(why);
            }
        };
        return new ModelInstaller(
                new Hub(URI.create(address), token, policy),
                HubRepository.of(HubServer.MODEL, "main"),
                models,
                progress);
    }

    private PackageReport add() throws InstallException, InvalidPackageException, InterruptedException {
        ModelInstaller installer = addition(Optional.empty());
        PackageReport report = installer.fetch(installer.plan(Optional.empty(), Optional.empty(), MUCH));
        installer.install();
        return report;
    }

    /** The files are the same as on the server, and nothing else is left. */
    private void assertAdded() throws IOException {
        for (String name : List.of("config.json", "tokenizer.json", GRAPH)) {
            assertThat(models.resolve("bigram").resolve(name)).hasBinaryContent(server.file(name));
        }
        assertThat(inside(models)).containsExactly("bigram");
        assertThat(inside(models.resolve("bigram"))).containsExactly("config.json", GRAPH, "tokenizer.json");
    }

    private static List<String> inside(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(this::add).isInstanceOf(InstallException.class);
    }

    private void assertNothingAdded() {
        assertThat(models.resolve("bigram")).doesNotExist();
    }

    @Test
    void a_model_is_fetched_tried_out_and_put_in_its_place_and_can_be_stepped() throws Exception {
        PackageReport report = add();

        assertThat(report.id()).isEqualTo("bigram");
        assertAdded();
        assertThat(again).isEmpty();
        assertThat(graphBytes).containsExactly(4510L);
        try (Models loaded = ModelLoader.load(List.of(models))) {
            LanguageModel model = loaded.get("bigram");
            assertThat(model.card().digest()).isEqualTo(report.card().digest());
            assertThat(model.logits(model.prompt("a")).size()).isEqualTo(269);
        }
    }

    @Test
    void nothing_is_loaded_from_where_a_model_is_on_its_way() throws Exception {
        server.next("tokenizer.json", HubServer.status(404));
        assertRefused();
        Packages.copy(Packages.SMALL.resolve("recurrent"), models);

        try (Models loaded = ModelLoader.load(List.of(models))) {
            assertThat(loaded.all()).hasSize(1);
            assertThat(loaded.leftOut()).isEmpty();
        }
    }

    @Test
    void after_a_cut_it_continues_with_the_rest_of_the_same_version() throws Exception {
        server.next(GRAPH, HubServer.cutAfter(3000), HubServer.cutAfter(500));

        add();

        assertAdded();
        assertThat(again).hasSize(2).allMatch(why -> why.contains("was cut"));
        List<HubServer.Request> requests = server.requests(GRAPH);
        assertThat(requests).hasSize(3);
        assertThat(requests.get(0).range()).isEmpty();
        assertThat(requests.get(1).range()).matches("bytes=[1-9]\\d*-");
        assertThat(requests.get(1).ifRange()).startsWith("\"");
        assertThat(requests.get(2).range()).isNotEqualTo(requests.get(1).range());
    }

    @Test
    void a_later_command_continues_where_an_earlier_one_was_cut() throws Exception {
        server.next(GRAPH, HubServer.cutAfter(3000), HubServer.cutAfter(0), HubServer.cutAfter(0));
        assertRefused().hasMessageContaining("was cut").hasMessageContaining("continues where this one stopped");
        assertNothingAdded();
        int before = server.requests(GRAPH).size();

        add();

        assertAdded();
        assertThat(server.requests(GRAPH)).hasSize(before + 1);
        assertThat(server.requests(GRAPH).get(before).range()).isNotEmpty();
        assertThat(server.requests("tokenizer.json"))
                .as("it was whole, and its digest is known")
                .hasSize(1);
    }

    @Test
    void a_part_of_another_version_is_not_continued() throws Exception {
        server.next(GRAPH, HubServer.cutAfter(3000), HubServer.cutAfter(0), HubServer.cutAfter(0));
        assertRefused();
        String graph = new String(server.file(GRAPH), StandardCharsets.ISO_8859_1);
        server.put(GRAPH, graph.replace("bigram", "BIGRAM").getBytes(StandardCharsets.ISO_8859_1));

        add();

        assertAdded();
        List<HubServer.Request> requests = server.requests(GRAPH);
        assertThat(requests.get(requests.size() - 1).range()).isEmpty();
    }

    @Test
    void a_version_that_changes_between_two_attempts_is_fetched_again_from_the_start() throws Exception {
        byte[] config = server.file("config.json");
        byte[] other =
                new String(config, StandardCharsets.UTF_8).replace("32", "16").getBytes(StandardCharsets.UTF_8);
        server.next("config.json", HubServer.cutAfter(90), (exchange, file) -> HubServer.honestly(exchange, other));

        add();

        assertThat(server.requests("config.json").get(1).ifRange()).isNotEmpty();
        assertThat(models.resolve("bigram/config.json")).hasBinaryContent(other);
    }

    @Test
    void a_version_without_a_name_is_fetched_again_from_the_start() throws Exception {
        server.next("config.json", HubServer.cutNamelessAfter(90));

        add();

        assertAdded();
        assertThat(server.requests("config.json").get(1).range()).isEmpty();
    }

    @Test
    void a_big_file_may_be_cut_more_often_than_a_server_may_fail_in_a_row() throws Exception {
        byte[] big = new byte[5 << 20];
        server.put("LICENSE", big);
        int cut = 1_200_000;
        server.next("LICENSE", HubServer.drip(cut), HubServer.drip(cut), HubServer.drip(cut), HubServer.drip(cut));

        add();

        assertThat(again).hasSize(4);
        assertThat(models.resolve("bigram/LICENSE")).hasBinaryContent(big);
    }

    @Test
    void a_server_that_sends_a_little_each_time_is_given_up() {
        server.next(GRAPH, HubServer.drip(100), HubServer.drip(100), HubServer.drip(100));

        assertRefused().hasMessageContaining("after 300 of 4510 bytes").hasMessageContaining("3 times in a row");
    }

    @Test
    void a_server_without_ranges_sends_the_whole_file_again() throws Exception {
        server.next(GRAPH, HubServer.cutAfter(3000), HubServer.whole());

        add();

        assertAdded();
    }

    @Test
    void a_server_that_has_less_than_arrived_is_asked_again() throws Exception {
        server.next(GRAPH, HubServer.cutAfter(3000), HubServer.status(416));

        add();

        assertAdded();
        assertThat(server.requests(GRAPH).get(2).range()).isEmpty();
    }

    @Test
    void the_wrong_part_of_a_file_is_refused() {
        Reply wrong = (exchange, file) -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-4509/4510");
            exchange.sendResponseHeaders(206, file.length);
            exchange.getResponseBody().write(file);
        };
        server.next(GRAPH, HubServer.cutAfter(3000), wrong);

        assertRefused().hasMessageContaining(GRAPH).hasMessageContaining("bytes 0-4509/4510");
        assertNothingAdded();
    }

    @Test
    void a_length_that_contradicts_the_list_is_refused_before_anything_arrives() {
        server.next(GRAPH, HubServer.other(new byte[4511]));

        assertRefused().hasMessageContaining("expected 4510 bytes").hasMessageContaining("found 4511");
        assertThat(graphBytes).isEmpty();
        assertNothingAdded();
    }

    @Test
    void a_file_that_exceeds_its_length_is_stopped() {
        server.next(GRAPH, HubServer.inPieces(new byte[1 << 22]));

        assertRefused().hasMessageContaining("expected 4510 bytes").hasMessageContaining("found more");
        assertThat(models.resolve(".adding/bigram").toFile().listFiles())
                .allMatch(file -> file.length() < 1 << 17, "no more than a piece was written");
        assertNothingAdded();
    }

    @Test
    void a_file_that_ends_early_is_refused_in_the_end() {
        Reply early = HubServer.inPieces(new byte[4509]);
        server.next(GRAPH, early, early, early);

        assertRefused().hasMessageContaining("after 4509 of 4510 bytes").hasMessageContaining("3 times in a row");
        assertNothingAdded();
    }

    @Test
    void a_wrong_digest_is_refused_and_the_file_is_fetched_again_the_next_time() throws Exception {
        byte[] wrong = server.file(GRAPH).clone();
        wrong[100]++;
        server.next(GRAPH, HubServer.other(wrong));

        assertRefused()
                .hasMessageContaining(GRAPH)
                .hasMessageContaining("expected SHA-256 " + HubServer.sha256(server.file(GRAPH)))
                .hasMessageContaining("found " + HubServer.sha256(wrong));
        assertNothingAdded();

        add();

        assertAdded();
    }

    @Test
    void a_digest_that_only_the_redirect_has_is_checked_too() {
        String place = "/tests/bigram/resolve/main/config.json?again";
        server.next("config.json", HubServer.leadTo(place, "X-Linked-ETag", "\"" + "0".repeat(64) + "\""));

        assertRefused().hasMessageContaining("config.json").hasMessageContaining("expected SHA-256 000");
    }

    @Test
    void a_server_that_falls_silent_is_asked_again() throws Exception {
        policy = policy(Duration.ofSeconds(1));
        server.next("", server.silent());
        server.next(GRAPH, server.silentAfter(3000), server.silent());

        add();

        assertAdded();
        assertThat(again).hasSizeGreaterThanOrEqualTo(3).allMatch(why -> why.contains("does not answer"));
    }

    @Test
    void it_waits_for_a_slow_server() throws Exception {
        policy = policy(Duration.ofSeconds(1)); // which is less than all of it takes
        server.next(GRAPH, (exchange, file) -> {
            exchange.sendResponseHeaders(200, file.length);
            for (int from = 0; from < file.length; from += 300) {
                exchange.getResponseBody().write(file, from, Math.min(300, file.length - from));
                exchange.getResponseBody().flush();
                pause(100);
            }
        });

        add();

        assertAdded();
        assertThat(again).isEmpty();
        assertThat(graphBytes).isSorted().hasSizeGreaterThan(2).endsWith(4510L);
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_server_that_cannot_answer_now_is_asked_again_when_it_wants() throws Exception {
        server.next("", HubServer.status(503));
        server.next(GRAPH, HubServer.status(429, "Retry-After", "1"));
        long begin = System.nanoTime();

        add();

        assertAdded();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(again.get(0)).contains("answers 503");
        assertThat(again.get(1)).contains(GRAPH, "answers 429", "too many requests");
    }

    @Test
    void it_does_not_wait_an_hour_for_a_server() {
        server.next("", HubServer.status(429, "Retry-After", "3600"));

        assertRefused().hasMessageContaining("answers 429").hasMessageContaining("3600 s");
        assertThat(again).isEmpty();
    }

    @Test
    void a_server_that_never_answers_is_given_up() {
        server.next("", HubServer.status(500), HubServer.status(502), HubServer.status(504));

        assertRefused().hasMessageContaining("answers 504").hasMessageContaining("3 times in a row");
    }

    @Test
    void a_refusal_explains_what_to_do() {
        server.next("", HubServer.status(401), HubServer.status(403), HubServer.status(404), HubServer.status(418));

        assertRefused()
                .hasMessageContaining("answers 401")
                .hasMessageContaining("Check the name")
                .hasMessageContaining("HF_TOKEN");
        assertRefused().hasMessageContaining("answers 403").hasMessageContaining("conditions");
        assertRefused().hasMessageContaining("answers 404").hasMessageContaining("--revision");
        assertRefused().hasMessageContaining("answers 418").hasMessageContaining("--from");
        assertThat(server.requests()).as("none is tried again").hasSize(4);
    }

    @Test
    void without_a_network_it_fails_immediately() {
        String address = server.address();
        server.close();

        assertThatThrownBy(() -> addition(address, Optional.empty()).plan(Optional.empty(), Optional.empty(), MUCH))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining(address.substring("http://".length()) + " cannot be reached")
                .hasMessageContaining("Check the network");
        assertThatThrownBy(() -> addition("https://nowhere.invalid", Optional.empty())
                        .plan(Optional.empty(), Optional.empty(), MUCH))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("nowhere.invalid cannot be reached");
        assertThat(again).isEmpty();
    }

    @Test
    void the_token_goes_to_the_server_itself_and_no_further() throws Exception {
        try (HubServer elsewhere = HubServer.of(Packages.SMALL.resolve("bigram"))) {
            String there = elsewhere.address() + "/tests/bigram/resolve/main/model.onnx?signature=1";
            server.next(GRAPH, HubServer.leadTo(there));
            server.next("config.json", HubServer.leadTo("/tests/bigram/resolve/main/config.json?here"));

            ModelInstaller installer = addition(Optional.of("hf_secret"));
            installer.fetch(installer.plan(Optional.empty(), Optional.empty(), MUCH));
            installer.install();

            assertAdded();
            assertThat(server.requests())
                    .hasSize(5)
                    .allMatch(request -> request.authorization().equals("Bearer hf_secret"));
            assertThat(elsewhere.requests())
                    .hasSize(1)
                    .allMatch(request -> request.authorization().isEmpty());
        }
    }

    @Test
    void the_token_is_for_one_scheme_one_host_and_one_port() {
        HubClient client = new HubClient(URI.create("https://example.org/hub"), Optional.empty(), policy);

        assertThat(client.isOwn(URI.create("https://example.org/file"))).isTrue();
        assertThat(client.isOwn(URI.create("https://EXAMPLE.org:443/file"))).isTrue();
        for (String other : List.of(
                "http://example.org/file",
                "https://example.org:8443/file",
                "https://cdn.example.org/file",
                "https://example.org.elsewhere.org/file")) {
            assertThat(client.isOwn(URI.create(other))).as(other).isFalse();
        }
    }

    @Test
    void the_rest_of_a_file_is_requested_where_the_server_redirects() throws Exception {
        try (HubServer elsewhere = HubServer.of(Packages.SMALL.resolve("bigram"))) {
            String there = elsewhere.address() + "/tests/bigram/resolve/main/model.onnx";
            server.next(GRAPH, HubServer.leadTo(there), HubServer.leadTo(there));
            elsewhere.next(GRAPH, HubServer.cutAfter(3000));

            add();

            assertAdded();
            assertThat(elsewhere.requests()).hasSize(2);
            assertThat(elsewhere.requests().get(1).range()).isNotEmpty();
        }
    }

    @Test
    void the_host_of_a_redirect_is_named_if_it_fails() {
        HubServer elsewhere = new HubServer();
        elsewhere.close();
        Reply there = HubServer.leadTo(elsewhere.address() + "/model.onnx");
        server.next(GRAPH, there, there, there);

        assertRefused().hasMessageContaining(elsewhere.address().substring("http://".length()) + " cannot be reached");
    }

    @Test
    void no_message_has_the_token_or_a_signature() {
        server.next("", HubServer.leadTo("http://example.org/list?signature=1"));

        assertThatThrownBy(() -> addition(Optional.of("hf_secret")).plan(Optional.empty(), Optional.empty(), MUCH))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("redirects to http://example.org/list: expected an address with https://")
                .hasMessageNotContaining("signature")
                .hasMessageNotContaining("hf_secret");
        assertThatThrownBy(() -> Hub.at(Hub.HUGGING_FACE, Optional.of("hf_se\ncret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HF_TOKEN")
                .hasMessageNotContaining("cret");
    }

    @Test
    void a_server_that_redirects_in_a_circle_is_given_up() {
        Reply[] circle = new Reply[11];
        Arrays.fill(circle, HubServer.leadTo("/api/models/tests/bigram/tree/main"));
        server.next("", circle);

        assertRefused().hasMessageContaining("redirects more than 10 times");
    }

    @Test
    void an_invalid_address_is_refused() {
        server.next("", HubServer.leadTo("http://[nowhere"), HubServer.leadTo("file:///etc/passwd"));

        assertRefused().hasMessageContaining("redirects to an invalid address");
        assertRefused().hasMessageContaining("redirects to file:");
    }

    @Test
    void a_path_that_leads_out_of_the_folder_is_refused() {
        for (String path : List.of(
                "../evil", "/etc/passwd", "a/../../b", "onnx\\\\..\\\\evil", "a//b", "./config.json", "", "a\\u0000")) {
            String list = "[{\"type\": \"file\", \"path\": \"" + path + "\", \"size\": 1}]";
            server.next("", HubServer.other(list.getBytes(StandardCharsets.UTF_8)));

            assertRefused().as(path).hasMessageContaining("expected a path inside the model's folder");
        }
        assertNothingAdded();
    }

    @Test
    void an_invalid_list_is_refused() {
        for (String list :
                List.of("<html>", "{\"error\": 1}", "[{\"type\": \"file\", \"path\": \"a\", \"size\": -1}]")) {
            server.next("", HubServer.other(list.getBytes(StandardCharsets.UTF_8)));

            assertRefused().as(list).hasMessageContaining("expected");
        }
    }

    @Test
    void a_list_of_several_pages_is_read_whole_and_only_from_the_server_itself() throws Exception {
        String list = new String(server.list(), StandardCharsets.UTF_8);
        server.next("", (exchange, file) -> {
            exchange.getResponseHeaders()
                    .set("Link", "<" + server.address() + "/api/models/tests/bigram/tree/main?cursor=2>; rel=\"next\"");
            HubServer.other("[]".getBytes(StandardCharsets.UTF_8)).to(exchange, file);
        });
        server.next("", (exchange, file) -> {
            exchange.getResponseHeaders().set("Link", "<https://nowhere.invalid/>; rel=\"next\"");
            HubServer.other(list.getBytes(StandardCharsets.UTF_8)).to(exchange, file);
        });

        add();

        assertAdded();
    }

    @Test
    void a_model_that_is_too_big_is_refused_with_what_each_dtype_takes() {
        server.put("model_quantized.onnx", new byte[1500]);

        assertThatThrownBy(() -> addition(Optional.empty()).plan(Optional.empty(), Optional.empty(), 10_000))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("at most 10.0 kB")
                .hasMessageContaining("found 12.5 kB with model.onnx (fp32)")
                .hasMessageContaining("fp32 4.5 kB, q8 1.5 kB");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_model_for_which_the_disk_has_no_room_is_refused() {
        String list = new String(server.list(), StandardCharsets.UTF_8).replace(":4510", ":4611686018427387904");
        server.next("", HubServer.other(list.getBytes(StandardCharsets.UTF_8)));
        ModelInstaller installer = addition(Optional.empty());

        assertThatThrownBy(() -> installer.fetch(installer.plan(Optional.empty(), Optional.empty(), Long.MAX_VALUE)))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("free space");
    }

    @Test
    void sizes_that_overflow_are_too_big() {
        String list = new String(server.list(), StandardCharsets.UTF_8)
                .replace(":4510", ":9223372036854775807")
                .replace(":7931", ":9223372036854775807");
        server.next("", HubServer.other(list.getBytes(StandardCharsets.UTF_8)));

        assertRefused().hasMessageContaining("expected at most 1.0 GB");
    }

    @Test
    void files_that_do_not_run_are_kept_apart_to_be_corrected() throws Exception {
        server.put(GRAPH, "no graph".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(this::add)
                .isInstanceOf(InvalidPackageException.class)
                .hasMessageContaining(GRAPH);

        assertNothingAdded();
        assertThat(models.resolve(".adding/bigram").resolve(GRAPH)).exists();
    }

    @Test
    void after_a_refused_configuration_the_rest_is_not_downloaded() {
        server.put("config.json", "{\"vocab_size\": \"many\"}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(this::add)
                .isInstanceOf(InvalidPackageException.class)
                .hasMessageContaining("config.json");

        assertThat(server.requests(GRAPH)).isEmpty();
    }

    @Test
    void leftovers_of_another_command_are_not_part_of_the_model() throws Exception {
        Path left = Files.createDirectories(models.resolve(".adding/bigram/onnx"));
        Files.writeString(left.resolve("model.onnx"), "another graph");
        Files.writeString(left.resolveSibling("model.onnx"), "this one, but wrong");

        add();

        assertThat(models.resolve("bigram/onnx/model.onnx")).doesNotExist();
        assertThat(models.resolve("bigram/model.onnx")).hasBinaryContent(server.file(GRAPH));
    }

    @Test
    void a_model_of_the_same_name_is_replaced_only_when_asked() throws Exception {
        Path before = Packages.copy(Packages.SMALL.resolve("bigram"), models);
        Files.writeString(before.resolve("card.md"), "mine");

        assertThatThrownBy(() -> addition(Optional.empty()).requireNew())
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("--replace");

        add();

        assertAdded();
    }
}
