package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final String PAGE = "/play?prompt=Once";

    private static final Set<String> SECURITY_HEADERS = Set.of(
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy");

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(TestServer.uri(path)));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** What the server says to bytes that no HTTP client would send. */
    private static String raw(String request) throws IOException {
        return raw(TestServer.address(), request);
    }

    private static String raw(String address, String request) throws IOException {
        URI server = URI.create(address);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String rawGet(String target) throws IOException {
        return raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private static void assertNoTrace(String answer) {
        assertThat(answer).doesNotContain("Exception", "\tat ", "jetty", "Jetty", "javalin", "Javalin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAGE,
                "/play?temperature=0",
                "/healthz",
                "/static/icon.svg",
                "/nowhere",
                "/api/v1/nowhere",
                "/static/nothing.css"
            })
    void every_answer_has_the_security_headers_and_names_no_server(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);

        assertThat(response.headers().map().keySet())
                .containsAll(SECURITY_HEADERS)
                .doesNotContain("server", "x-powered-by");
        assertThat(response.headers().allValues("content-security-policy")).hasSize(1);
    }

    @Test
    void scripts_and_styles_come_from_here_alone_and_nothing_inline() throws Exception {
        assertThat(header(get(PAGE), "content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void an_unknown_page_is_a_404_page() throws Exception {
        HttpResponse<byte[]> response = get("/nowhere?a=%3Cscript%3E");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(header(response, "content-type")).isEqualTo("text/html;charset=utf-8");
        assertThat(text(response))
                .contains("<!doctype html>", "There is nothing at /nowhere.")
                .doesNotContain("<script>");
    }

    @Test
    void an_unknown_route_of_the_api_is_json() throws Exception {
        HttpResponse<byte[]> response = get("/api/v2/decode");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(header(response, "content-type")).isEqualTo("application/json");
        assertThat(text(response))
                .isEqualTo("{\"error\":{\"field\":null,\"message\":\"There is nothing at /api/v2/decode.\"}}");
    }

    @Test
    void a_wrong_method_is_405_and_says_which_are_right() throws Exception {
        HttpResponse<byte[]> response =
                send(HttpRequest.newBuilder(TestServer.uri("/play")).POST(BodyPublishers.ofString("a=b")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "allow")).isEqualTo("GET, HEAD");
        assertThat(text(response)).contains("/play does not support the method POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lessons",
                "/healthz",
                "/static/icon.svg",
                "/nowhere",
                "/api/v1/models",
                "/api/v1/heads?model=storyteller",
                "/api/v1/heads?model=gpt",
                "/api/v1/heads"
            })
    void head_has_the_status_and_headers_of_get_and_no_body(String path) throws Exception {
        HttpResponse<byte[]> get = get(path);
        HttpResponse<byte[]> head =
                send(HttpRequest.newBuilder(TestServer.uri(path)).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(header(head, "content-type")).isEqualTo(header(get, "content-type"));
        assertThat(head.headers().map().keySet()).containsAll(SECURITY_HEADERS);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void a_link_of_30_000_bytes_is_read() throws Exception {
        HttpResponse<byte[]> response = get("/play?prompt=" + "a".repeat(30_000));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).contains("2000 characters");
    }

    @Test
    void a_longer_link_is_a_414_page_with_our_headers() throws Exception {
        HttpResponse<byte[]> response = get("/play?prompt=" + "a".repeat(40_000));

        assertThat(response.statusCode()).isEqualTo(414);
        assertThat(header(response, "content-type")).startsWith("text/html");
        assertThat(text(response)).contains("This link is too long");
        assertThat(response.headers().map().keySet()).containsAll(SECURITY_HEADERS);
        assertNoTrace(text(response));
    }

    @Test
    void headers_that_are_too_long_are_a_431_page() throws Exception {
        HttpResponse<byte[]> response =
                send(HttpRequest.newBuilder(TestServer.uri("/play")).header("X-Long", "a".repeat(40_000)));

        assertThat(response.statusCode()).isEqualTo(431);
        assertThat(text(response)).contains("<!doctype html>", "too many headers, or they are too long");
        assertNoTrace(text(response));
    }

    @Test
    void too_many_headers_for_the_api_are_a_431_in_json() throws Exception {
        String answer = raw("GET /api/v1/models HTTP/1.1\r\nHost: localhost\r\n"
                + "X-Header: 1234567890\r\n".repeat(3_000) + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("{\"error\":", "too many headers");
        assertNoTrace(answer);
    }

    @Test
    void what_is_no_http_is_a_400_without_a_trace() throws Exception {
        for (String request :
                new String[] {"hello\r\n\r\n", "GET /play HTTP/9.9\r\n\r\n", "G\u0000T / HTTP/1.1\r\n\r\n"}) {
            String answer = raw(request);

            assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain(" 200 ", " 500 ");
            assertNoTrace(answer);
        }
    }

    @Test
    void a_body_in_broken_pieces_is_a_400() throws Exception {
        String answer = raw("POST /api/v1/decode HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("its chunks are not well formed");
        assertNoTrace(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/../logback.xml",
                "/static/%2e%2e/logback.xml",
                "/static/..%2flogback.xml",
                "/static/..%5clogback.xml",
                "/static/%252e%252e/logback.xml",
                "/static//../logback.xml",
                "/static/..;/logback.xml",
                "/webjars/../logback.xml",
                "/webjars/..%2f..%2flogback.xml",
                "/webjars/%2e%2e/%2e%2e/logitlab/App.class",
                "/static/icon.svg%00.html"
            })
    void no_path_leads_out_of_the_static_files(String path) throws Exception {
        String answer = rawGet(path);

        assertThat(answer).doesNotContain(" 200 OK", "<appender", "HTTP/1.1 5");
        assertNoTrace(answer);
        SECURITY_HEADERS.forEach(
                name -> assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains(name + ":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/static", "/static/", "/static/css", "/static/css/", "/webjars/", "/webjars/htmx.org/"})
    void no_folder_is_listed(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(text(response)).doesNotContain("tokens", "base.css", "htmx.min");
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, "/lessons", "/static/site.css"})
    void answers_are_compressed_where_the_browser_takes_it(String path) throws Exception {
        HttpResponse<byte[]> plain = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()
                .send(HttpRequest.newBuilder(TestServer.uri(path)).build(), BodyHandlers.ofByteArray());
        HttpResponse<byte[]> packed = send(HttpRequest.newBuilder(plain.uri()).header("Accept-Encoding", "gzip"));

        assertThat(header(plain, "content-encoding")).isEmpty();
        assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
        assertThat(header(packed, "vary"))
                .isEqualTo(path.startsWith("/static/") ? "Accept-Encoding" : "Accept-Encoding, Accept-Language");
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/lessons",
                "/lessons/softmax",
                "/glossary",
                "/play/step?prompt=Once",
                "/play/roll",
                "/inside/look",
                "/lessons/softmax/widgets/toy",
                "/play?b=sample&b.temperature=0",
                "/nowhere",
                "/static/none.css"
            })
    void a_page_a_fragment_and_an_error_are_asked_for_again_each_time(String path) throws Exception {
        assertThat(get(path).headers().allValues("cache-control")).containsExactly("no-cache");
    }

    @Test
    void what_is_too_long_to_be_read_is_asked_for_again_too() throws Exception {
        assertThat(header(get("/play?prompt=" + "a".repeat(40_000)), "cache-control"))
                .isEqualTo("no-cache");
    }

    @Test
    void a_route_says_itself_what_may_be_kept() throws Exception {
        assertThat(header(get("/challenge"), "cache-control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "OPTIONS", "DELETE"})
    void files_answer_to_get_alone(String method) throws Exception {
        for (String file : new String[] {"/static/icon.svg", Assets.INSTANCE.address("site.js")}) {
            HttpResponse<byte[]> response =
                    send(HttpRequest.newBuilder(TestServer.uri(file)).method(method, BodyPublishers.noBody()));

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "allow")).isEqualTo("GET, HEAD");
            assertThat(text(response)).contains("does not support the method " + method);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/play?prompt=Once, 200, text/html",
        "/play?prompt=Once&v=9, 400, text/html",
        "/play/step?prompt=Once, 200, text/html",
        "/play/stream?prompt=Once&steps=50, 200, text/event-stream",
        "/play/picture.png?prompt=Once, 200, image/png",
        "/inside?prompt=Once, 200, text/html",
        "/challenge?seed=no, 400, text/html",
        "/lessons/softmax/widgets/toy, 200, text/html",
        "/lessons/softmax?a=1&a=2, 400, text/html",
    })
    void head_of_what_runs_a_model_says_what_can_be_said_without_one(String path, int status, String type)
            throws Exception {
        HttpResponse<byte[]> head =
                send(HttpRequest.newBuilder(TestServer.uri(path)).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(status);
        assertThat(header(head, "content-type")).startsWith(type);
        assertThat(header(head, "content-length")).isNotEqualTo("0");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void a_redirect_may_lead_to_a_longer_link_than_a_request_can_have_and_ends_the_connection_where_asked()
            throws Exception {
        String answer = rawGet("/challenge?seed=1&softmax=" + "'".repeat(31_000));

        assertThat(answer).startsWith("HTTP/1.1 302 ").contains("%27".repeat(31_000), "\r\nConnection: close\r\n");
    }

    private static String post(String path, String headers, String body) throws IOException {
        return raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Connection: close\r\n\r\n" + body);
    }

    @Test
    void a_body_that_is_said_to_be_too_long_is_refused_before_it_is_sent() throws Exception {
        assertThat(post("/api/v1/decode", "Content-Length: 16777217\r\n", "{"))
                .startsWith("HTTP/1.1 413 ")
                .contains("The body must have at most 16 MiB; send less in one request.");
        assertThat(post("/api/v1/next", "Content-Length: 1048577\r\n", "{"))
                .startsWith("HTTP/1.1 413 ")
                .contains("at most 1 MiB");
        assertThat(post("/play", "Content-Length: 65537\r\n", "{"))
                .startsWith("HTTP/1.1 413 ")
                .contains("<!doctype html>", "at most 64 KiB");
    }

    @Test
    void chunks_that_are_none_are_400_in_json() throws Exception {
        String answer = post("/api/v1/decode", "Transfer-Encoding: chunked\r\n", "zz\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"error\":", "its chunks are not well formed");
        assertNoTrace(answer);
    }

    /** A body that begins but never ends. */
    private static Socket unfinished(String client) throws IOException {
        URI server = URI.create(TestServer.address());
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("POST /api/v1/decode HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 100000\r\nX-Forwarded-For: " + client + "\r\n\r\n{")
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    @Test
    void a_client_sends_few_bodies_at_once_and_others_send_theirs_meanwhile() throws Exception {
        String body = "{\"logits\": [1]}";
        List<Socket> slow = new ArrayList<>();
        String refused = "";
        for (int i = 0; i < 200 && !refused.contains(" 503 "); i++) {
            if (slow.size() < 40) {
                slow.add(unfinished("10.1.1.1"));
            }
            refused = post("/api/v1/decode", "Content-Length: 15\r\nX-Forwarded-For: 10.1.1.1\r\n", body);
        }

        assertThat(refused).contains(" 503 ", "Retry-After: 2", "{\"error\":");
        assertThat(post("/api/v1/decode", "Content-Length: 15\r\nX-Forwarded-For: 10.1.1.2\r\n", body))
                .startsWith("HTTP/1.1 200 ");
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void a_body_that_comes_too_slowly_is_408_in_json() throws Exception {
        try (Socket slow = unfinished("10.1.1.3")) {
            slow.setSoTimeout(1_000);
            byte[] answer = {};
            for (int i = 0; i < 20 && answer.length == 0; i++) {
                try {
                    answer = slow.getInputStream().readAllBytes();
                } catch (SocketTimeoutException nothingYet) {
                    slow.getOutputStream().write(' ');
                }
            }

            assertThat(new String(answer, StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("{\"error\":", "The body came too slowly");
        }
    }

    @Test
    void a_server_with_names_answers_to_no_other() throws Exception {
        ClientAccess access = new ClientAccess(List.of(), List.of("lab.example.org", "localhost"));
        try (Server named = Server.start("127.0.0.1", 0, access, List.of(), (request, response) -> {})) {
            assertThat(rawGet(named.address(), "/static/icon.svg", "evil.example"))
                    .startsWith("HTTP/1.1 421 ")
                    .contains("This server does not go by the name “evil.example”.");
            for (String host : new String[] {"LAB.example.org", "localhost:7070"}) {
                assertThat(rawGet(named.address(), "/static/icon.svg", host)).startsWith("HTTP/1.1 200 ");
            }
            assertThat(rawGet(named.address(), "/healthz", "10.0.0.7")).startsWith("HTTP/1.1 200 ");
        }
    }

    private static String rawGet(String address, String target, String host) throws IOException {
        return raw(address, "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }
}
