package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that pages use: their addresses, how long they may be cached, and how they are sent. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AssetsTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Assets ASSETS = Assets.INSTANCE;

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(TestServer.uri(path)), headers);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static Asset asset(String content) {
        return Asset.of("some.css", content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_address_has_the_hash_of_the_content() {
        assertThat(asset("a {}").address())
                .isEqualTo("/static/some.9a4487cc.css")
                .isEqualTo(asset("a {}").address())
                .isNotEqualTo(asset("b {}").address());
    }

    @ParameterizedTest
    @CsvSource({
        "site.css, text/css;charset=utf-8",
        "site.js, text/javascript;charset=utf-8",
        "chart.js, text/javascript;charset=utf-8",
        "icon.svg, image/svg+xml",
        "icon-192.png, image/png",
        "icon-512.png, image/png"
    })
    void a_file_says_what_it_is_and_is_kept_for_a_year(String name, String type) throws Exception {
        HttpResponse<byte[]> answer = get(ASSETS.address(name));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type").replace(" ", "")).isEqualToIgnoringCase(type);
        assertThat(answer.headers().allValues("cache-control")).containsExactly("public, max-age=31536000, immutable");
        assertThat(header(answer, "etag")).matches("\"[0-9a-f]{8}\"");
        assertThat(header(answer, "content-length")).isEqualTo(Integer.toString(answer.body().length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/static/site.00000000.css", "/static/site.css", "/static/site.css?v=0.1.0"})
    void an_address_from_before_an_update_gets_the_file_of_today_for_now(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(get(ASSETS.address("site.css")).body());
        assertThat(answer.headers().allValues("cache-control")).containsExactly("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/none.00000000.css",
                "/static/css/base.css",
                "/static/site",
                "/static/.css",
                "/static/site.00000000.js.map",
                "/webjars/chart.js/4.5.1/dist/chart.umd.min.js"
            })
    void what_is_not_there_is_a_404_page(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).contains("<!doctype html>", "There is nothing at " + path);
    }

    @Test
    void a_file_is_only_read() throws Exception {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(TestServer.uri(ASSETS.address("site.css")))
                .POST(BodyPublishers.ofString("a=b")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void head_says_what_get_would_send() throws Exception {
        HttpResponse<byte[]> answer = send(
                HttpRequest.newBuilder(TestServer.uri(ASSETS.address("site.css")))
                        .method("HEAD", BodyPublishers.noBody()),
                "Accept-Encoding",
                "gzip");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
        assertThat(header(answer, "cache-control")).contains("immutable");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate, gzip;q=0.5", "br, gzip , *;q=0", "GZIP; q=1.000"})
    void a_browser_that_takes_gzip_gets_it(String accepted) throws Exception {
        HttpResponse<byte[]> plain = get(ASSETS.address("site.js"));
        HttpResponse<byte[]> packed = get(ASSETS.address("site.js"), "Accept-Encoding", accepted);

        assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
        assertThat(header(packed, "vary")).isEqualTo("Accept-Encoding");
        assertThat(header(packed, "etag")).isNotEqualTo(header(plain, "etag"));
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0, deflate", "br", "gzip;q=much", "\";,=", "x-gzips"})
    void a_browser_that_does_not_gets_the_plain_file(String accepted) throws Exception {
        HttpResponse<byte[]> answer = get(ASSETS.address("site.js"), "Accept-Encoding", accepted);

        assertThat(header(answer, "content-encoding")).isEmpty();
        assertThat(header(answer, "vary")).isEqualTo("Accept-Encoding");
        assertThat(answer.body()).isEqualTo(get(ASSETS.address("site.js")).body());
    }

    @Test
    void a_picture_that_gzip_cannot_make_smaller_is_sent_as_it_is() throws Exception {
        Asset random = Asset.of("some.png", new byte[] {5, 9, 3});

        assertThat(random.packed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"0\", %s", "*"})
    void a_file_that_is_kept_is_not_sent_again(String known) throws Exception {
        for (String accepted : List.of("gzip", "identity")) {
            String address = ASSETS.address("site.css");
            String tag = header(get(address, "Accept-Encoding", accepted), "etag");
            HttpResponse<byte[]> again =
                    get(address, "Accept-Encoding", accepted, "If-None-Match", known.formatted(tag));

            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(header(again, "etag")).isEqualTo(tag);
            assertThat(header(again, "cache-control")).contains("immutable");
        }
    }

    @Test
    void a_file_of_another_content_is_sent() throws Exception {
        assertThat(get(ASSETS.address("site.css"), "If-None-Match", "\"00000000\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"css, site.css", "js, site.js"})
    void a_bundle_has_every_file_of_its_folder(String folder, String bundle) throws Exception {
        String whole = text(get(ASSETS.address(bundle)))
                .replaceAll("(\\w+)\\.[0-9a-f]{8}\\.woff2", "$1.woff2"); // names with a hash in place of names
        try (Stream<Path> files = Files.list(Path.of("web/static", folder))) {
            for (Path file : files.toList()) {
                assertThat(whole).contains(Files.readString(file));
            }
        }
    }

    @Test
    void the_order_of_the_layers_comes_before_all_rules() throws Exception {
        String sheet = text(get(ASSETS.address("site.css")));
        assertThat(sheet.indexOf("@layer reset, base, components, utilities;"))
                .isPositive()
                .isLessThan(sheet.indexOf('{'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/play", "/inside", "/lessons", "/lessons/softmax", "/challenge", "/nowhere"})
    void a_page_asks_for_one_style_sheet_and_one_script(String path) throws Exception {
        String page = TestServer.get(path).body();
        List<String> asked = Pattern.compile("<(?:script src|link rel=\"stylesheet\" href)=\"([^\"]+)")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(asked).containsExactly(ASSETS.address("site.css"), ASSETS.address("site.js"));
        assertThat(page).contains("data-chart-library=\"" + ASSETS.address("chart.js") + "\"");
    }

    @Test
    void the_manifest_names_icons_that_are_there_in_the_size_that_it_says() throws Exception {
        String address = "/site.webmanifest";
        JsonNode manifest = new JsonMapper().readTree(text(get(address)));

        assertThat(manifest.get("name").asText()).isEqualTo("Logit Lab");
        assertThat(manifest.get("start_url").asText()).isEqualTo("/");
        assertThat(manifest.get("icons")).hasSize(2);
        for (JsonNode icon : manifest.get("icons")) {
            byte[] png = get(icon.get("src").asText()).body();
            int width = ImageIO.read(new ByteArrayInputStream(png)).getWidth();
            assertThat(icon.get("sizes").asText()).isEqualTo(width + "x" + width);
        }
    }

    @Test
    void the_policy_lets_the_manifest_load() throws Exception {
        assertThat(header(get("/"), "content-security-policy")).contains("manifest-src 'self'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/favicon.ico", "/apple-touch-icon.png"})
    void icons_are_where_browsers_look_for_them(String path) throws Exception {
        HttpResponse<byte[]> icon = get(path);

        assertThat(icon.statusCode()).isEqualTo(200);
        assertThat(ImageIO.read(new ByteArrayInputStream(icon.body())).getWidth())
                .isEqualTo(192);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere"})
    void all_that_the_head_links_to_answers(String path) throws Exception {
        String page = TestServer.get(path).body();
        List<String> links = Pattern.compile("<(?:script|link)[^>]* (?:src|href)=\"(/[^\"]+)")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .map(tag -> tag.replaceFirst(".*\"", ""))
                .toList();
        assertThat(links).hasSize(9);
        for (String link : links) {
            assertThat(get(URI.create(link).toString()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_frame_of_the_browser_has_the_colours_of_the_page() throws Exception {
        String tokens = Files.readString(Path.of("web/static/css/tokens.css"));
        List<String> canvas = Pattern.compile("--color-canvas: (#\\w+);")
                .matcher(tokens)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(canvas).hasSize(2);
        assertThat(TestServer.get("/").body())
                .contains(
                        "<meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"" + canvas.get(0),
                        "<meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\" content=\"" + canvas.get(1));
        assertThat(text(get("/site.webmanifest"))).contains(canvas.get(0));
    }
}
