package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.model.LanguageModel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of weights that are not on the server, at every address that opens links. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OtherWeightsTest {

    private static final LanguageModel TODAY = TestServer.models().first();
    private static final String OLD = "digest=000000000000&prompt=The+%3Ccat%3E&seed=42&at=3";
    private static final String LANES =
            "&a=greedy&a.ids=zzz.1.0.2&b=sample&b.bias.280=5&b.bias.999999=-1&b.temperature=0.8&b.ids=1z.3k.7.7";
    private static final Pattern BUTTON = Pattern.compile("<a[^>]*href=\"([^\"]*)\">Run it on today’s model</a>");

    private static HttpResponse<String> get(String path) {
        return TestServer.getFirst(path);
    }

    private static String opened(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body()).contains("<h1>Made with other weights</h1>");
        return TestServer.text(answer);
    }

    private static String button(String path) {
        List<String> addresses = BUTTON.matcher(get(path).body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(addresses).hasSize(1);
        return addresses.get(0).replace("&amp;", "&");
    }

    @Test
    void the_page_says_which_weights_the_link_names_and_which_are_here() {
        assertThat(opened("/play?model=storyteller&" + OLD + LANES))
                .contains(
                        "This link was made with storyteller, digest 000000000000; on this server storyteller has digest "
                                + TODAY.card().digest() + ".");
        assertThat(opened("/play?model=my-gpt&" + OLD + LANES))
                .contains(
                        "made with my-gpt, digest 000000000000, which is not on this server; in its place there is storyteller, digest "
                                + TODAY.card().digest() + ".");
        assertThat(opened("/play?model=storyteller-step-1&prompt=x"))
                .contains(
                        "made with storyteller-step-1, which is not on this server; in its place there is storyteller-step-");
    }

    @Test
    void everything_but_ids_is_kept_and_what_is_left_out_is_named() {
        assertThat(opened("/play?" + OLD + LANES))
                .contains("Prompt “The <cat>”", "Seed 42", "Token looked at 4")
                .contains("Greedy no settings", "Sampled Temperature 0.8")
                .contains("vocabulary: 8 token ids, b.bias.280=5, b.bias.999999=-1.");
        assertThat(button("/play?" + OLD + LANES))
                .isEqualTo("/play?v=1&prompt=The+%3Ccat%3E&seed=42&at=3&a=greedy&b=sample&b.temperature=0.8");
    }

    @Test
    void the_button_takes_the_same_steps_on_todays_model() {
        String body = TestServer.get(button("/play?" + OLD + LANES)).body();
        assertThat(body).contains("Token 4 of 4", "Verified: every token", "&amp;seed=42&amp;at=3&amp;");
    }

    @Test
    void as_many_steps_are_taken_as_one_request_may_take() {
        String late = OLD.replace("at=3", "at=99");
        assertThat(opened("/play?" + late)).contains("Token looked at 50", "these were shortened: at=99.");
        assertThat(button("/play?" + late)).contains("&at=49&");
    }

    @Test
    void a_prompt_that_fitted_the_other_weights_is_shortened_to_what_fits_today() {
        int most = TODAY.card().contextLength();
        String prompt = "a+".repeat(most - 1) + "a"; // as many tokens, to which a start token is added today
        for (String path : List.of("/play", "/inside")) {
            String link = path + "?digest=000000000000&prompt=" + prompt + "&seed=42";
            assertThat(opened(link)).contains("these were shortened: prompt=a a a");
            assertThat(TestServer.get(button(link)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_lane_of_a_model_of_its_own_is_judged_by_itself() {
        String lanes =
                "&a=greedy&a.ids=1&a.bias.5=1&b=greedy&b.model=storyteller-step-1&b.digest=000000000000&b.ids=1&b.bias.6=1";
        String link = "/play?prompt=x&digest=" + TODAY.card().digest() + lanes;
        String today =
                TestServer.models().nearest("storyteller-step-1").orElseThrow().id();
        assertThat(opened(link))
                .contains("This link was made with storyteller-step-1,", "Greedy A bias.5 1", "Greedy B Model " + today)
                .contains("vocabulary: one token id, b.bias.6=1.");
        assertThat(button(link))
                .contains("&a.bias.5=1&a.ids=1&", "&b=greedy&b.model=" + today)
                .doesNotContain("b.ids");
        assertThat(get("/play?b=greedy&b.model=nobody").statusCode()).isEqualTo(400);
    }

    @Test
    void a_look_inside_keeps_its_station_but_no_position_layer_or_head() {
        String link = "/inside?digest=000000000000&prompt=The+cat&seed=3&decoder=sample&top-k=9&bias.7=1&ids=zzz.1"
                + "&position=40&layer=99&head=9&station=layers&other=A+dog";
        assertThat(opened(link))
                .contains("Prompt “The cat”", "Seed 3", "Sampled Top-k 9")
                .contains("vocabulary: 2 token ids, other=A dog, bias.7=1, position=40, layer=99, head=9.");
        assertThat(button(link)).isEqualTo("/inside?v=1&prompt=The+cat&seed=3&decoder=sample&top-k=9&station=layers");
        assertThat(TestServer.get(button(link)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?", "/play?", "/inside?"})
    void a_model_of_another_server_is_replaced_by_the_first_if_a_digest_stands_next_to_it(String page) {
        assertThat(opened(page + "prompt=x&model=stroyteller&digest=000000000000"))
                .contains("in its place there is storyteller, ");
        HttpResponse<String> typing = get(page + "prompt=x&model=stroyteller");
        assertThat(typing.statusCode()).isEqualTo(400);
        assertThat(TestServer.text(typing)).contains("Model must be one of: storyteller, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/play/step?", "/play/settings?", "/play/roll?", "/inside/look?", "/inside/layers?"})
    void a_part_of_a_page_says_it_where_the_page_has_room_for_problems(String part) {
        HttpResponse<String> answer = get(part + "prompt=x&model=storyteller-step-1&digest=000000000000");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("HX-Retarget")).contains("#problem");
        assertThat(answer.headers().map()).doesNotContainKeys("hx-push-url", "hx-replace-url");
        assertThat(answer.body())
                .startsWith("<p id=\"problem\"")
                .contains("This link was made with storyteller-step-1, ")
                .containsPattern(BUTTON);
    }

    @Test
    void a_stream_ends_before_it_begins_and_says_what_to_do() {
        HttpResponse<String> answer = get("/play/stream?" + OLD + LANES + "&steps=3");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        assertThat(answer.body())
                .startsWith("event: error\ndata: This link was made with storyteller, digest 000000000000;")
                .contains("Reload the page")
                .doesNotContain("event: step");
    }

    @Test
    void the_picture_for_previews_shows_words_in_place_of_a_step() throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(TestServer.uri("/play/picture.png?" + OLD + LANES))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(new String(answer.body(), 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
    }

    @Test
    void a_preview_of_the_page_describes_it() {
        String body = get("/play?" + OLD + LANES).body();
        Matcher description = Pattern.compile("property=\"og:description\" content=\"([^\"]*)\"")
                .matcher(body);
        assertThat(description.find()).isTrue();
        assertThat(description.group(1)).startsWith("This link was made with storyteller, digest 000000000000;");
        assertThat(body).contains("content=\"Made with other weights\"");
    }

    @Test
    void a_value_that_breaks_a_rule_of_links_is_refused_first() {
        assertThat(get("/play?digest=000000000000&seed=x").statusCode()).isEqualTo(400);
        assertThat(get("/inside?digest=0").statusCode()).isEqualTo(400);
    }

    @Test
    void links_of_todays_weights_open_as_ever() {
        String link = "/play?v=1&model=storyteller&digest=" + TODAY.card().digest()
                + "&prompt=x&seed=7&at=0&a=greedy&a.ids=1";
        assertThat(get(link).body()).doesNotContain("Made with other weights").contains("id=\"lab\"");
        assertThat(get("/play?prompt=x&model=storyteller-lstm").statusCode()).isEqualTo(302);
    }
}
