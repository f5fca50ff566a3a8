package logitlab.web.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The title, description and picture of a page for tabs, search engines and previews. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PreviewTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private static String page(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(TestServer.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
    }

    /** The page of a whole link, asked for under another host name. */
    private static String pageAt(String host) throws Exception {
        URI whole = CLIENT.send(
                        HttpRequest.newBuilder(TestServer.uri("/play?prompt=The+fox"))
                                .build(),
                        BodyHandlers.ofString())
                .uri();
        try (Socket socket = new Socket(whole.getHost(), whole.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            String head =
                    "GET /play?" + whole.getRawQuery() + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String title(String page) {
        return found(page, "<title>(.*)</title>");
    }

    private static String meta(String page, String name) {
        return found(page, "<meta (?:property|name)=\"" + name + "\" content=\"(.*?)\">");
    }

    private static String found(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        return matcher.find() ? matcher.group(1).replace("&amp;", "&") : "";
    }

    @Test
    void the_title_contains_the_step_its_tokens_and_the_prompt() throws Exception {
        String page = page("/play?prompt=The+little+dog&at=2&a=greedy&a.ids=a.b.c&b=sample&b.ids=a.b.d");
        assertThat(title(page)).matches("Token 3: “.+” / “.+” after “The little dog” · Logit Lab");
        assertThat(meta(page, "og:title") + " · Logit Lab").isEqualTo(title(page));
        assertThat(meta(page, "description"))
                .matches(
                        "How storyteller chose token 3 after the start token &lt;\\|endoftext\\|> and “The little dog”\\. Greedy: “.+”\\. Sampled: “.+”\\.");
        assertThat(meta(page, "og:description")).isEqualTo(meta(page, "description"));
    }

    @Test
    void lanes_that_agree_are_named_once() throws Exception {
        assertThat(title(page("/play?prompt=The+fox&a=greedy&b=greedy")))
                .matches("Token 1: “[^”]+” after “The fox” .*");
    }

    @Test
    void a_long_prompt_is_named_by_its_end_on_one_line() throws Exception {
        String title =
                title(page("/play?prompt=" + "far+away+%0A".repeat(20) + "lived+a+🦊".replace("🦊", "%F0%9F%A6%8A")));
        assertThat(title).contains("after “…").contains("far away lived a 🦊”").hasSizeLessThan(90);
    }

    @Test
    void an_empty_prompt_is_named() throws Exception {
        assertThat(title(page("/play?prompt="))).contains("after an empty prompt");
    }

    @Test
    void a_refused_link_is_described_and_has_no_picture() throws Exception {
        String page = page("/play?b=sample&b.top-p=2");
        assertThat(title(page)).isEqualTo("This value cannot be used · Logit Lab");
        assertThat(meta(page, "og:description")).startsWith("Sampled lane: Top-p must be");
        assertThat(page).doesNotContain("og:image", "twitter:card");
    }

    @Test
    void the_picture_has_an_absolute_address_that_answers() throws Exception {
        String page = page("/play?prompt=The+fox&at=2");
        assertThat(meta(page, "og:url")).startsWith(TestServer.address() + "/play?v=1&model=");
        assertThat(meta(page, "og:image")).isEqualTo(meta(page, "og:url").replace("/play?", "/play/picture.png?"));
        assertThat(meta(page, "og:image:width")).isEqualTo("1200");
        assertThat(meta(page, "og:image:height")).isEqualTo("630");
        assertThat(meta(page, "og:image:alt")).startsWith("Token 3 of 3. Greedy: “");
        assertThat(meta(page, "twitter:card")).isEqualTo("summary_large_image");
        HttpResponse<byte[]> picture = CLIENT.send(
                HttpRequest.newBuilder(URI.create(meta(page, "og:image"))).build(), BodyHandlers.ofByteArray());
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("cache-control")).contains("public, max-age=86400");
    }

    @Test
    void the_address_is_the_one_that_the_visitor_used() throws Exception {
        assertThat(meta(pageAt("lab.example.org:8443"), "og:image"))
                .startsWith("http://lab.example.org:8443/play/picture.png?v=1&");
        assertThat(meta(pageAt("[::1]:7070"), "og:url")).startsWith("http://[::1]:7070/play?v=1&");
        assertThat(meta(page("/play?prompt=The+fox", "X-Forwarded-Proto", "https"), "og:image"))
                .startsWith("https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"><script>alert(1)</script>", "a b", "evil.org/path", "x@y", "a:b:c", "ä.org"})
    void an_invalid_host_is_not_repeated(String host) throws Exception {
        assertThat(pageAt(host)).doesNotContain("og:image", "<script>", "evil.org", "x@y", "a:b:c");
    }

    @Test
    void a_request_without_a_host_gets_the_page() throws IOException {
        URI server = URI.create(TestServer.address());
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /play HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void an_error_has_a_description_and_no_picture() throws Exception {
        String page = page("/nowhere");
        assertThat(meta(page, "og:title") + " · Logit Lab").isEqualTo(title(page));
        assertThat(meta(page, "og:description")).isNotEmpty();
        assertThat(page).doesNotContain("og:image", "og:url", "twitter:card");
    }
}
