package logitlab.web.tool.parting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.view.TokenText;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where lanes split, on the real server and the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PartingPageTest {

    private static final LanguageModel MODEL = TestServer.models().first();
    private static final String PROMPT = "Once upon a time there was a";
    private static final String LINK = "/play/parting?v=1&prompt=Once+upon+a+time+there+was+a&seed=39&at=15";
    private static final Pattern PUT = Pattern.compile("<a class=\"button\" href=\"/play\\?([^\"]*)\">Put “([^”]*)”");
    private static final Pattern TRIAL = Pattern.compile(
            "<tr[^>]*><th scope=\"row\">([^<]*)</th><td class=\"token\">([^<]*)</td><td>(yes|no)</td></tr>");

    private static String page(String lanes) {
        var answer = TestServer.get(LINK + lanes);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static String token(int id) {
        return TokenText.visible(MODEL.tokenizer().token(id));
    }

    private static Lane lane(Decoder decoder, Settings settings) {
        return Lane.open(MODEL, MODEL.prompt(PROMPT), List.of(), decoder, settings, 39)
                .run(16);
    }

    private static int split(Lane first, Lane second) {
        int at = 0;
        while (first.ids().get(at).equals(second.ids().get(at))) {
            at++;
        }
        return at;
    }

    @ParameterizedTest
    @CsvSource({"temperature, 1.6", "top-k, 2", "min-p, 0.3", "repetition-penalty, 1.5", "typical-p, 0.3"})
    void with_the_one_setting_that_differs_the_first_lane_takes_the_token_of_the_second(String key, double value) {
        Lane first = lane(Decoder.SAMPLE, Settings.OFF);
        Lane second = lane(Decoder.SAMPLE, Settings.OFF.with(key, value));
        int at = split(first, second);
        String html = page("&a=sample&b=sample&b." + key + "=" + value);
        assertThat(html).contains("takes “" + token(first.ids().get(at)) + "” and");
        List<MatchResult> trials = TRIAL.matcher(html).results().toList();
        assertThat(trials).hasSize(1);
        assertThat(trials.get(0).group(2)).isEqualTo(token(second.ids().get(at)));
        assertThat(trials.get(0).group(3)).isEqualTo("yes");
    }

    @Test
    void a_beam_search_splits_because_it_compares_whole_texts() {
        for (String other : List.of("b=sample&b.temperature=2", "b=greedy")) {
            String html = TestServer.get("/play/parting?prompt=Once&at=20&a=beam&" + other)
                    .body();
            assertThat(html)
                    .contains("A beam search compares whole texts, so no single setting explains its choice.")
                    .doesNotContain("Beam search draws", "with one thing of");
        }
    }

    @Test
    void each_trial_is_what_the_first_lane_chooses_with_that_change() {
        Lane first = lane(Decoder.GREEDY, Settings.OFF);
        Lane second = lane(Decoder.SAMPLE, Settings.OFF.with("temperature", 0.8).with("top-p", 0.95));
        int at = split(first, second);
        String html = page("&a=greedy&b=sample&b.temperature=0.8&b.top-p=0.95");
        List<String> found = new ArrayList<>();
        for (MatchResult trial : TRIAL.matcher(html).results().toList()) {
            String change = trial.group(1);
            Settings settings = change.contains("temperature") ? Settings.OFF.with("temperature", 0.8) : Settings.OFF;
            settings = change.contains("top-p") ? settings.with("top-p", 0.95) : settings;
            Decoder decoder = change.contains("sampling") ? Decoder.SAMPLE : Decoder.GREEDY;
            Lane changed = Lane.open(MODEL, MODEL.prompt(PROMPT), first.ids().subList(0, at), decoder, settings, 39);
            int chosen = changed.step(at).chosen();
            assertThat(trial.group(2)).as(change).isEqualTo(token(chosen));
            assertThat(trial.group(3))
                    .as(change)
                    .isEqualTo(chosen == second.ids().get(at) ? "yes" : "no");
            found.add(change);
        }
        assertThat(found).startsWith("sampling", "temperature 0.8", "top-p 0.95");
        assertThat(html)
                .contains("is beyond the interval of “" + token(first.ids().get(at)) + "”, which ends at");
    }

    @Test
    void a_token_of_one_lane_can_be_put_into_the_other() {
        Lane first = lane(Decoder.GREEDY, Settings.OFF);
        Lane second = lane(Decoder.SAMPLE, Settings.OFF);
        int at = split(first, second);
        List<MatchResult> puts =
                PUT.matcher(page("&a=greedy&b=sample")).results().toList();
        assertThat(puts).hasSize(2);
        PlayLink into = PlayLink.parse(Query.parse(puts.get(0).group(1).replace("&amp;", "&")));
        assertThat(into.at()).isEqualTo(at);
        List<Integer> expected = new ArrayList<>(first.ids().subList(0, at));
        expected.add(second.ids().get(at));
        assertThat(into.lanes().get("a").ids()).isEqualTo(expected);
        assertThat(into.lanes().get("b").ids()).isEqualTo(second.ids());
        assertThat(into.lanes().get("a").forced()).containsExactly(at);
        assertThat(TestServer.get("/play?" + into.query()).body())
                .contains("“" + token(second.ids().get(at)) + "” was chosen by hand");
    }

    @Test
    void a_token_that_a_cut_dropped_is_named_and_so_is_another_model_and_a_choice_by_hand() {
        assertThat(page("&a=sample&b=sample&b.top-k=2")).contains("was dropped by top-k in the lane Sampled B.");
        assertThat(page("&a=sample&b=sample&b.model=storyteller-step-250"))
                .contains("The logits differ because of the model storyteller-step-250.");
        assertThat(page("&a=sample&b=sample&b.switch.mlp.1=0".replace("mlp.1", "1.mlp")))
                .contains("the switches of Sampled B");
        assertThat(page("&a=greedy&b=greedy&b.ids=5")).contains("a person chose “" + token(5) + "”.");
    }

    @Test
    void lanes_that_agree_and_a_lane_alone_have_nothing_to_explain() {
        assertThat(page("&a=sample&b=sample")).contains("agree in all 16 tokens so far.", "Take 10 more steps");
        assertThat(page("&a=sample")).contains("There is only one lane, so nothing can split.");
    }

    @Test
    void the_second_of_three_lanes_is_compared_with_the_first() {
        String three = "&a=greedy&b=sample&c=sample&c.temperature=2";
        assertThat(page(three + "&lane=b")).contains("Greedy and Sampled B ");
        assertThat(page(three + "&lane=c")).contains("Greedy and Sampled C ");
        assertThat(page(three + "&lane=a")).contains("Greedy and Sampled B ");
    }
}
