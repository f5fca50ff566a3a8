package logitlab.web.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The picture of a link, from the real server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PreviewContentTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(TestServer.uri(path)).build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> picture(String query) throws Exception {
        return get("/play/picture.png?" + query);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static void assertIsPicture(HttpResponse<byte[]> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-type")).isEqualTo("image/png");
        assertThat(response.body()).startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
        assertThat(response.body()).hasSizeBetween(10_000, 60_000);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(response.body()));
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(image.getHeight()).isEqualTo(630);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "prompt=Monday,+Tuesday,+Wednesday,",
                "prompt=The+fox&at=9",
                "prompt=The+fox&at=2&a=greedy",
                "prompt=The+fox&at=4&rows=1&a=greedy&b=sample&c=sample&c.temperature=2&c.top-k=3&d=greedy&d.repetition-penalty=1.3",
                "prompt=The+fox&a=greedy&a.ids=zz",
                "prompt=The+fox&at=1&a=sample&a.bias.7=100&a.bias.8=-1000&a.bias.9=3&a.bias.10=3&a.bias.11=3&a.bias.12=3"
            })
    void a_link_has_a_picture_of_the_size_that_previews_need(String query) throws Exception {
        assertIsPicture(picture(query));
    }

    @Test
    void a_finished_lane_is_drawn_next_to_one_that_continues() throws Exception {
        assertIsPicture(picture("prompt=The+fox&at=3&a=greedy&a.ids=0&b=sample"));
    }

    @Test
    void a_prompt_that_leaves_no_room_for_a_token_is_drawn() throws Exception {
        assertIsPicture(picture("prompt=" + "the+".repeat(250) + "&at=40"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\n\n",
                "🦊🇩🇪👩‍👩‍👧 e\u0301 \u200d\u202e",
                "שלום مرحبا",
                "Жук, ζώο, 狐狸, キツネ, ሰላም",
                "\u0000\u0007\u001b[31m\t\u007f\u0085\u2028",
                "<script>alert(1)</script>&amp;",
                "\ud83e half"
            })
    void any_prompt_is_drawn(String prompt) throws Exception {
        assertIsPicture(picture("at=2&prompt=" + URLEncoder.encode(prompt, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "the ", "\n\n"})
    void a_long_prompt_is_drawn(String part) throws Exception {
        String prompt = part.repeat(200 / part.length());
        assertIsPicture(picture("prompt=" + URLEncoder.encode(prompt, StandardCharsets.UTF_8)));
    }

    @Test
    void a_prompt_of_2000_characters_is_drawn() throws Exception {
        assertIsPicture(picture("prompt=" + "+beautiful".repeat(200)));
    }

    @Test
    void the_same_link_has_the_same_picture_and_a_different_step_a_different_one() throws Exception {
        byte[] first = picture("prompt=The+little+dog&at=1").body();
        assertThat(picture("prompt=The+little+dog&at=1").body()).isEqualTo(first);
        assertThat(picture("prompt=The+little+dog&at=2").body()).isNotEqualTo(first);
        assertThat(picture("prompt=The+little+dog&at=1&seed=8").body()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"warmth=1", "b=sample&b.top-p=2", "prompt=%ff", "model=none", "a=greedy&a.ids=zzzz"})
    void a_refused_link_has_no_picture(String query) throws Exception {
        HttpResponse<byte[]> refused = picture(query);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(header(refused, "content-type")).startsWith("text/html");
        assertThat(header(refused, "cache-control")).isEqualTo("no-cache");
    }

    @Test
    void the_picture_of_a_whole_link_is_kept_for_a_day_and_may_be_shown_elsewhere() throws Exception {
        String whole = header(get("/play?prompt=The+fox"), "location").replaceFirst(".*\\?", "");
        HttpResponse<byte[]> kept = picture(whole);
        assertThat(header(kept, "cache-control")).isEqualTo("public, max-age=86400");
        assertThat(header(kept, "cross-origin-resource-policy")).isEqualTo("cross-origin");
        assertThat(header(picture("prompt=The+fox"), "cache-control")).isEqualTo("no-cache");
    }

    @Test
    void a_machine_without_fonts_draws_a_picture() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dsun.font.fontmanager=there.is.None",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutFonts.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo("PNG");
    }

    /** Draws a picture in a Java whose own fonts fail, and prints what kind of file it is. */
    static final class WithoutFonts {

        public static void main(String... none) {
            PreviewContent content =
                    PreviewContent.titled("Logit Lab", "The brown 🦊", "A summary", Optional.empty(), "A sentence");
            System.out.println(new String(PreviewCard.png(content), 1, 3, StandardCharsets.ISO_8859_1));
        }
    }
}
