package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import logitlab.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What visitors and the log see when the program itself fails. */
@Isolated
@DisplayNameGeneration(ReplaceUnderscores.class)
class ErrorsTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<String, Supplier<Throwable>> FAILURES = Map.of(
            "bug", () -> new IllegalStateException("a bug", new IOException("its cause")),
            "memory", () -> new OutOfMemoryError("Java heap space"),
            "class", () -> new NoClassDefFoundError("logitlab/Gone"));

    private static Server server;

    private final Logger logger = (Logger) LoggerFactory.getLogger(Errors.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    static void start() throws IOException {
        server = Server.start("127.0.0.1", 0, List.of(routes -> {
            for (String root : List.of("", "/api", "/lessons/softmax/widgets")) {
                FAILURES.forEach((name, failure) -> routes.get(root + "/" + name, ctx -> fail(failure.get())));
                routes.get(root + "/deep", ErrorsTest::deep);
            }
            routes.get("/blank", ctx -> ctx.status(HttpStatus.GONE));
        }));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
    }

    private static void fail(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    private static void deep(Context ctx) {
        deep(ctx);
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        return CLIENT.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "class", "deep"})
    void a_visitor_gets_a_page(String failure) throws Exception {
        HttpResponse<String> answer = get("/" + failure);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(header(answer, "content-type").replace(" ", "")).isEqualTo("text/html;charset=utf-8");
        assertThat(header(answer, "content-security-policy")).isNotEmpty();
        assertThat(TestServer.text(answer)).contains("Something went wrong on our side", "The fault is ours");
        assertThat(answer.body()).contains("href=\"/lessons\"").doesNotContain("Error", "Exception", "heap", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "class", "deep"})
    void a_caller_of_the_API_gets_JSON(String failure) throws Exception {
        HttpResponse<String> answer = get("/api/" + failure);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(header(answer, "content-type")).isEqualTo("application/json");
        assertThat(answer.body()).startsWith("{\"error\":{\"field\":null,\"message\":\"The fault is ours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "class", "deep"})
    void a_page_gets_a_sentence_for_the_place_where_something_was_done(String failure) throws Exception {
        HttpResponse<String> answer = get("/" + failure, "HX-Request", "true");
        HttpResponse<String> inWidget = get("/lessons/softmax/widgets/" + failure, "HX-Request", "true");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).startsWith("<p id=\"problem\"").contains("The fault is ours");
        assertThat(header(answer, "hx-retarget")).isEqualTo("#problem");
        assertThat(inWidget.body()).startsWith("<span").contains("The fault is ours");
        assertThat(header(inWidget, "hx-retarget")).isEqualTo("#" + failure + "-status");
        assertThat(header(inWidget, "hx-reswap")).isEqualTo("innerHTML");
    }

    @Test
    void too_little_memory_is_said_in_every_form() throws Exception {
        HttpResponse<String> page = get("/memory");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(TestServer.text(page)).contains("The server is busy", "too little memory for this request");
        assertThat(header(page, "retry-after")).isNotEmpty();
        HttpResponse<String> json = get("/api/memory");
        assertThat(json.statusCode()).isEqualTo(503);
        assertThat(json.body()).startsWith("{\"error\":{\"field\":null,\"message\":\"The server has too little memory");
        HttpResponse<String> part = get("/memory", "HX-Request", "true");
        assertThat(part.body()).startsWith("<p id=\"problem\"").contains("too little memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "memory", "class", "deep"})
    void the_log_says_it_once_and_shortly(String failure) throws Exception {
        get("/" + failure + "?x=" + "x".repeat(1_000));

        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getThrowableProxy()).isNull();
        assertThat(log.list.get(0).getFormattedMessage()).contains("ErrorsTest").hasSizeLessThan(8_000);
        assertThat(log.list.get(0).getFormattedMessage().lines().count()).isBetween(5L, 40L);
    }

    @Test
    void a_status_without_a_body_gets_one() throws Exception {
        HttpResponse<String> answer = get("/blank");

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(TestServer.text(answer)).contains("The server answered with status 410.");
    }
}
