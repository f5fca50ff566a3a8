package logitlab.web.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.TestServer;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that a link bans: its logit is minus infinity, and the page says so wherever it shows the lane. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BansTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String START = "prompt=Once+upon+a+time&seed=42&a=greedy&b=greedy";

    /** What greedy decoding takes first. */
    private static int best() throws Exception {
        return JSON.readTree(
                        TestServer.get("/api/v1/receipt?" + START + "&at=0").body())
                .at("/lanes/a/steps/0/id")
                .asInt();
    }

    private static HttpResponse<String> found(String path) {
        HttpResponse<String> answer = TestServer.get(path);
        assertThat(answer.statusCode())
                .as(path + "\n" + TestServer.text(answer))
                .isEqualTo(200);
        return answer;
    }

    @Test
    void a_banned_token_is_never_chosen_and_the_lane_says_that_it_is_banned() throws Exception {
        String query = START + "&b.bias." + best() + "=ban&at=0";
        HttpResponse<String> page = found("/play?" + query);
        JsonNode receipt = JSON.readTree(found("/api/v1/receipt?" + query).body());

        assertThat(receipt.at("/lanes/b/steps/0/id").asInt())
                .isNotEqualTo(receipt.at("/lanes/a/steps/0/id").asInt());
        assertThat(receipt.at("/lanes/b/settings").toString()).isEqualTo("{\"bias\":{\"" + best() + "\":null}}");
        assertThat(TestServer.text(page)).contains("␣there banned");
        assertThat(page.body()).contains("aria-label=\"Remove the bias: ␣there banned\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"others", "futures", "parting", "ledger", "save", "take", "draws", "texts", "paths", "receipt"})
    void every_tool_opens_a_link_with_a_ban(String tool) throws Exception {
        String text = TestServer.text(found("/play/" + tool + "?" + START + "&b.bias." + best() + "=ban&at=0"));

        assertThat(text).doesNotContain("Infinity", "NaN");
    }

    @Test
    void what_it_takes_says_that_the_lane_bans_the_token() throws Exception {
        String text = TestServer.text(found("/play/take?prompt=Once+upon+a+time&seed=42&b=sample&b.bias." + best()
                + "=ban&at=0&lane=b&token=" + best()));

        assertThat(text)
                .contains("“␣there” is banned in this lane. Its model probability is 7", "Now: banned.")
                .doesNotContain("∞", "Infinity");
    }

    @Test
    void the_saved_script_bans_it_too() throws Exception {
        assertThat(found("/play/step.py?" + START + "&b.bias." + best() + "=ban&at=0&lane=b")
                        .body())
                .contains("{" + best() + ": -np.inf}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b.bias-token=%23280&b.bias-value=2,5 | b.bias.280=2.5",
                "b.bias-token=%23280&b.bias-value=%E2%88%922,5 | b.bias.280=-2.5",
                "b.bias-token=%23280&b.bias-value=2&b.ban=1 | b.bias.280=ban",
                "b.bias-token=%E2%90%A3cat&b.bias-value=1 | b.bias.",
            })
    void a_form_gives_a_bias_or_bans(String form, String key) {
        HttpResponse<String> answer = TestServer.getFirst("/play?typed=1&prompt=Once&b=sample&" + form);

        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("&" + key);
    }

    @Test
    void the_cross_of_a_bias_removes_it_and_nothing_else() {
        HttpResponse<String> answer = TestServer.getFirst("/play?typed=1&prompt=Once&a=greedy&a.bias.7=1&b=sample"
                + "&b.bias.7=2&b.bias.280=ban&b.bias-token=&b.bias-value=2&b.bias-off=7");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .contains("&a.bias.7=1", "&b.bias.280=ban")
                .doesNotContain("b.bias.7=", "off");
    }

    @Test
    void a_page_with_many_biases_is_not_as_long_as_all_of_them_times_all_of_them() {
        String biases = IntStream.range(1000, 1100)
                .boxed()
                .flatMap(id -> Stream.of("a", "b").map(lane -> "&" + lane + ".bias." + id + "=-1." + id))
                .collect(Collectors.joining());
        HttpResponse<String> page = TestServer.get("/play/step?prompt=Once&a=greedy&b=sample" + biases);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(page.body()).select("button[name=b.bias-off]")).hasSize(100);
        assertThat(page.body()).hasSizeLessThan(150 * biases.length());
    }

    @Test
    void the_temperature_of_futures_may_have_a_decimal_comma() {
        HttpResponse<String> answer = TestServer.getFirst("/play/futures?typed=1&"
                + START.replace("b=greedy", "b=sample") + "&at=0&lane=b&probabilities=lane&b.temperature="
                + URLEncoder.encode("0,8", StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .contains("b.temperature=0.8")
                .doesNotContain("typed");
    }
}
