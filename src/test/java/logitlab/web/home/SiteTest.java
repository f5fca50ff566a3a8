package logitlab.web.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

/** What a site offers to machines: the address, words and picture of each page, a map of all pages, and which ones to avoid. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SiteTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpResponse<byte[]> bytes(String address) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray());
    }

    private static String found(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        return matcher.find() ? matcher.group(1).replace("&amp;", "&") : "";
    }

    private static String meta(String page, String name) {
        return found(page, "<meta (?:property|name)=\"" + name + "\" content=\"(.*?)\">");
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/lessons, /lessons",
        "/lessons?done=softmax.practice, /lessons",
        "/lessons/softmax, /lessons/softmax",
        "/lessons/softmax?toy.logits.0=3, /lessons/softmax",
        "/lessons/softmax/sheet?seed=3, /lessons/softmax/sheet",
        "/lessons/softmax/teacher, /lessons/softmax/teacher",
        "/glossary, /glossary",
        "/teaching, /teaching",
        "/models, /models",
        "/inside?prompt=The+cat, /inside?v=1&prompt=The+cat&seed=",
        "/play?prompt=The+cat, /play?v=1&model=storyteller&digest=",
        "/challenge?seed=3&softmax=0.5, /challenge?v=2&model=storyteller&digest="
    })
    void a_page_has_an_address_words_and_a_picture_of_its_own(String path, String address) throws Exception {
        String page = TestServer.get(path).body();
        String canonical = found(page, "<link rel=\"canonical\" href=\"(.*?)\">");

        assertThat(canonical).startsWith(TestServer.address() + address).doesNotContain("softmax=");
        assertThat(canonical.contains("?")).isEqualTo(address.contains("?"));
        assertThat(meta(page, "og:url")).isEqualTo(canonical);
        assertThat(meta(page, "description")).hasSizeGreaterThan(10);
        assertThat(meta(page, "og:title")).isNotEmpty();
        assertThat(meta(page, "og:image:alt")).isNotEmpty();
        assertThat(meta(page, "twitter:card")).isEqualTo("summary_large_image");
        assertThat(meta(page, "og:image")).startsWith(TestServer.address());
        assertPicture(bytes(meta(page, "og:image")));
    }

    private static void assertPicture(HttpResponse<byte[]> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("image/png");
        assertThat(answer.headers().firstValue("cache-control")).contains("public, max-age=86400");
        assertThat(answer.headers().firstValue("cross-origin-resource-policy")).contains("cross-origin");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(1200, 630);
    }

    @Test
    void the_canonical_address_is_a_page_and_says_the_same_of_itself() throws Exception {
        String canonical = found(
                TestServer.get("/challenge?seed=3&softmax=0.5").body(), "<link rel=\"canonical\" href=\"(.*?)\">");
        HttpResponse<byte[]> answer = bytes(canonical);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8).replace("&amp;", "&"))
                .contains("<link rel=\"canonical\" href=\"" + canonical + "\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/inside?position=999", "/play?b=sample&b.top-p=2", "/certificate?seed=3"})
    void an_error_has_none(String path) {
        assertThat(TestServer.get(path).body()).doesNotContain("canonical", "og:image", "og:url", "data-send");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pictures/Hello.png",
                "/pictures/home.png.png",
                "/pictures/error.title.404.png",
                "/pictures/.png",
                "/pictures/certificate.png",
                "/challenge/picture.png?seed=3&digest=000000000000",
                "/certificate/picture.png?digest=000000000000&seed=3&name=Ada",
                "/lessons/none/picture.png"
            })
    void a_picture_says_no_words_but_those_of_a_page(String path) throws Exception {
        assertThat(bytes(TestServer.address() + path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/challenge/picture.png, Seed is required",
        "/certificate/picture.png, digest is required",
        "/certificate/picture.png?digest=000000000000, Seed is required",
        "/challenge/picture.png?seed=x, Seed must be a number",
        "/challenge/picture.png?warmth=1, warmth is not a parameter of a link",
        "/certificate/picture.png?seed=-1, Seed must be from 0",
        "/inside/picture.png?position=9999, Position must be from",
        "/inside/picture.png?head=0, Head must be from",
        "/pictures/home.png?seed=x, Seed must be a number",
        "/pictures/home.png?b=sample&b.top-p=2, Top-p must be"
    })
    void a_bad_link_to_a_picture_is_told_what_is_wrong(String path, String sentence) {
        HttpResponse<String> refused = TestServer.getFirst(path);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(TestServer.text(refused)).containsIgnoringCase(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "/pictures/home.png?seed=3, /pictures/home.png?seed=9",
        "/inside/picture.png?prompt=The+cat, /inside/picture.png?prompt=The+dog",
        "/challenge/picture.png?seed=3, /challenge/picture.png?seed=4",
        "/pictures/models.png, /pictures/glossary.png"
    })
    void another_state_has_another_picture(String one, String other) throws Exception {
        byte[] first = bytes(TestServer.address() + one).body();
        assertThat(first)
                .isEqualTo(bytes(TestServer.address() + one).body())
                .isNotEqualTo(bytes(TestServer.address() + other).body());
    }

    @Test
    void the_icons_have_the_sizes_that_they_are_said_to_have() throws Exception {
        String page = TestServer.get("/").body();
        assertThat(page)
                .contains("<meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\"")
                .contains("<meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\"");
        assertThat(size(found(page, "<link rel=\"icon\" href=\"(.*?)\" type=\"image/png\" sizes=\"192x192\">")))
                .isEqualTo(192);
        assertThat(size(found(page, "<link rel=\"apple-touch-icon\" href=\"(.*?)\">")))
                .isEqualTo(192);
        assertThat(size("/apple-touch-icon.png")).isEqualTo(192);
        assertThat(size("/favicon.ico")).isEqualTo(192);
        String manifest = TestServer.get("/site.webmanifest").body();
        for (int pixels : List.of(192, 512)) {
            assertThat(size(found(manifest, "\"src\" : \"(/static/icon-" + pixels + "[^\"]*)\"")))
                    .isEqualTo(pixels);
        }
    }

    /** The length of the sides of a square picture. */
    private static int size(String address) throws Exception {
        BufferedImage picture = ImageIO.read(
                new ByteArrayInputStream(bytes(TestServer.address() + address).body()));
        assertThat(picture.getWidth()).isEqualTo(picture.getHeight());
        return picture.getWidth();
    }

    @Test
    void each_lesson_has_another_picture() throws Exception {
        assertThat(bytes(TestServer.address() + "/lessons/softmax/picture.png").body())
                .isNotEqualTo(bytes(TestServer.address() + "/lessons/logit/picture.png")
                        .body())
                .isEqualTo(bytes(TestServer.address() + "/lessons/softmax/picture.png")
                        .body());
    }

    @Test
    void robots_are_sent_away_from_what_takes_work_and_is_no_page() {
        HttpResponse<String> robots = TestServer.get("/robots.txt");

        assertThat(robots.headers().firstValue("content-type")).contains("text/plain;charset=utf-8");
        assertThat(robots.body()).isEqualTo("""
                        User-agent: *
                        Allow: /play/picture.png
                        Allow: /inside/picture.png
                        Allow: /inside/heads
                        Disallow: /play/
                        Disallow: /inside/
                        Disallow: /lessons/*/widgets/
                        Disallow: /lessons/*/exercises/
                        Disallow: /api/
                        Sitemap: %s/sitemap.xml
                        """.formatted(TestServer.address()));
    }

    @Test
    void the_map_of_the_site_names_pages_that_answer() throws Exception {
        HttpResponse<byte[]> map = bytes(TestServer.address() + "/sitemap.xml");
        NodeList places = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(map.body()))
                .getElementsByTagName("loc");

        assertThat(map.headers().firstValue("content-type")).contains("application/xml; charset=utf-8");
        assertThat(places.getLength()).isEqualTo(26);
        for (int i = 0; i < places.getLength(); i++) {
            String place = places.item(i).getTextContent();
            assertThat(place).startsWith(TestServer.address() + "/");
            assertThat(bytes(place).statusCode()).isIn(200, 302);
        }
    }
}
