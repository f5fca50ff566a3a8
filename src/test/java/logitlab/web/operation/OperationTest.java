package logitlab.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.web.ClientAccess;
import logitlab.web.ClientQuota;
import logitlab.web.HttpRefusedException;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.Server;
import logitlab.web.stream.SseExecutor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the programs ask for that watch the server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperationTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static double figure(String name, String... tags) {
        return in(TestServer.get("/metrics").body(), name, tags);
    }

    private static double in(String all, String name, String... tags) {
        Matcher found = Pattern.compile("(?m)^" + name + "(\\{.*})? (\\S+)$").matcher(all);
        double sum = 0;
        while (found.find()) {
            if (List.of(tags).stream().allMatch(String.valueOf(found.group(1))::contains)) {
                sum += Double.parseDouble(found.group(2));
            }
        }
        return sum;
    }

    @Test
    void every_answer_is_counted_by_its_route_and_status() throws Exception {
        String[] lesson = {"route=\"/lessons/{slug}\"", "status=\"200\""};
        String[] missing = {"status=\"404\""};
        double before = figure("logitlab_requests_seconds_count", lesson);
        double none = figure("logitlab_requests_seconds_count", missing);
        TestServer.get("/lessons/logit");
        TestServer.get("/lessons/softmax");
        TestServer.get("/no/such/page");
        assertThat(figure("logitlab_requests_seconds_count", lesson)).isEqualTo(before + 2);
        assertThat(figure("logitlab_requests_seconds_count", missing)).isEqualTo(none + 1);
    }

    @Test
    void a_route_with_many_addresses_is_one_figure() {
        for (int seed = 0; seed < 30; seed++) {
            TestServer.get("/lessons/nope-" + seed);
        }
        assertThat(TestServer.get("/metrics").body()).doesNotContain("nope-");
    }

    @Test
    void the_tokens_that_a_model_reads_are_counted() {
        double before = figure("logitlab_model_tokens_total", "model=\"storyteller\"");
        TestServer.get("/play?prompt=The+figures+of+this+very+prompt+are+counted");
        assertThat(figure("logitlab_model_tokens_total", "model=\"storyteller\""))
                .isGreaterThan(before);
    }

    @Test
    void streams_their_steps_the_work_and_the_texts_of_runs_are_counted() throws Exception {
        double opened = figure("logitlab_streams_opened_total");
        double resumed = figure("logitlab_streams_resumed_total");
        double steps = figure("logitlab_streams_steps_total");
        double work = figure("logitlab_work_seconds_total");
        String stream = "/api/v1/stream?prompt=Counted+streams&a=greedy&steps=3&speed=100";
        TestServer.get(stream);
        HttpRequest again = HttpRequest.newBuilder(TestServer.uri(stream))
                .header("Last-Event-ID", "1")
                .build();
        CLIENT.send(again, BodyHandlers.ofString());
        assertThat(figure("logitlab_streams_opened_total")).isEqualTo(opened + 2);
        assertThat(figure("logitlab_streams_resumed_total")).isEqualTo(resumed + 1);
        assertThat(figure("logitlab_streams_steps_total")).isEqualTo(steps + 5);
        assertThat(figure("logitlab_work_seconds_total")).isGreaterThan(work);
        String[] story = {"model=\"storyteller\""};
        assertThat(figure("logitlab_model_texts_total", story))
                .isGreaterThanOrEqualTo(figure("logitlab_model_runs_total", story));
        assertThat(figure("logitlab_model_memory_bytes", story)).isPositive();
    }

    @Test
    void the_queue_the_streams_the_cache_and_the_memory_are_there() {
        String all = TestServer.get("/metrics").body();
        assertThat(all)
                .contains("logitlab_requests_waiting ", "logitlab_long_waiting ", "logitlab_streams ")
                .contains("logitlab_requests_places ", "logitlab_threads ", "logitlab_streams_places 500.0")
                .contains("logitlab_model_waiting{model=\"storyteller\"} ", "logitlab_build{version=\"")
                .contains("logitlab_model_loaded{model=\"storyteller\"} 1.0", "process_resident_memory_bytes ")
                .contains("logitlab_requests_seconds_bucket{")
                .contains(
                        "logitlab_cache_bytes ",
                        "jvm_memory_used_bytes",
                        "jvm_gc_",
                        "process_cpu_usage",
                        "process_files_open");
        assertThat(in(all, "jvm_memory_used_bytes", "area=\"heap\"")).isPositive();
    }

    @Test
    void the_server_is_ready_until_it_is_told_to_stop() throws Exception {
        assertThat(TestServer.get("/readyz").statusCode()).isEqualTo(200);
        Models models = Packages.SHIPPED;
        RequestLimiter limiter = RequestLimiter.of(1);
        try (limiter;
                SseExecutor streams = new SseExecutor(limiter, ClientQuota.of(2));
                Operation operation = new Operation(models, limiter, streams, new Loading(List.of()), false);
                Server server = Server.start(
                        "127.0.0.1", 0, ClientAccess.OPEN, List.of(operation), operation.answers(ClientAccess.OPEN))) {
            assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
            operation.stop();
            HttpResponse<String> stopping = get(server, "/readyz");
            assertThat(stopping.statusCode()).isEqualTo(503);
            assertThat(stopping.headers().firstValue("Retry-After")).isPresent();
            assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> get(Server server, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends requests to a server that writes a line for each answer. */
    @FunctionalInterface
    private interface Requests {

        void send(Server server) throws Exception;
    }

    private static List<ILoggingEvent> lines(ClientAccess clients, Requests requests) throws Exception {
        Logger access = (Logger) LoggerFactory.getLogger("access");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        access.addAppender(lines);
        RequestLimiter limiter = RequestLimiter.of(1);
        try (limiter;
                SseExecutor streams = new SseExecutor(limiter, ClientQuota.of(2));
                Operation operation = new Operation(Packages.SHIPPED, limiter, streams, new Loading(List.of()), true);
                Server server =
                        Server.start("127.0.0.1", 0, clients, List.of(operation, TYPED), operation.answers(clients))) {
            requests.send(server);
        } finally {
            access.detachAppender(lines);
        }
        return lines.list;
    }

    @Test
    void a_line_names_the_request_and_says_nothing_that_was_typed() throws Exception {
        List<ILoggingEvent> lines = lines(ClientAccess.OPEN, server -> {
            HttpResponse<String> named = get(server, "/typed?prompt=secret", "X-Request-Id", "proxy-7");
            HttpResponse<String> forged = get(server, "/typed?prompt=secret", "X-Request-Id", "a b\"c");
            assertThat(named.headers().firstValue("X-Request-Id")).hasValue("proxy-7");
            assertThat(forged.headers().firstValue("X-Request-Id").orElseThrow())
                    .matches("[0-9a-f-]{36}");
        });
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).getMDCPropertyMap().toString() + lines.get(0).getKeyValuePairs())
                .contains("proxy-7", "GET", "/typed", "404", "127.0.0.1")
                .doesNotContain("secret");
    }

    private static List<Object> clients(List<ILoggingEvent> lines) {
        return lines.stream()
                .flatMap(line -> line.getKeyValuePairs().stream())
                .filter(pair -> pair.key.equals("client"))
                .map(pair -> pair.value)
                .toList();
    }

    @Test
    void behind_a_known_proxy_a_line_has_the_visitors_address() throws Exception {
        Requests forwarded = server -> {
            get(server, "/typed", "X-Forwarded-For", "9.9.9.9, 203.0.113.7");
            get(server, "/typed", "X-Forwarded-For", "2001:db8:1:2:3::4");
            get(server, "/typed", "X-Forwarded-For", "secret");
        };
        assertThat(clients(lines(new ClientAccess(List.of("127.0.0.1"), List.of()), forwarded)))
                .containsExactly("203.0.113.7", "2001:db8:1:2::/64", "unknown");
        assertThat(clients(lines(ClientAccess.OPEN, forwarded))).containsOnly("127.0.0.1");
    }

    /** A page that is not there, whose failure would like to quote the prompt. */
    private static final Routes TYPED = routes -> routes.get("/typed", ctx -> {
        throw HttpRefusedException.because(404, "error.404", ctx.path());
    });
}
