package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        URI server = URI.create(TestServer.address());
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
    @ValueSource(strings = {PAGE, "/healthz", "/static/icon.svg", "/nowhere", "/api/v1/models"})
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
    void headers_that_are_too_long_are_a_414_page_too() throws Exception {
        HttpResponse<byte[]> response =
                send(HttpRequest.newBuilder(TestServer.uri("/play")).header("X-Long", "a".repeat(40_000)));

        assertThat(response.statusCode()).isEqualTo(414);
        assertNoTrace(text(response));
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

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("The request is not well formed.");
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
        assertThat(header(packed, "vary")).isEqualTo("Accept-Encoding");
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
                "/play/glance",
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
}
