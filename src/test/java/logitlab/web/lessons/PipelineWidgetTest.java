package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import logitlab.TestServer;
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
        assertThat(way(""))
                .contains("[1, 7] ", "[1, 7, 192] ", "[1, 7, 4096] ")
                .contains("layer 5 ␣great 7.36%".replace("\\ ", " "))
                .contains("␣great 4.84 ␣little 4.53", "Temperature 0.8, Top-k 3. Kept: 3 of 4,096 tokens.")
                .contains("␣great 6.05 ␣little 5.66 ␣large 4.89 ␣big dropped", "␣great 50.10%")
                .contains("the draw 0.5666 fell in its interval, 0.5010 to 0.8415")
                .contains("“␣little” is added to the end of the text");
    }

    @Test
    void the_next_turn_is_a_link_and_has_the_token_in_its_text() {
        assertThat(course.get(PAGE).body())
                .contains(
                        "href=\"" + PAGE + "?way.turn=2#way\"", "href=\"" + PAGE + "?way.turn=2&amp;way.play=on#way\"");
        assertThat(way("?way.turn=2")).contains("The text before turn 2", "␣little", "[1, 8]");
        assertThat(way("?way.turn=7")).contains("Here are the last 12 with their ids.");
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
                .doesNotContain("Next turn");
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
