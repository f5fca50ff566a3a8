package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.Temperature;
import logitlab.lesson.MapStation;
import logitlab.model.Inspection;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from the text to the token as a page shows it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PipelineWidgetTest {

    private static final String PAGE = "/lessons/whole";
    private static final String WIDGET = PAGE + "/widgets/way";

    private static OwnCourse course;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        course = new OwnCourse(folder);
        course.edit("01-whole.md", OwnCourse.lesson("Whole", """
                Hello.

                ## Start {#start}

                ```widget pipeline
                id: way
                prompt: Once upon a time there was a
                temperature: 0.8
                top-k: 3
                seed: 1
                open: [decoder, temperature, top-k, repetition-penalty, seed, turn]
                ```

                ```widget pipeline
                id: end
                prompt: Once upon a time there was a
                bias: {0: 100}
                ```

                """));
    }

    @AfterAll
    static void stop() {
        course.close();
    }

    private static String way(String query) {
        HttpResponse<String> answer = course.get(WIDGET + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return TestServer.text(answer);
    }

    @Test
    void what_leaves_one_station_goes_into_the_next() {
        LanguageModel model = TestServer.models().first();
        Prefix text = model.prompt("Once upon a time there was a");
        Step step = Lane.open(
                        model,
                        text,
                        List.of(),
                        Decoder.SAMPLE,
                        Settings.of(Map.of("temperature", "0.8", "top-k", "3")),
                        1)
                .step(0);
        Inspection inside = model.inspect(text, text.size() - 1);
        Logits lens = inside.lens(inside.layers()).orElseThrow();
        List<Candidate> best = step.best(4);
        List<String> tokens =
                best.stream().map(candidate -> token(model, candidate.id())).toList();
        assertThat(way(""))
                .contains("[1, 8] ", "[1, 8, 192] ", "[1, 8, 4096] ")
                .contains(inside.layers() + " " + token(model, lens.argmax()) + " "
                        + Math.round(100 * lens.probability(lens.argmax())) + "%")
                .contains(
                        "Logits [1, 8, 4096] " + tokens.get(0) + " "
                                + Numbers.logit(best.get(0).logit()) + " " + tokens.get(1),
                        "What is left is shared out again, so that it makes 100%. Kept: 3 of 4,096 tokens.")
                .contains("Temperature ÷ 0.8 " + tokens.get(0) + " "
                        + Numbers.logit(best.get(0).adjustedLogit()) + " " + tokens.get(1))
                .contains(
                        "Softmax " + tokens.get(0) + " " + Numbers.percent(tempered(step, model, text)) + " "
                                + tokens.get(1),
                        "Cut Top-k 3 " + tokens.get(0) + " "
                                + Numbers.percent(best.get(0).samplingProbability()) + " " + tokens.get(1))
                .contains(tokens.get(3) + " dropped")
                .contains("the draw 0.5666 fell in its interval")
                .contains("“" + token(model, step.chosen()) + "” goes back into the text");
    }

    /** What the best token has at the temperature before anything is cut. */
    private static double tempered(Step step, LanguageModel model, Prefix text) {
        return new Temperature(0.8)
                .apply(Scores.of(step.logits()), text)
                .logits()
                .probability(step.best(1).get(0).id());
    }

    private static String token(LanguageModel model, int id) {
        return TokenText.visible(model.tokenizer().token(id));
    }

    @Test
    void the_stations_are_those_of_the_map_in_their_order() {
        assertThat(Pattern.compile("<li class=\"stop stop--([a-z-]+)\"")
                        .matcher(course.get(WIDGET).body())
                        .results()
                        .map(stop -> stop.group(1)))
                .containsExactly(
                        Stream.of(MapStation.values()).map(MapStation::key).toArray(String[]::new));
    }

    @Test
    void the_next_turn_is_a_link_and_has_the_token_in_its_text() {
        assertThat(course.get(PAGE).body())
                .contains(
                        "href=\"" + PAGE + "?way.turn=2#way\"", "href=\"" + PAGE + "?way.turn=2&amp;way.play=on#way\"");
        assertThat(way("?way.turn=2")).contains("Step 2: the token is", "Tokens [1, 9] 4 more");
        assertThat(course.get(WIDGET + "?way.turn=50").body()).doesNotContain("id=\"way-more\"");
        assertThat(course.get(WIDGET + "?way.turn=2&way.play=on").body())
                .contains("data-hx-trigger=\"load delay:600ms\"");
    }

    @Test
    void greedy_leaves_one_token_and_no_dice() {
        assertThat(way("?way.decoder=greedy"))
                .contains("Greedy needs no temperature", "Greedy needs no cut", "No draw is made.")
                .contains("Cut not needed")
                .doesNotContain("draw 0.", "dropped");
    }

    @Test
    void greedy_obeys_the_penalty_and_says_so_and_no_temperature() {
        assertThat(way("?way.decoder=greedy&way.repetition-penalty=1.5"))
                .contains("First: Repetition penalty 1.5. Greedy needs no temperature");
    }

    @Test
    void a_text_that_fills_the_context_has_one_more_turn_and_no_next() {
        String full = way("?way.prompt=" + "the+".repeat(250) + "&way.turn=50");
        assertThat(full).contains("[1, 256, 4096]", "251 more").doesNotContain("id=\"way-more\"");
    }

    @Test
    void without_a_top_k_the_others_have_the_rest() {
        assertThat(way("?way.top-k="))
                .contains("Over 4,096 tokens they sum to 1.", "No cut is on")
                .containsPattern("Cut .* all others \\d\\d\\.\\d\\d");
    }

    @Test
    void a_text_that_ends_has_no_next_turn() {
        assertThat(course.get(PAGE + "/widgets/end").body())
                .contains("is the end of the text")
                .doesNotContain("goes back into the text", "id=\"end-more\"", "id=\"end-play\"");
    }

    @Test
    void links_lead_to_the_very_step_in_the_playground_and_inside() {
        assertThat(course.get(WIDGET + "?way.turn=3").body())
                .contains("seed=1&amp;at=2&amp;a=sample&amp;a.temperature=0.8&amp;a.top-k=3")
                .containsPattern("href=\"/inside\\?v=1[^\"]*&amp;ids=[0-9a-z]+\\.[0-9a-z]+[&\"]");
    }
}
