package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A station of the look inside as a part of a lesson. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InsideWidgetTest {

    private static final String WIDGET = """
            ```widget inside
            id: %s
            model: %s
            prompt: Once upon a time
            station: %s
            %s
            ```

            """;

    private static OwnCourse course;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        course = new OwnCourse(folder);
        course.edit(
                "04-inside.md",
                OwnCourse.lesson(
                        "Inside",
                        "Hello.\n\n## Start {#start}\n\n"
                                + WIDGET.formatted(
                                        "one", "storyteller", "layers", "layer: 2\nhead: 3\nopen: [position]")
                                + WIDGET.formatted("two", "storyteller-lstm", "layers", "")
                                + WIDGET.formatted("three", "storyteller", "tokens", "")
                                + WIDGET.formatted("four", "storyteller", "logits", "other: There was a queen")
                                + WIDGET.formatted("five", "storyteller", "choice", "")
                                + WIDGET.formatted(
                                        "six",
                                        "storyteller",
                                        "logits",
                                        "target: 448\nagainst: 859\nswitch: {\"3.mlp\": 0.5}")));
    }

    @AfterAll
    static void stop() {
        course.close();
    }

    private static String page(String query) {
        return course.get("/lessons/inside" + query).body();
    }

    @Test
    void ids_are_given_once_although_a_page_has_a_station_twice() {
        assertThat(Pattern.compile(" id=\"([^\"]+)\"")
                        .matcher(page(""))
                        .results()
                        .map(match -> match.group(1)))
                .doesNotHaveDuplicates()
                .contains("one-layer-3", "two-layer-2", "one-head-1", "three-piece-5", "five-step");
    }

    @Test
    void links_to_positions_layers_and_heads_stay_in_the_lesson() {
        assertThat(page(""))
                .contains("href=\"/lessons/inside?one.position=1&amp;one.layer=2&amp;one.head=3#one\"")
                .contains("data-hx-get=\"/lessons/inside/widgets/one?one.position=1&amp;one.layer=2&amp;one.head=3\"")
                .contains("href=\"/lessons/inside?one.position=4&amp;one.layer=4&amp;one.head=#one\"")
                .contains("href=\"/lessons/inside?two.position=4&amp;two.layer=2#two\"");
        String all =
                course.get("/lessons/inside/widgets/one?one.layer=2&one.head=").body();
        assertThat(all).contains("Averaged over 6 heads").doesNotContain("In head");
        assertThat(course.get("/lessons/inside/widgets/one?one.position=2").body())
                .contains("In head 3, “␣upon” takes most from");
    }

    @Test
    void what_cannot_stay_leads_to_the_look_inside() {
        String step = Pattern.compile("<a id=\"five-step\"[^>]*>")
                .matcher(page(""))
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
        assertThat(step).contains("href=\"/inside?v=1").doesNotContain("data-hx-get");
        assertThat(page("")).contains(">Look inside this step</a>");
    }

    @Test
    void a_batch_has_both_texts_and_an_lstm_its_states() {
        assertThat(page("")).contains("[2, 5, 4096]", "Row 1 of the batch", "Cell state c: what it remembers");
    }

    @Test
    void a_bill_stands_in_place_of_the_logits_and_its_buttons_stay_in_the_lesson() {
        String six = course.get("/lessons/inside/widgets/six").body();
        assertThat(six)
                .contains("Why “␣little” rather than “␣great”?", "Layer 6, attention", "name=\"six.target\" value=\"")
                .contains("name=\"six.against\" value=\"\"", "name=\"six.switch.2.3\" value=\"0\"")
                .contains("action=\"/lessons/inside#six\" method=\"get\" data-hx-get=\"/lessons/inside/widgets/six\"")
                .doesNotContain("histogram__bar", "bill__path", "action=\"/inside");
        assertThat(course.get("/lessons/inside/widgets/four").body())
                .contains("histogram__bar")
                .doesNotContain("bill__row");
        assertThat(course.get("/lessons/inside/widgets/six?six.against=").body())
                .contains("The bill of “␣little”")
                .doesNotContain("rather than “");
    }

    @Test
    void a_switch_shows_the_choice_before_and_after_and_can_be_set_back() {
        assertThat(course.get("/lessons/inside/widgets/six").body())
                .contains("<select id=\"six.switch.3.mlp\" name=\"six.switch.3.mlp\">")
                .contains("<option value=\"0.5\" selected>", "As trained", "With switches");
        assertThat(course.get("/lessons/inside/widgets/six?six.switch.3.mlp=1").body())
                .contains("Why “␣little” rather than “␣great”?")
                .doesNotContain("With switches");
        String both = course.get("/lessons/inside/widgets/six?six.switch.2.3=0&six.target=859")
                .body();
        assertThat(both)
                .contains("six.switch.3.mlp", "id=\"six.switch.2.3\"")
                .contains("<input type=\"hidden\" name=\"six.switch.2.3\" value=\"0\">")
                .contains("<input type=\"hidden\" name=\"six.target\" value=\"859\">");
    }

    @Test
    void a_token_or_a_switch_that_the_model_does_not_have_is_named_at_its_key() {
        assertThat(course.get("/lessons/inside?six.target=4096").statusCode()).isEqualTo(400);
        assertThat(course.get("/lessons/inside?six.target=4096").body())
                .contains("data-problem-field=\"six.target\"", "must be a token id, 0 to 4095");
        assertThat(course.get("/lessons/inside?six.switch.9.1=0").body())
                .contains("data-problem-field=\"six.switch.9.1\"");
        assertThat(course.get("/lessons/inside?six.switch.2.3=3").body())
                .contains("data-problem-field=\"six.switch.2.3\"", "must be from 0 to 2");
        assertThat(course.get("/lessons/inside?six.switch.wrong=0").body())
                .contains("data-problem-field=\"six.switch.wrong\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "three", "five"})
    void a_switch_that_a_link_sets_is_said_at_every_station(String id) {
        String path = "/lessons/inside/widgets/" + id;
        String says = "The model runs with switches: head 3 of layer 2 off.";
        assertThat(course.get(path).body()).doesNotContain("The model runs with switches");
        assertThat(course.get(path + "?" + id + ".switch.2.3=0").body()).contains(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "against"})
    void a_token_for_a_bill_is_refused_where_there_is_no_bill(String key) {
        var answer = course.get("/lessons/inside?one." + key + "=448");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("data-problem-field=\"one." + key + "\"", "must be left out, except at the station “logits”");
    }

    @Test
    void a_wrong_position_is_named_at_its_field_and_the_last_right_one_stands_in() {
        var answer = course.get("/lessons/inside?one.position=5");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("data-problem-field=\"one.position\"", "must be from 0 to 4", "value=\"5\"")
                .contains("“␣time”");
    }
}
