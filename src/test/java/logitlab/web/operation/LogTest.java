package logitlab.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import logitlab.TestServer;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.Server;
import logitlab.web.connection.FailureText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** The log names the request of each line, and says nothing that a visitor typed. Sees the lines of all that runs, so nothing else may. */
@Isolated
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogTest {

    /** A word that no page, test or library has. */
    private static final String TYPED = "Zebrafinchling";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final List<String> QUERIES = List.of(
            "/?prompt=%s",
            "/play?prompt=%s",
            "/play?%s=1",
            "/play?prompt=x&a=%s",
            "/play?prompt=x&model=%s",
            "/play?prompt=x&seed=%s",
            "/play?prompt=x&a=greedy&a.name=%s",
            "/play?prompt=x&a=greedy&a.bias.1=%s",
            "/play?prompt=%s&chat=1&system=%s",
            "/play/step?prompt=%s",
            "/play/settings?prompt=%s&a.temperature=%s",
            "/play/stream?prompt=%s&steps=1&speed=100",
            "/play/stream?prompt=%s&steps=%s",
            "/play/paths?prompt=%s",
            "/play/take?prompt=%s&lane=%s",
            "/play/others?prompt=%s",
            "/play/save?prompt=%s",
            "/play/receipt?prompt=%s",
            "/play/receipt/checked?receipt=%s",
            "/play/ledger?text=%s",
            "/play/picture.png?prompt=%s",
            "/inside?prompt=%s",
            "/inside/look?prompt=%s&position=%s",
            "/inside/heads?model=%s",
            "/lessons?done=%s",
            "/lessons/logit?toy.logits.0=%s",
            "/lessons/logit/exercises/best/feedback?best.answer=%s",
            "/challenge?seed=%s",
            "/certificate?name=%s",
            "/api/v1/heads?model=%s",
            "/api/v1/stream?prompt=%s&steps=1&speed=100",
            "/api/v1/receipt?prompt=%s",
            "/nowhere?x=%s");

    private static final List<String> BODIES = List.of(
            "{\"model\": \"storyteller\", \"prompt\": \"%s\"}",
            "{\"model\": \"%s\", \"prompt\": \"%s\"}",
            "{\"%s\": 1}",
            "{\"logits\": [\"%s\"]}",
            "{\"messages\": [{\"role\": \"%s\", \"content\": \"%s\"}], \"model\": \"storyteller\"}",
            "{\"receipt\": 1, \"link\": \"/play?prompt=%s\"}",
            "%s",
            "{\"prompt\": \"%s");

    private static final List<String> POSTS = List.of("decode", "next", "inspect", "futures", "beam", "verify");

    /** Lines that come while a test runs, of whatever thread. */
    private static final class Lines extends ListAppender<ILoggingEvent> {

        private Lines() {
            list = new CopyOnWriteArrayList<>();
        }
    }

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void leave() {
        root.detachAppender(lines);
    }

    /** Everything that a format of the log could write. */
    private String log() {
        return lines.list.stream()
                .map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs() + " " + line.getMDCPropertyMap()
                        + " "
                        + (line.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(line.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address));
    }

    @Test
    void no_line_has_what_was_typed_in_a_field_a_body_or_a_header() throws Exception {
        try (TestServer.Own server = TestServer.sharing("--access-log")) {
            for (String query : QUERIES) {
                send(request(server.address() + query.replace("%s", TYPED))
                        .header("User-Agent", TYPED)
                        .header("Accept-Language", TYPED)
                        .header("Last-Event-ID", TYPED)
                        .header("X-Request-Id", TYPED + "!")
                        .header("HX-Current-URL", "http://" + TYPED + "/?" + TYPED));
            }
            for (String post : POSTS) {
                for (String body : BODIES) {
                    send(request(server.address() + "/api/v1/" + post)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body.replace("%s", TYPED))));
                }
            }
            for (String head : List.of(
                    "GET /play?prompt=%s%ZZ HTTP/1.1",
                    "GET /play?%s HTTP/9", "%s / HTTP/1.1", "GET /?%s=\u0001 HTTP/1.1")) {
                ask(server.address(), head.replace("%s", TYPED));
            }
        }
        assertThat(lines.list).hasSizeGreaterThan(QUERIES.size());
        assertThat(log()).doesNotContain(TYPED);
    }

    private static void ask(String address, String line) throws IOException {
        URI server = URI.create(address);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().readAllBytes();
        }
    }

    @Test
    void without_the_access_log_a_request_writes_nothing() throws Exception {
        try (TestServer.Own server = TestServer.sharing()) {
            for (String query : QUERIES) {
                send(request(server.address() + query.replace("%s", TYPED)));
            }
        }
        assertThat(lines.list).isEmpty();
    }

    @Test
    void a_failure_is_logged_with_its_request_and_its_place_and_without_its_message() throws Exception {
        RequestLimiter limiter = RequestLimiter.of(1);
        Routes failing = routes -> {
            routes.get("/here", ctx -> {
                throw new IllegalStateException("cannot read " + TYPED, new IOException(TYPED));
            });
            routes.get("/there", limiter.around(ctx -> {
                throw new IllegalArgumentException(TYPED);
            }));
            routes.get("/error", ctx -> {
                throw new AssertionError(TYPED);
            });
        };
        try (limiter;
                Server server = Server.start("127.0.0.1", 0, List.of(failing))) {
            for (String path : List.of("/here", "/there", "/error")) {
                lines.list.clear();
                HttpResponse<String> answer = send(request(server.address() + path + "?prompt=" + TYPED));
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(lines.list).hasSize(1);
                ILoggingEvent line = lines.list.get(0);
                assertThat(line.getLevel().toString()).isEqualTo("ERROR");
                assertThat(line.getMDCPropertyMap())
                        .containsEntry(
                                "request",
                                answer.headers().firstValue("X-Request-Id").orElseThrow());
                assertThat(log()).contains("at logitlab.web.operation.LogTest").doesNotContain(TYPED);
            }
        }
    }

    @Test
    void the_messages_that_java_writes_are_kept() {
        Exception mistake = new IndexOutOfBoundsException("Index 5 out of bounds for length 3");
        assertThat(FailureText.of(new IllegalStateException(TYPED, mistake)))
                .startsWith("java.lang.IllegalStateException\n    at ")
                .contains("caused by java.lang.IndexOutOfBoundsException: Index 5 out of bounds for length 3\n    at ")
                .doesNotContain(TYPED);
    }
}
