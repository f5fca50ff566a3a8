package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import logitlab.TestServer;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
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
    void what_leaves_one_place_goes_into_the_next() {
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
                .contains("layer " + inside.layers() + " " + token(model, lens.argmax()) + " "
                        + Numbers.percent(lens.probability(lens.argmax())))
                .contains(
                        tokens.get(0) + " " + Numbers.logit(best.get(0).logit()) + " " + tokens.get(1),
                        "Temperature 0.8, Top-k 3. Kept: 3 of 4,096 tokens.")
                .contains(tokens.get(0) + " " + Numbers.logit(best.get(0).adjustedLogit()) + " " + tokens.get(1))
                .contains(tokens.get(3) + " dropped")
                .contains(tokens.get(0) + " " + Numbers.percent(best.get(0).samplingProbability()))
                .contains("the draw 0.5666 fell in its interval")
                .contains("“" + token(model, step.chosen()) + "” is added to the end of the text");
    }

    private static String token(LanguageModel model, int id) {
        return TokenText.visible(model.tokenizer().token(id));
    }

    @Test
    void the_next_turn_is_a_link_and_has_the_token_in_its_text() {
        assertThat(course.get(PAGE).body())
                .contains(
                        "href=\"" + PAGE + "?way.turn=2#way\"", "href=\"" + PAGE + "?way.turn=2&amp;way.play=on#way\"");
        assertThat(way("?way.turn=2")).contains("The text before turn 2", "[1, 9]");
        assertThat(way("?way.turn=6")).contains("Here are the last 12 with their ids.");
        assertThat(course.get(WIDGET + "?way.turn=50").body()).doesNotContain("id=\"way-more\"");
        assertThat(course.get(WIDGET + "?way.turn=2&way.play=on").body())
                .contains("data-hx-trigger=\"load delay:600ms\"");
    }

    @Test
    void greedy_leaves_one_token_and_no_dice() {
        assertThat(way("?way.decoder=greedy"))
                .contains("Greedy keeps only the token with the largest logit. Kept: 1 of", "Only one token is left")
                .contains("The dice are not rolled.");
    }

    @Test
    void greedy_obeys_the_penalty_and_says_so_and_no_temperature() {
        assertThat(way("?way.decoder=greedy&way.repetition-penalty=1.5"))
                .contains("On: Repetition penalty 1.5. Greedy keeps only");
    }

    @Test
    void a_text_that_fills_the_context_has_one_more_turn_and_no_next() {
        String full = way("?way.prompt=" + "the+".repeat(250) + "&way.turn=50");
        assertThat(full)
                .contains("[1, 256, 4096]", "Here are the last 12 with their ids.")
                .doesNotContain("Step</");
    }

    @Test
    void without_a_top_k_the_others_have_the_rest() {
        assertThat(way("?way.top-k="))
                .contains("Over 4,096 tokens they sum to 1.")
                .containsPattern("all others \\d\\d\\.\\d\\d");
    }

    @Test
    void a_text_that_ends_has_no_next_turn() {
        assertThat(course.get(PAGE + "/widgets/end").body())
                .contains("That is the end of the text, so no turn follows.")
                .doesNotContain("id=\"end-more\"", "id=\"end-play\"");
    }

    @Test
    void links_lead_to_the_very_step_in_the_playground_and_inside() {
        assertThat(course.get(WIDGET + "?way.turn=3").body())
                .contains("seed=1&amp;at=2&amp;a=sample&amp;a.temperature=0.8&amp;a.top-k=3")
                .containsPattern("href=\"/inside\\?v=1[^\"]*&amp;ids=[0-9a-z]+\\.[0-9a-z]+[&\"]");
    }
}
