package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.lesson.Lesson;
import logitlab.lesson.MapStation;
import logitlab.lesson.Shipped;
import logitlab.web.Messages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pictures of the lessons, and the map above each. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PicturesTest {

    private static final String PAGE = "/lessons/pictures";

    private static OwnCourse course;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        course = new OwnCourse(folder);
        course.edit("03-pictures.md", OwnCourse.lesson("Pictures", """
                Hello.

                ## Start {#start}

                ```widget exponential
                id: curve
                tokens: [mat, moon, sofa, floor, idea]
                logits: [2.1, -0.5, 0.3, 1.2, -1.0]
                ```

                ```widget truncation
                id: cut
                tokens: [mat, moon, sofa, floor, idea]
                logits: [2.1, -0.5, 0.3, 1.2, -1.0]
                open: [top-k, top-p, min-p, typical-p, temperature, order]
                ```

                ```widget loop
                id: ring
                prompt: Once upon a
                decoder: greedy
                ```
                """));
    }

    @AfterAll
    static void stop() {
        course.close();
    }

    private static String text(String path) {
        HttpResponse<String> answer = course.get(PAGE + path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return TestServer.text(answer);
    }

    private static List<String> found(String body, String regex) {
        return Pattern.compile(regex)
                .matcher(body)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void the_ratio_of_two_heights_is_e_to_the_power_of_their_distance() {
        assertThat(text("/widgets/curve"))
                .contains("“mat” is 2.46 times as high as “floor”: e to the power of their distance, 0.90.")
                .contains("mat 2.10 2.10 8.1662 59.13%", "sum 13.8106 100%");
    }

    @Test
    void a_shift_changes_the_figures_of_the_curve_and_neither_its_shape_nor_a_share() {
        String still = course.get(PAGE + "/widgets/curve").body();
        for (String query : List.of("?curve.constant=3", "?curve.constant=-900", "?curve.subtract=largest")) {
            String moved = course.get(PAGE + "/widgets/curve" + query).body();
            assertThat(found(moved, "cy=\"([0-9.]+)\"")).as(query).isEqualTo(found(still, "cy=\"([0-9.]+)\""));
            assertThat(moved).as(query).contains("59.13%", "24.04%", "2.66%");
        }
        assertThat(text("/widgets/curve?curve.subtract=largest")).contains("mat 2.10 0.00 1.0000 59.13%", "sum 1.6912");
        assertThat(text("/widgets/curve?curve.constant=1"))
                .contains("Adding 1 to every logit multiplies every height by 2.72");
        assertThat(text("/widgets/curve?curve.constant=100")).contains("2.20 × 10⁴⁴");
        assertThat(text("/widgets/curve?curve.constant=800")).contains("∞", "too large for a computer");
        assertThat(text("/widgets/curve?curve.constant=-900")).contains("too small for a computer");
    }

    @Test
    void equal_logits_are_equally_high_and_their_names_do_not_meet() {
        String tied = course.get(
                        PAGE
                                + "/widgets/curve?curve.logits.0=1&curve.logits.1=1&curve.logits.2=1&curve.logits.3=1&curve.logits.4=1")
                .body();
        assertThat(tied).contains("are equally high");
        assertThat(found(tied, "curve__name\" x=\"[-0-9.]+\" y=\"([-0-9.]+)\""))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    /** Top-k 3 keeps 92.94%; min-p 0.1 asks for a tenth of 59.13%; the p of top-p is where it says. */
    @Test
    void a_cut_has_a_line_a_mark_and_an_outline_of_what_is_gone() {
        assertThat(text("/widgets/cut?cut.top-k=3"))
                .contains("The model", "Top-k 3 keeps 3 of 5, with 92.94%", "k = 3", "Shared out again: 100%");
        String topK = course.get(PAGE + "/widgets/cut?cut.top-k=3").body();
        assertThat(found(topK, "gone--whole\" x=\"([0-9.]+)%\"")).containsExactly("92.944");
        assertThat(found(topK, "class=\"gone \" x=\"([0-9.]+)%\"")).hasSize(2);
        String topP = course.get(PAGE + "/widgets/cut?cut.top-p=0.8").body();
        assertThat(topP).contains("Top-p 0.8 keeps 2 of 5, with 83.17%", "p = 0.8", "x1=\"80.000%\"");
        assertThat(text("/widgets/cut?cut.min-p=0.1")).contains("Min-p 0.1 keeps 3 of 5", "0.1 × 59.13% = 5.91%");
        assertThat(course.get(PAGE + "/widgets/cut").body()).doesNotContain("Shared out again", "class=\"gone");
    }

    @Test
    void cuts_follow_one_another_in_the_order_of_the_program() {
        assertThat(text("/widgets/cut?cut.top-k=3&cut.top-p=0.89"))
                .containsSubsequence("Top-k 3 keeps 3 of 5, with 92.94%", "Top-p 0.89 keeps 2 of 3, with 89.48%");
        assertThat(text("/widgets/cut?cut.top-k=3&cut.temperature=0.5")).contains("The model, at temperature 0.5");
        assertThat(text("/widgets/cut?cut.top-k=3&cut.temperature=0.5&cut.order=llama.cpp"))
                .contains("Shared out again, then temperature 0.5");
        assertThat(text("/widgets/cut?cut.typical-p=0.3")).contains("Typical-p 0.3 keeps");
    }

    @Test
    void the_loop_carries_the_token_into_the_text_of_the_next_step() {
        assertThat(text("/widgets/ring"))
                .contains("Step 1: the token is “␣time”.", "“␣time” goes back into the text", "Tokens [1, 4]");
        HttpResponse<String> second = course.get(PAGE + "/widgets/ring?ring.step=2");
        assertThat(second.body()).contains("<span class=\"stop__written\">␣time</span>", "ring.step=3");
        assertThat(TestServer.text(second)).contains("Step 2: the token is “␣there”.", "Tokens [1, 5]");
    }

    @Test
    void every_lesson_of_the_course_has_a_key_idea_and_is_on_the_map() {
        List<String> slugs = found(TestServer.get("/lessons").body(), "data-lesson=\"([a-z-]+)\"");
        assertThat(slugs).hasSizeGreaterThanOrEqualTo(13);
        for (Lesson lesson : slugs.stream().map(Shipped::lesson).toList()) {
            String page = TestServer.get("/lessons/" + lesson.slug()).body();
            assertThat(lesson.idea()).as(lesson.slug()).isPresent();
            assertThat(page).contains("<p class=\"lesson__idea\">");
            assertThat(found(page, "<li class=\"map__stop\"( aria-current=\"step\")?>"))
                    .as(lesson.slug())
                    .hasSize(10)
                    .filteredOn(here -> here != null)
                    .hasSameSizeAs(lesson.map())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "TEMPERATURE; Temperature, between the logits and softmax",
                "TOKENS EMBEDDING; Tokens and Embedding, between the text and the layers",
                "TEMPERATURE SOFTMAX CUT DRAW; Temperature to Draw, between the logits and the next token",
                "TEXT; Text, where every step begins",
                "NEXT_TOKEN; Next token, where the step ends",
                "TEXT NEXT_TOKEN; Next token and Text, where the chosen token goes back into the text",
                "LOGITS DRAW; Logits and Draw",
                "TEXT TOKENS EMBEDDING LAYERS LOGITS TEMPERATURE SOFTMAX CUT DRAW NEXT_TOKEN; Text to Next token, the whole way"
            })
    void the_map_says_where_a_lesson_is(String stations, String sentence) {
        LessonMap map = new LessonMap(
                Messages.ENGLISH,
                Pattern.compile(" ")
                        .splitAsStream(stations)
                        .map(MapStation::valueOf)
                        .toList());
        assertThat(map.names() + map.where()).isEqualTo(sentence);
    }

    @Test
    void a_lesson_without_a_map_has_its_summary_and_no_map() {
        assertThat(course.get(PAGE).body())
                .contains("<p class=\"lesson__idea\">A summary.</p>")
                .doesNotContain("map__stop");
    }
}
