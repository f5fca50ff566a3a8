package logitlab.web.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.model.Lane;
import logitlab.model.Models;
import logitlab.model.Switches;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.step.OpenedLink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lanes whose heads and MLPs are switched: what they compute, what the page says of them, and the form that switches them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SwitchedLanesTest {

    private static final String START = "/play?prompt=Once+upon+a+time+there+was+a&seed=3";
    private static final String SWITCHED = "&b=sample&b.switch.4.2=0&b.switch.4.mlp=0";

    private static final Models MODELS = TestServer.models();

    private static OpenedLink open(String query) {
        return OpenedLink.open(PlayLink.parse(Query.parse(query), MODELS), MODELS);
    }

    private static String query(String path) {
        return path.substring(path.indexOf('?') + 1);
    }

    private static String plain(String html) {
        return html.replace("&amp;", "&");
    }

    private static PlayLink link(HttpResponse<String> page) {
        return PlayLink.parse(
                Query.parse(plain(page.body().replaceAll("(?s).*data-link=\"/play\\?([^\"]*)\".*", "$1"))));
    }

    private static int times(String page, String pattern) {
        return (int) Pattern.compile(pattern).matcher(page).results().count();
    }

    @Test
    void a_switched_lane_meets_the_same_draws_with_other_logits_and_turned_on_again_the_same() {
        String whole = query(START) + "&at=6&a=sample";
        Lane before = open(whole).lanes().get("a");
        Lane off = open(whole + "&a.switch.4.2=0").lanes().get("a");
        Lane on = open(whole + "&a.switch.4.2=1").lanes().get("a");
        for (int step = 0; step <= 6; step++) {
            assertThat(off.step(step).draw()).isEqualTo(before.step(step).draw());
            assertThat(off.step(step).logits()).isNotEqualTo(before.step(step).logits());
            assertThat(on.step(step).logits())
                    .as("to the bit")
                    .isEqualTo(before.step(step).logits());
        }
        assertThat(on.ids()).isEqualTo(before.ids());
    }

    @Test
    void step_by_step_and_opened_at_once_a_switched_lane_is_the_same_next_to_the_whole_model() {
        OpenedLink play = open(query(START) + "&a=sample" + SWITCHED);
        for (int step = 1; step <= 5; step++) {
            play = open(play.link().at(step).query());
        }
        OpenedLink once = open(query(START) + "&at=5&a=sample" + SWITCHED);
        assertThat(once.link()).isEqualTo(play.link());
        for (int step = 0; step <= 5; step++) {
            Lane whole = play.lanes().get("a");
            Lane switched = play.lanes().get("b");
            assertThat(once.lanes().get("b").step(step).logits())
                    .isEqualTo(switched.step(step).logits());
            assertThat(whole.step(step).logits())
                    .as("no state of the cache is used for both")
                    .isNotEqualTo(switched.step(step).logits());
            assertThat(whole.step(step).logits())
                    .isEqualTo(MODELS.first()
                            .logits(whole.text().first(whole.prompt().size() + step)));
        }
    }

    @Test
    void a_link_with_switches_is_verified_and_without_them_its_tokens_are_other_ones() {
        PlayLink link = open(query(START) + "&at=8&a=greedy&a.switch.1.mlp=0").link();
        assertThat(TestServer.get("/play?" + link.query()).body()).contains("verification--verified");
        assertThat(TestServer.get("/play?" + link.query().replace("&a.switch.1.mlp=0", ""))
                        .body())
                .contains("verification--differs");
    }

    @Test
    void the_lane_says_what_is_switched_and_so_does_the_picture() {
        String page = TestServer.get(START + "&a=sample" + SWITCHED).body();
        String[] lanes = page.split("<article class=\"story\"");
        assertThat(lanes[2])
                .contains("Head 2 of layer 4 is off", "The MLP of layer 4 is off", "Turn on again: head 2 of layer 4");
        assertThat(lanes[1]).doesNotContain("layer 4");
        assertThat(page).containsPattern("<tspan class=\"strip__sets[^>]*>2 switches</tspan>");
        byte[] whole = picture(START + "&a=sample&b=sample");
        assertThat(picture(START + "&a=sample" + SWITCHED)).isNotEqualTo(whole);
    }

    private static byte[] picture(String path) {
        HttpResponse<String> picture = TestServer.get("/play/picture.png?" + query(path));
        assertThat(picture.statusCode()).isEqualTo(200);
        return picture.body().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_copy_the_look_inside_and_the_link_without_it_know_the_switch() {
        String page = plain(TestServer.get(START + "&a=greedy&a.switch.4.2=0.5").body());
        assertThat(page)
                .containsPattern(
                        "href=\"/play\\?[^\"]*&a\\.switch\\.4\\.2=0\\.5[^\"]*&b\\.switch\\.4\\.2=0\\.5[^\\n]*>Copy this lane")
                .containsPattern("href=\"/inside\\?[^\"]*&switch\\.4\\.2=0\\.5")
                .contains("Head 2 of layer 4 × 0.5");
        String without = page.replaceAll("(?s).*<li class=\"lanemark lanemark--switch\">.*?href=\"([^\"]*)\".*", "$1");
        assertThat(without).startsWith("/play?").doesNotContain("switch");
    }

    @Test
    void a_stream_plays_the_switched_lane() {
        PlayLink played = open(query(START) + "&at=3&a=sample" + SWITCHED).link();
        String stream = TestServer.get("/play/stream?" + query(START) + "&a=sample" + SWITCHED + "&steps=3&speed=100")
                .body();
        assertThat(plain(stream)).contains("data-link=\"/play?" + played.query() + "\"");
        assertThat(times(stream, "Head 2 of layer 4 is off")).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "a.switch-layer=4&a.switch-part=2&a.switch-factor=0&a.switch-number=, 4.2, 0",
        "a.switch-layer=5&a.switch-part=mlp&a.switch-factor=2&a.switch-number=, 5.mlp, 2",
        "a.switch-layer=6&a.switch-part=6&a.switch-factor=0&a.switch-number=0%2C25, 6.6, 0.25",
        "a.switch-layer=1&a.switch-part=1&a.switch-number=%201.5, 1.1, 1.5",
    })
    void the_form_s_fields_become_a_switch_of_the_link(String fields, String place, double factor) {
        HttpResponse<String> page = TestServer.get(START + "&a=greedy&typed=1&" + fields);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(link(page).lanes().get("a").switches().byName()).containsExactly(Map.entry(place, factor));
        assertThat(page.body())
                .containsPattern("<details id=\"a-switches\" class=\"more\" open")
                .contains("name=\"a.switch-on\" value=\"" + place + "\"");
    }

    @Test
    void a_switch_is_replaced_and_turned_on_again_and_the_tokens_before_the_step_stay() {
        PlayLink start = open(query(START) + "&at=4&a=greedy&a.switch.4.2=0&a.switch.5.mlp=0.5")
                .link();
        String settled = "/play?" + start.first(4).query() + "&typed=1";

        PlayLink replaced =
                link(TestServer.get(settled + "&a.switch-layer=4&a.switch-part=2&a.switch-factor=2&a.switch-number="));
        assertThat(replaced.lanes().get("a").switches())
                .isEqualTo(Switches.NONE.head(4, 2, 2).mlp(5, 0.5));
        assertThat(replaced.lanes().get("a").ids().subList(0, 4))
                .isEqualTo(start.lanes().get("a").ids().subList(0, 4));

        PlayLink on = link(TestServer.get(
                settled + "&a.switch-layer=1&a.switch-part=1&a.switch-factor=0&a.switch-number=9&a.switch-on=4.2"));
        assertThat(on.lanes().get("a").switches()).isEqualTo(Switches.NONE.mlp(5, 0.5));
        assertThat(on.at()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3     | Lane B: The factor must be from 0 to 2; it is “3”.",
                "-0.1  | Lane B: The factor must be from 0 to 2; it is “-0.1”.",
                "half  | Lane B: The factor must be a number; it is “half”.",
                "NaN   | Lane B: The factor must be a number; it is “NaN”."
            })
    void a_wrong_factor_is_named_and_nothing_that_was_typed_is_lost(String typed, String sentence) {
        HttpResponse<String> page = TestServer.get(START
                + "&a=sample&a.temperature=0.7&b=greedy&b.ids=cg&b.switch.1.1=0&typed=1"
                + "&b.switch-layer=5&b.switch-part=mlp&b.switch-factor=0.5&b.switch-number=" + typed);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(TestServer.text(page)).contains(sentence);
        assertThat(page.body())
                .containsPattern("name=\"b\\.switch-number\" value=\"" + typed + "\"[^>]*aria-invalid=\"true\"")
                .containsPattern("name=\"b\\.switch-layer\">(?s:.*?)<option value=\"5\" selected")
                .containsPattern("name=\"b\\.switch-part\">(?s:.*?)<option value=\"mlp\" selected")
                .containsPattern("name=\"b\\.switch-factor\">(?s:.*?)<option value=\"0\\.5\" selected")
                .containsPattern("name=\"a\\.temperature\" value=\"0\\.7\"")
                .containsPattern("value=\"Once upon a time there was a\"")
                .contains("Head 1 of layer 1 is off")
                .containsPattern("(?s)<form id=\"b-switching\".*?name=\"b\\.ids\" value=\"cg\".*?</form>")
                .containsPattern("(?s)<form id=\"b-switching\".*?name=\"b\\.switch\\.1\\.1\" value=\"0\".*?</form>");
    }

    @Test
    void a_head_or_layer_that_is_not_there_is_named() {
        assertThat(TestServer.text(TestServer.get(
                        START + "&a=greedy&a.switch-layer=9&a.switch-part=1&a.switch-factor=0&a.switch-number=")))
                .contains("Lane A: switch.9.1 must be in a layer from 1 to 6; it is “9”.");
        assertThat(TestServer.get(START + "&a=greedy&a.switch-layer=x&a.switch-part=%3Cb%3E&a.switch-factor=0")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "b.switch-layer=4&b.switch-part=&b.switch-factor=0, Lane B: The part is required",
        "b.switch-layer=4&b.switch-factor=0, Lane B: The part is required",
        "b.switch-part=mlp, Lane B: The layer is required",
        "b.switch-number=0.3, Lane B: The layer is required",
    })
    void a_switch_without_its_layer_or_its_part_is_refused(String fields, String sentence) {
        HttpResponse<String> page = TestServer.get(START + "&a=sample&b=greedy&typed=1&" + fields);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(TestServer.text(page)).contains(sentence);
        assertThat(page.body()).containsPattern("<details id=\"b-switches\" class=\"more\" open");
    }

    @Test
    void both_forms_offer_the_same_factors() {
        String play = TestServer.get(START + "&a=greedy").body();
        String inside = TestServer.get("/inside?prompt=Hello&switch.4.2=0").body();
        for (String option : List.of("0\">off", "0.5\">× 0.5", "1\">as trained", "2\">× 2")) {
            assertThat(play.replace(" selected", "")).contains("<option value=\"" + option + "<");
            assertThat(inside.replace(" selected", "")).contains("<option value=\"" + option + "<");
        }
    }

    @Test
    void a_bias_that_is_no_token_keeps_what_was_typed_too() {
        HttpResponse<String> page =
                TestServer.get(START + "&a=sample&a.temperature=0.7&a.bias-token=hello+there&a.bias-value=3");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body())
                .containsPattern("name=\"a\\.bias-token\" value=\"hello there\" aria-invalid=\"true\"")
                .containsPattern("name=\"a\\.bias-value\" value=\"3\"")
                .containsPattern("name=\"a\\.temperature\" value=\"0\\.7\"")
                .containsPattern("value=\"Once upon a time there was a\"");
    }

    @Test
    void a_model_that_cannot_be_switched_says_why_in_its_lane_alone() {
        assertThat(MODELS.first().switchable()).isEqualTo(new Switches.Extent(6, 6, 6));
        assertThat(MODELS.get("storyteller-lstm").switchable().isNone()).isTrue();
        String page = TestServer.get(START + "&a=greedy&b=greedy&b.model=storyteller-lstm")
                .body();
        assertThat(times(page, "is an LSTM. It has no heads and no MLPs")).isEqualTo(1);
        assertThat(times(page, "name=\"b.switch-layer\"")).isZero();
        assertThat(times(page, "name=\"a.switch-layer\"")).isEqualTo(1);
        assertThat(TestServer.text(TestServer.get(START + "&a=greedy&a.model=storyteller-lstm&a.switch.1.mlp=0")))
                .contains("since this part of the model cannot be switched; it is “0”.");
    }

    @Test
    void a_lane_moved_to_a_model_without_switches_can_turn_them_on_again() {
        HttpResponse<String> page = TestServer.get(START + "&model=storyteller-lstm&a=greedy&a.switch.2.2=0");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body())
                .contains("Head 2 of layer 2 is off", "form=\"a-switching\" name=\"a.switch-on\" value=\"2.2\"")
                .containsPattern("(?s)<form id=\"a-switching\".*?name=\"model\" value=\"storyteller-lstm\".*?</form>");
        HttpResponse<String> on =
                TestServer.get(START + "&model=storyteller-lstm&a=greedy&a.switch.2.2=0&typed=1&a.switch-on=2.2");
        assertThat(on.statusCode()).isEqualTo(200);
        assertThat(link(on).lanes().get("a").switches().isNone()).isTrue();
    }

    @Test
    void the_look_inside_lets_the_switched_model_write_beside_the_whole_one() {
        String look = plain(TestServer.get("/inside?prompt=The+king&seed=4&decoder=sample&temperature=0.9"
                        + "&switch.4.2=0&switch.4.mlp=0.5")
                .body());
        String path =
                look.replaceAll("(?s).*<a href=\"(/play\\?[^\"]*)\">Let the model with these switches write.*", "$1");
        HttpResponse<String> page = TestServer.get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        PlayLink link = link(page);
        assertThat(link.prompt().text()).isEqualTo("The king");
        assertThat(link.seed()).isEqualTo(4);
        assertThat(link.lanes().keySet()).containsExactly("a", "b");
        assertThat(link.lanes().get("a").switches()).isEqualTo(Switches.NONE);
        assertThat(link.lanes().get("b").switches())
                .isEqualTo(Switches.NONE.head(4, 2, 0).mlp(4, 0.5));
        List.of("a", "b").forEach(lane -> {
            assertThat(link.lanes().get(lane).settings().temperature()).isEqualTo(0.9);
            assertThat(link.lanes().get(lane).ids()).hasSize(20);
        });
        assertThat(page.body()).contains("verification--verified", "> Whole model</h2>", "> With switches</h2>");
    }
}
