package logitlab.web.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PathPrefixTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private static final PathPrefix LAB = new PathPrefix("/lab");

    @ParameterizedTest
    @CsvSource({
        "lab, /lab",
        "/lab, /lab",
        "/lab/, /lab",
        "/a/b-c_d.e~f/, /a/b-c_d.e~f",
        "/, ''",
        "'', ''",
        "' /lab ', /lab"
    })
    void is_written_with_or_without_slashes(String written, String text) {
        assertThat(PathPrefix.parse(written).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/a b",
                "/a//b",
                "/..",
                "/a/../b",
                "/a?b",
                "/a#b",
                "/%41",
                "/\"",
                "https://x",
                "/a/b/c/d/e/f/g/h/i"
            })
    void nothing_else_is_a_prefix(String written) {
        assertThatThrownBy(() -> PathPrefix.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/play, /lab/play",
        "/, /lab/",
        "play, play",
        "?at=1, ?at=1",
        "#main, #main",
        "//evil.example/, //evil.example/",
        "https://example.org/, https://example.org/"
    })
    void comes_before_addresses_of_this_site_only(String address, String prefixed) {
        assertThat(LAB.before(address)).isEqualTo(prefixed);
    }

    @Test
    void is_put_into_addresses_and_not_into_what_a_visitor_typed() {
        assertThat(LAB.beforeAll("<a class=\"x\" href=\"/play?at=1\" title=\"/play\">href=\"/play\"</a>"))
                .isEqualTo("<a class=\"x\" href=\"/lab/play?at=1\" title=\"/play\">href=\"/play\"</a>");
        assertThat(LAB.beforeAll(
                        "<input value=\"/play\"><textarea>action=\"/x\"</textarea><a href=\"#x\">href=\"/</a>"))
                .isEqualTo("<input value=\"/play\"><textarea>action=\"/x\"</textarea><a href=\"#x\">href=\"/</a>");
        assertThat(LAB.beforeAll("<p title=\"a > href=\">/</p><meta content='{\"href\":\"/x\"}'><img\nsrc=\"/i.png\">"))
                .isEqualTo("<p title=\"a > href=\">/</p><meta content='{\"href\":\"/x\"}'><img\nsrc=\"/lab/i.png\">");
        assertThat(LAB.beforeAll("<form action=\"/\" data-hx-get=\"/a\"><a href=\"//evil.example\">"))
                .isEqualTo("<form action=\"/lab/\" data-hx-get=\"/lab/a\"><a href=\"//evil.example\">");
        assertThat(LAB.beforeAll("text without tags, <b unfinished=\"/"))
                .isEqualTo("text without tags, <b unfinished=\"/");
    }

    @Test
    void html_without_a_prefix_is_the_same_object() {
        String html = "<a href=\"/play\">";
        assertThat(PathPrefix.NONE.beforeAll(html)).isSameAs(html);
    }

    private static HttpResponse<String> get(String address, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void a_proxy_may_pass_the_prefix_on_or_remove_it() throws Exception {
        try (TestServer.Own server = TestServer.sharing("--path", "/lab")) {
            for (String path : List.of("/lab/lessons", "/lessons")) {
                HttpResponse<String> answer = get(server.address() + path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.body()).contains("href=\"/lab/glossary\"").doesNotContain("href=\"/glossary\"");
            }
            assertThat(get(server.address() + "/lab").statusCode()).isEqualTo(200);
            assertThat(get(server.address() + "/label").statusCode()).isEqualTo(404);
            assertThat(get(server.address() + "/lab/lab/lessons").statusCode()).isEqualTo(404);
            assertThat(get(server.address() + "/lab/nowhere").body()).contains("href=\"/lab/play\"", "/nowhere");
        }
    }

    @Test
    void redirects_and_pushed_addresses_have_it() throws Exception {
        try (TestServer.Own server = TestServer.sharing("--path", "/lab")) {
            HttpResponse<String> whole = get(server.address() + "/lab/play?prompt=The+cat");
            assertThat(whole.uri().toString()).startsWith(server.address() + "/lab/play?v=1&");
            assertThat(get(server.address() + "/lab/play/step?prompt=The+cat", "HX-Request", "true")
                            .headers()
                            .firstValue("HX-Push-Url")
                            .orElseThrow())
                    .startsWith("/lab/play?v=1&");
            assertThat(get(server.address() + "/lab/play/settings?prompt=The+cat", "HX-Request", "true")
                            .headers()
                            .firstValue("HX-Replace-Url")
                            .orElseThrow())
                    .startsWith("/lab/play?v=1&");
        }
    }

    @Test
    void documents_and_the_api_have_it_and_receipts_are_the_same_everywhere() throws Exception {
        try (TestServer.Own server = TestServer.sharing("--path", "/lab")) {
            String site = server.address() + "/lab";
            String query = "?prompt=The+cat&at=1&a=greedy";
            assertThat(get(site + "/api/v1/openapi.json").body()).contains("\"servers\": [{\"url\": \"/lab\"}]");
            assertThat(get(site + "/site.webmanifest").body())
                    .contains("\"start_url\" : \"/lab/\"", "\"src\" : \"/lab/static/icon-192");
            assertThat(get(site + "/sitemap.xml").body()).contains("<loc>" + site + "/lessons</loc>");
            assertThat(get(site + "/robots.txt").body()).contains("Disallow: /lab/api/", "Sitemap: " + site + "/");
            assertThat(get(site + "/play/run.html" + query).body()).contains("href=\"" + site + "/play?v=1&amp;");
            assertThat(get(site + "/play/save" + query).body()).contains(site + "/play?v=1&amp;");
            assertThat(get(site + "/api/v1/stream" + query + "&steps=1&speed=100")
                            .body())
                    .contains("\"link\":\"/lab/play?v=1&");
            assertThat(get(site + "/play/stream" + query + "&steps=1&speed=100").body())
                    .contains("data-link=\"/lab/play?v=1&amp;");
            String receipt = get(site + "/api/v1/receipt" + query).body();
            assertThat(receipt)
                    .isEqualTo(TestServer.get("/api/v1/receipt" + query).body());
        }
    }

    @Test
    void only_a_known_proxy_can_name_one() throws Exception {
        String named = TestServer.address() + "/lessons"; // trusts 127.0.0.1
        assertThat(get(named, "X-Forwarded-Prefix", "/lab/").body()).contains("href=\"/lab/glossary\"");
        assertThat(get(named, "X-Forwarded-Prefix", "/uni, /lab").body()).contains("href=\"/uni/lab/glossary\"");
        assertThat(get(named, "X-Forwarded-Prefix", "//evil.example").body()).contains("href=\"/glossary\"");
        assertThat(get(named, "X-Forwarded-Prefix", "/\"><script>").body()).contains("href=\"/glossary\"");
        try (TestServer.Own server = TestServer.sharing()) {
            assertThat(get(server.address() + "/lessons", "X-Forwarded-Prefix", "/lab")
                            .body())
                    .contains("href=\"/glossary\"");
        }
    }

    @Test
    void absolute_addresses_have_the_scheme_that_the_proxy_names_and_the_prefix() throws Exception {
        String page = get(TestServer.address() + "/lessons", "X-Forwarded-Proto", "https", "X-Forwarded-Prefix", "/lab")
                .body();
        String site = TestServer.address().replace("http:", "https:") + "/lab";
        assertThat(page)
                .contains(
                        "<meta property=\"og:url\" content=\"" + site + "/lessons\">",
                        "<meta property=\"og:image\" content=\"" + site + "/pictures/lessons.png\">",
                        "<link rel=\"canonical\" href=\"" + site + "/lessons\">");
    }

    @Test
    void what_never_reaches_a_route_has_it_too() throws Exception {
        try (TestServer.Own server = TestServer.sharing("--path", "/lab")) {
            HttpResponse<String> tooLong = get(server.address() + "/lab/play?prompt=" + "x".repeat(40_000));
            assertThat(tooLong.statusCode()).isEqualTo(414);
            assertThat(tooLong.body()).contains("href=\"/lab/play\"").doesNotContain("href=\"/play\"");
        }
    }
}
