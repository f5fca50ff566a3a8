package logitlab.web.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import logitlab.TestServer;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PathTree;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.step.OpenedLink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens chosen by hand, on the real server, by the addresses that forms without JavaScript send. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ByHandTest {

    private static final String LANES = "&a=greedy&b=sample&b.temperature=0.8";

    private static String address(String path) {
        HttpResponse<String> answer = TestServer.getFirst(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("location").orElseThrow();
    }

    private static OpenedLink open(String address) {
        Map<String, String> values = Query.parse(address.substring(address.indexOf('?') + 1));
        return OpenedLink.open(PlayLink.parse(values, TestServer.models()), TestServer.models());
    }

    private static String page(String address) {
        HttpResponse<String> answer = TestServer.get(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static String sentence(String address) {
        HttpResponse<String> answer = TestServer.get(address);
        assertThat(answer.statusCode()).isEqualTo(400);
        Matcher problem =
                Pattern.compile("id=\"problem\"[^>]*data-says=\"([^\"]*)\"").matcher(answer.body());
        assertThat(problem.find()).isTrue();
        return problem.group(1);
    }

    @Test
    void a_lane_that_searches_takes_a_token_chosen_by_hand_and_gives_it_back() {
        String found = address("/play?prompt=The+cat&at=2&a=beam");
        List<Integer> old = open(found).link().lanes().get("a").ids();
        int other = old.get(2) == 280 ? 281 : 280;
        String chosen = address(found + "&choose=a." + other);
        assertThat(open(chosen).lanes().get("a").ids()).containsExactly(old.get(0), old.get(1), other);
        assertThat(page(chosen)).contains("Let the search choose", "chosen by hand");
        String back = address(chosen + "&choose=a.draw");
        assertThat(open(back).lanes().get("a").ids()).isEqualTo(old);
    }

    @Test
    void a_token_chosen_by_hand_takes_the_step_and_the_lane_goes_on_from_it() {
        String before = address("/play?prompt=The+cat&at=5" + LANES);
        List<Integer> old = open(before).link().lanes().get("b").ids();
        String chosen = address(before.replace("&at=5", "&at=2") + "&choose=b.280");
        OpenedLink play = open(chosen);
        LaneLink lane = play.link().lanes().get("b");
        assertThat(lane.ids()).containsExactly(old.get(0), old.get(1), 280);
        assertThat(lane.forced()).containsExactly(2);
        assertThat(play.link().tree().paths()).containsExactly(old);
        assertThat(play.link().lanes().get("a"))
                .isEqualTo(open(before).link().lanes().get("a"));
        assertThat(play.verified()).isTrue();

        OpenedLink on = open(address(chosen.replace("&at=2", "&at=6")));
        assertThat(on.link().lanes().get("b").ids()).hasSizeGreaterThan(3).startsWith(old.get(0), old.get(1), 280);
        assertThat(on.link().lanes().get("b").forced()).containsExactly(2);
        assertThat(on.verified()).isTrue();
        assertThat(on.lanes().get("b").step(3).draw())
                .as("the draws stay where they were")
                .isEqualTo(open(before).lanes().get("b").step(3).draw());
    }

    @Test
    void the_draw_takes_its_choice_back() {
        String before = address("/play?prompt=The+cat&at=2" + LANES);
        String chosen = address(before + "&choose=b.280");
        OpenedLink back = open(address(chosen + "&choose=b.draw"));
        assertThat(back.link().lanes()).isEqualTo(open(before).link().lanes());
        assertThat(back.link().tree().paths())
                .contains(open(before).link().lanes().get("b").ids())
                .contains(open(chosen).link().lanes().get("b").ids());
    }

    @Test
    void the_page_marks_what_was_chosen_by_hand_in_words_and_still_shows_the_draw() {
        String before = address("/play?prompt=The+cat&at=1" + LANES);
        Lane lane = open(before).lanes().get("b");
        LanguageModel model = lane.model();
        int drawn = lane.ids().get(1);
        int worst = lane.step(1).worst(1).get(0).id();
        String page = page(address(before + "&choose=b." + worst));
        String token = TestServer.models().first().tokenizer().token(drawn).text();
        assertThat(page)
                .contains("chosen by hand; the draw 0.")
                .contains("would have taken “" + token.replace(' ', '␣') + "”");
        assertThat(page).contains("value=\"b.draw\"").contains("except for those that were chosen by hand:");
        assertThat(page).contains("<tr id=\"b-token-" + worst + "\"").contains("candidate--by-hand");
        assertThat(Pattern.compile("id=\"b-token-" + worst + "\".*?</tr>", Pattern.DOTALL)
                        .matcher(page)
                        .results())
                .singleElement()
                .extracting(row -> row.group())
                .asString()
                .contains("data-state=\"chosen\"", "by hand")
                .doesNotContain("name=\"choose\"");
        assertThat(Pattern.compile("id=\"b-token-" + drawn + "\".*?</tr>", Pattern.DOTALL)
                        .matcher(page)
                        .results())
                .singleElement()
                .extracting(row -> row.group())
                .asString()
                .contains(">drawn<", "value=\"b.draw\"");
        assertThat(page).contains("chip--by-hand").containsPattern("chip__id\">" + worst + " chosen by hand<");
        assertThat(model.card().vocabularySize()).isGreaterThan(worst);
    }

    @Test
    void every_row_but_the_chosen_one_can_be_chosen() {
        String page = page("/play?prompt=The+cat&rows=20&a=greedy");
        assertThat(Pattern.compile("name=\"choose\" value=\"a\\.\\d+\"")
                        .matcher(page)
                        .results()
                        .count())
                .isEqualTo(19);
        assertThat(page).doesNotContain("value=\"a.draw\"").doesNotContain("id=\"paths\"");
    }

    @Test
    void a_token_that_the_draw_takes_as_well_can_be_chosen_by_hand() {
        String before = address("/play?prompt=The+cat&at=1" + LANES);
        int same = open(before).link().lanes().get("b").ids().get(1);
        String chosen = address(before + "&choose=b." + same);
        assertThat(open(chosen).forcedSteps("b")).containsExactly(1);
        assertThat(open(chosen).link().tree().isEmpty()).isTrue();
        assertThat(page(chosen)).contains("would have taken it too");
        assertThat(page(address(before + "&choose=a."
                        + open(before).link().lanes().get("a").ids().get(1))))
                .contains("greedy would have taken it too");
    }

    @Test
    void any_token_can_be_named_by_its_text_or_its_id() {
        String before = address("/play?prompt=The+cat&at=1" + LANES);
        OpenedLink byText = open(address(before + "&a.choose-token=&b.choose-token=%E2%90%A3dog"));
        OpenedLink byId = open(address(before + "&b.choose-token=%23"
                + byText.link().lanes().get("b").ids().get(1)));
        assertThat(byText.link()).isEqualTo(byId.link());
        assertThat(byText.token("b", byText.link().lanes().get("b").ids().get(1)))
                .isEqualTo("␣dog");
        assertThat(sentence(before + "&b.choose-token=no+single+token"))
                .startsWith("Lane B: The token chosen by hand must be one token, but this text has 6");
    }

    @Test
    void a_setting_keeps_what_was_chosen_by_hand_before_the_step_looked_at() {
        String chosen = address(address("/play?prompt=The+cat&at=1" + LANES) + "&choose=b.280");
        String later = address(chosen.replace("&at=1", "&at=3"));
        String fields = page(later);
        Matcher hidden = Pattern.compile("form=\"settings\" name=\"(b\\.ids|b\\.forced|tree)\" value=\"([^\"]*)\"")
                .matcher(fields);
        Map<String, String> sent =
                hidden.results().collect(Collectors.toMap(field -> field.group(1), field -> field.group(2)));
        assertThat(sent.get("b.ids").split("\\.")).hasSize(3);
        assertThat(sent).containsEntry("b.forced", "1").containsKey("tree");
        assertThat(fields).doesNotContainPattern("form=\"start\" name=\"(b\\.ids|b\\.forced|tree)\"");
    }

    @Test
    void a_token_that_is_neither_marked_nor_computed_is_named() {
        String chosen = address(address("/play?prompt=The+cat&at=1" + LANES) + "&choose=b.280");
        String tampered = chosen.replaceFirst("b\\.forced=1", "b.forced=0");
        assertThat(open(tampered).verified()).isFalse();
        assertThat(open(tampered).differingSteps("b")).containsExactly(1);
        assertThat(page(tampered))
                .contains("Some tokens are not the ones that these settings and this seed choose")
                .contains("Chosen by hand:");
        assertThat(page(chosen.replaceFirst("&b\\.forced=1", "")))
                .contains("they were chosen by hand or under other settings");
    }

    @Test
    void playing_goes_on_after_a_token_chosen_by_hand() {
        String chosen = address(address("/play?prompt=The+cat&at=1" + LANES) + "&choose=b.280");
        String stream = TestServer.get(chosen.replace("/play?", "/play/stream?") + "&steps=3&speed=100")
                .body();
        assertThat(Pattern.compile("(?m)^event: step$")
                        .matcher(stream)
                        .results()
                        .count())
                .isEqualTo(3);
        assertThat(stream).contains("b.forced=1").contains("except for those that were chosen by hand:");
    }

    @Test
    void the_end_of_the_text_chosen_by_hand_ends_the_lane() {
        String chosen = address(address("/play?prompt=The+cat&at=1" + LANES) + "&choose=b.0");
        OpenedLink play = open(address(chosen.replace("&at=1", "&at=4")));
        assertThat(play.link().lanes().get("b").ids()).hasSize(2);
        assertThat(play.lanes().get("b").finished()).isPresent();
        assertThat(sentence(chosen.replace("&at=1", "&at=4") + "&choose=b.5"))
                .isEqualTo("The token chosen by hand must name a lane that has the step looked at; it is “b.5”.");
    }

    @Test
    void a_link_to_other_weights_names_no_token_and_no_path() {
        HttpResponse<String> answer = TestServer.get(
                "/play?prompt=The+cat&digest=000000000000&tree=1.2_1.3&at=1&a=greedy&a.ids=7.8&a.forced=1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("5 token ids")
                .doesNotContain("tree=1.2")
                .doesNotContain("a.forced=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "choose=e.5 | The token chosen by hand must begin with a lane and a dot; the lanes are: a, b; it is “e.5”.",
                "choose=b | The token chosen by hand must begin with a lane and a dot; the lanes are: a, b; it is “b”.",
                "choose=b.4096 | The token chosen by hand must be a lane and a token id from 0 to 4095, such as b.280; it is “b.4096”.",
                "choose=b.-1 | The token chosen by hand must be a lane and a token id from 0 to 4095, such as b.280; it is “b.-1”.",
                "choose=b.99999999999 | The token chosen by hand must be a lane and a token id from 0 to 4095, such as b.280; it is “b.99999999999”.",
                "path=b.zzzz | The path must be from 0 to 4095; it is “1679615”.",
                "path=b.0.1 | The path must have nothing after the end-of-text token; it is “0”.",
                "path=b.1_0.2 | The path must be token ids in base 36, with dots between them; it is “1_0.2”.",
                "path=b.! | The path must be paths as a link writes them, such as 1z.c0.7_1.5; it is “!”.",
                "tree=zzzz | The tree of paths must be from 0 to 4095; it is “1679615”.",
                "tree=0.1 | The tree of paths must have nothing after the end-of-text token; it is “0”.",
                "a.forced=0 | Lane A: The steps chosen by hand must be steps in ascending order, with dots between them, each from 0 and below the number of the lane’s tokens, 0; it is “0”."
            })
    void what_cannot_be_chosen_is_named(String parameter, String expected) {
        assertThat(sentence("/play?prompt=The+cat" + LANES + "&" + parameter)).isEqualTo(expected);
    }

    @Test
    void a_path_is_opened_with_marks_where_the_settings_would_not_choose_it() {
        String start = address("/play?prompt=The+cat&at=4" + LANES);
        LaneLink lane = open(start).link().lanes().get("b");
        String ids = Integer.toString(lane.ids().get(0), 36) + ".7s";
        OpenedLink opened = open(address(start + "&path=b." + ids));
        assertThat(opened.link().lanes().get("b").ids())
                .containsExactly(lane.ids().get(0), 280);
        assertThat(opened.forcedSteps("b")).containsExactly(1);
        assertThat(opened.link().at()).isEqualTo(1);
        assertThat(opened.verified()).isTrue();
        String old = new PathTree(List.of(lane.ids())).text();
        OpenedLink back = open(address("/play?" + opened.link().query() + "&path=b." + old));
        assertThat(back.link().lanes().get("b")).as("as it was").isEqualTo(lane);
    }
}
