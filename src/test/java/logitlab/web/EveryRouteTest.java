package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends wrong requests to every route of the server, including new ones. The answer must never be blank, never blame the
 * server, and always have a form that the client can use.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryRouteTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, String> RIGHT =
            Map.of("{slug}", "softmax", "{id}", "toy", "{file}", "site.css", "{page}", "home");

    private static final List<String> WRONG_PARTS = List.of(
            "nope",
            "99999999999999999999",
            "%FF",
            "%00",
            "%0D%0AX:1",
            "..%2F..%2Fpom.xml",
            "%3Cscript%3E",
            "%7B0%7D",
            "a.".repeat(1_000),
            "x".repeat(20_000));

    /** Each query with a word that must appear in the sentence if the query is refused. */
    private static final Map<String, String> WRONG_QUERIES = Map.ofEntries(
            Map.entry("nonsense=1", "nonsense"),
            Map.entry("=x", "before"),
            Map.entry("v=1&&&v=1", "v must be given only once"),
            Map.entry("prompt=a&prompt=b", "once"),
            Map.entry("prompt=%FF", "utf-8"),
            Map.entry("%FF=1", "utf-8"),
            Map.entry("prompt=" + "a".repeat(20_000), "prompt"),
            Map.entry("v=2", "v "),
            Map.entry("model=nope", "model"),
            Map.entry("digest=%3Cscript%3E", "digest"),
            Map.entry("seed=99999999999999999999", "seed"),
            Map.entry("seed=1e999", "seed"),
            Map.entry("seed=%00", "seed"),
            Map.entry("seed=-1", "seed"),
            Map.entry("at=2147483648", "at"),
            Map.entry("rows=0", "rows"),
            Map.entry("position=99999999999", "position"),
            Map.entry("head=9999", "head"),
            Map.entry("station=nope", "station"),
            Map.entry("ids=zzzzzzz", "ids"),
            Map.entry("a=greedy&a.top-k=99999999999", "a"),
            Map.entry("a=sample&a.temperature=0", "a"),
            Map.entry("a=sample&a.bias.2147483648=1", "bias"),
            Map.entry("a=greedy&" + "a.".repeat(10_000) + "x=1", "a.a."),
            Map.entry("bias.99999999999=1", "bias"),
            Map.entry("temperature=NaN", "temperature"),
            Map.entry("toy.logits.2147483648=1", "logits"),
            Map.entry("toy.logits.99999999999=1", "logits"),
            Map.entry("toy.logits.0=" + "9".repeat(1_000), "must be a number"),
            Map.entry("toy.nonsense=1", "nonsense"),
            Map.entry("practice.answer=x%0D%0Ay", "answer"),
            Map.entry("practice.seed=99999999999999999999", "seed"),
            Map.entry("done=%00", "progress"),
            Map.entry("name=%01", "link"));

    private static final List<String> WRONG_BODIES = List.of(
            "",
            "{",
            "[]",
            "null",
            "{\"nonsense\": 1}",
            "{\"logits\": [1e999]}",
            "{\"logits\": [1], \"seed\": 99999999999999999999}",
            "{\"logits\": [1], \"settings\": {\"bias\": {\"99999999999\": 1}}}",
            "{\"logits\": " + "[".repeat(5_000),
            "{\"model\": \"storyteller\", \"prompt\": \"" + "a".repeat(200_000) + "\"}",
            "{\"" + "a.".repeat(5_000) + "\": 1}",
            "{\"prompt\": \"\\u0000\", \"model\": \"\\ud800\"}");

    static List<String> routes() {
        return TestServer.server().routes();
    }

    static Stream<String> readable() {
        return routes().stream().filter(route -> route.startsWith("GET "));
    }

    static Stream<String> withParts() {
        return readable().filter(route -> route.contains("{"));
    }

    static Stream<String> writable() {
        return routes().stream().filter(route -> route.startsWith("POST "));
    }

    private static String path(String route) {
        String path = route.substring(route.indexOf(' ') + 1);
        for (Map.Entry<String, String> part : RIGHT.entrySet()) {
            path = path.replace(part.getKey(), part.getValue());
        }
        assertThat(path)
                .as("a part of a path that this test knows no right word for")
                .doesNotContain("{");
        return path.replace("/exercises/toy", "/exercises/practice");
    }

    private static HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(TestServer.uri(path)).method(method, BodyPublishers.noBody());
        return CLIENT.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** A visitor's browser, and a page that requests a part of itself. */
    private static List<HttpResponse<String>> both(String method, String path)
            throws IOException, InterruptedException {
        return List.of(send(method, path), send(method, path, "HX-Request", "true"));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static boolean refused(HttpResponse<String> answer) {
        return answer.statusCode() >= 400 || answer.body().startsWith("event: error");
    }

    /** The sentence in a refusal, after a check that the client can read it. */
    private static String said(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isLessThan(500);
        assertThat(answer.body())
                .isNotBlank()
                .doesNotContain("Exception", "\tat ", "java.", "jetty", "javalin", "<script>x");
        assertThat(answer.body().length()).isLessThan(200_000);
        String path = answer.request().uri().getPath();
        boolean part = answer.request().headers().firstValue("HX-Request").isPresent();
        if (path.equals("/api") || path.startsWith("/api/")) {
            assertThat(header(answer, "content-type")).isEqualTo("application/json");
            JsonNode error = JSON.readTree(answer.body()).get("error");
            assertThat(error.get("message").asText().length()).isBetween(10, 500);
            return error.get("message").asText();
        }
        if (answer.body().startsWith("event: error")) {
            assertThat(header(answer, "content-type")).startsWith("text/event-stream");
            assertThat(answer.body()).matches("event: error\n(data: [^\n]*\n)+\n");
            return answer.body();
        }
        assertThat(header(answer, "content-type").replace(" ", "")).isEqualTo("text/html;charset=utf-8");
        if (part && !header(answer, "hx-retarget").isEmpty()) {
            assertThat(answer.body()).doesNotContain("<html", "<body");
            assertThat(header(answer, "hx-retarget")).matches("#[a-z0-9-]+");
        } else if (!part && answer.body().contains("<html")) {
            assertThat(answer.body()).contains("<h1", "href=\"/\"", "href=\"/play", "href=\"/lessons");
        }
        return TestServer.text(answer);
    }

    @Test
    void there_are_routes_of_every_part() {
        assertThat(routes())
                .contains(
                        "GET /",
                        "GET /play/stream",
                        "GET /play/picture.png",
                        "GET /inside/tokens",
                        "GET /lessons/{slug}/exercises/{id}/feedback",
                        "GET /certificate",
                        "POST /api/v1/next");
    }

    @ParameterizedTest
    @MethodSource("withParts")
    void a_wrong_part_of_a_path_is_told(String route) throws Exception {
        for (String wrong : WRONG_PARTS) {
            for (String part : RIGHT.keySet()) {
                String path = route.substring(4).replace(part, wrong);
                if (!path.contains(wrong)) {
                    continue;
                }
                for (HttpResponse<String> answer : both("GET", path(path.startsWith("/") ? " " + path : path))) {
                    assertThat(answer.statusCode()).as(path).isBetween(400, 414);
                    assertThat(said(answer)).as(path).containsPattern("nothing at|not well formed|at most");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_wrong_method_is_told(String route) throws Exception {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "NONSENSE")) {
            if (!route.startsWith(method + " ")) {
                for (HttpResponse<String> answer : both(method, path(route))) {
                    assertThat(answer.statusCode()).as(method).isIn(404, 405);
                    assertThat(said(answer)).contains(path(route), answer.statusCode() == 405 ? method : "nothing");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("readable")
    void a_wrong_value_is_told_by_its_name(String route) throws Exception {
        for (Map.Entry<String, String> wrong : WRONG_QUERIES.entrySet()) {
            HttpResponse<String> answer = send("GET", path(route) + "?" + wrong.getKey());

            assertThat(answer.statusCode()).as(wrong.getKey()).isLessThan(500);
            if (refused(answer)) {
                assertNames(said(answer), wrong);
                assertNames(said(send("GET", path(route) + "?" + wrong.getKey(), "HX-Request", "true")), wrong);
            }
        }
    }

    /** If the route does not know the key at all, or requires a different one first, the sentence says so. */
    private static void assertNames(String sentence, Map.Entry<String, String> wrong) {
        List<String> names = Stream.concat(
                        Stream.of(
                                wrong.getValue(),
                                "your answer is required",
                                "what this link lacks",
                                "digest is required",
                                "seed is required"),
                        Stream.of(wrong.getKey().split("&")).map(pair -> pair.replaceFirst("=.*", "")))
                .map(name -> name.substring(0, Math.min(name.length(), 40)).toLowerCase(Locale.ROOT))
                .toList();
        assertThat(names).as(sentence).anyMatch(sentence.toLowerCase(Locale.ROOT)::contains);
    }

    @ParameterizedTest
    @MethodSource("writable")
    void a_wrong_body_is_told(String route) throws Exception {
        for (String type : List.of("application/json", "text/plain")) {
            for (String body : WRONG_BODIES) {
                HttpResponse<String> answer = post(path(route), type, body);

                assertThat(answer.statusCode()).as(body).isBetween(400, 422);
                said(answer);
            }
        }
    }

    /** Each body over a new connection, which the server may close before it has read all: then the answer can be lost. */
    private static HttpResponse<String> post(String path, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(TestServer.uri(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        for (int lost = 0; ; lost++) {
            try {
                return HttpClient.newHttpClient().send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            } catch (IOException closed) {
                if (lost == 3) {
                    throw closed;
                }
            }
        }
    }

    @Test
    void what_is_no_route_is_told() throws Exception {
        for (String path : List.of(
                "/nope",
                "/static/nope.css",
                "/static/",
                "/webjars/nope/1/nope.js",
                "/api",
                "/api/",
                "/healthz/x",
                "/%FF",
                "/%2e%2e/x")) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                for (HttpResponse<String> answer : both(method, path)) {
                    assertThat(answer.statusCode()).as(path).isIn(400, 404, 405);
                    said(answer);
                }
            }
        }
    }

    static Stream<Arguments> longQueries() {
        return Stream.of(
                Arguments.of("/play", "", "k%d=1&"),
                Arguments.of("/play", "v=2&a=greedy&", "a.bias.%d=1&"),
                Arguments.of("/play", "v=2&a=greedy&a.x=", "%%22%d"),
                Arguments.of("/play", "v=2&prompt=", "%%22%d"),
                Arguments.of("/inside", "", "bias.%d=1&"),
                Arguments.of("/lessons/shaping", "", "live.bias.%d=1&"),
                Arguments.of("/lessons/bugs", "", "case-1.answer.%d=1&"),
                Arguments.of("/lessons/bugs", "exhibit-8.prompt=", "%%22%d"),
                Arguments.of("/lessons/inside", "end.prompt=", "%%22%d"),
                Arguments.of("/lessons/inside", "rows.prompt=", "%%22%d"));
    }

    @ParameterizedTest
    @MethodSource("longQueries")
    void a_page_does_not_grow_with_what_was_sent(String path, String begin, String word) throws Exception {
        StringBuilder query = new StringBuilder(begin);
        for (int i = 0; query.length() < 20_000; i++) {
            query.append(word.formatted(i));
        }

        HttpResponse<String> answer = send("GET", path + "?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body().length()).isLessThan(send("GET", path).body().length() + 120_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt=%0D%0D%0A", "prompt=a%0D%0A%0D%0D%0Ab%0D", "&&prompt=a&&&", "prompt=+%0D"})
    void a_link_is_led_to_its_own_in_one_step(String query) throws Exception {
        for (String path : List.of("/play", "/inside")) {
            HttpResponse<String> first = send("GET", path + "?" + query);

            assertThat(first.statusCode()).isEqualTo(302);
            assertThat(send("GET", header(first, "location")).statusCode()).isEqualTo(200);
        }
    }
}
