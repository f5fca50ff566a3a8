package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands around the lessons, on a small course of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CourseRoutesTest {

    private static OwnCourse course;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        course = new OwnCourse(folder);
    }

    @AfterAll
    static void stop() {
        course.close();
    }

    private static String body(String path) {
        HttpResponse<String> answer = course.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class The_list {

        @Test
        void has_the_lessons_in_their_groups_with_the_time_that_each_takes() throws IOException {
            assertThat(body("/lessons"))
                    .contains("<h2 id=\"choosing\">Choosing</h2>", "3 lessons, 15 minutes")
                    .doesNotContain("id=\"steering\"");
            course.edit(
                    "03-third.md", OwnCourse.lesson("Third lesson", "Bye.\n").replace("choosing", "together"));
            String list = body("/lessons");
            assertThat(list).contains("2 lessons, 10 minutes", "One lesson, 5 minutes");
            assertThat(list.indexOf("id=\"together\""))
                    .isBetween(list.indexOf("/lessons/second\""), list.indexOf("/lessons/third\""));
        }

        @Test
        void names_a_group_that_does_not_exist_to_those_who_write_lessons() throws IOException {
            course.edit(
                    "04-fourth.md", OwnCourse.lesson("Fourth lesson", "Hm.\n").replace("choosing", "losing"));
            assertThat(body("/lessons"))
                    .contains(
                            "04-fourth.md:6: group must be one of: choosing, steering, inside, learning, together; it is “losing”.");
            course.delete("04-fourth.md");
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class The_glossary {

        @Test
        void has_every_term_with_a_link_of_its_own_and_the_lessons_that_use_it() {
            assertThat(body("/glossary"))
                    .contains("id=\"logit\"", "id=\"token\"", "<p>A piece of text.</p>")
                    .containsPattern("Used in\\s*<a href=\"/lessons/second\">Second lesson</a>");
        }

        @Test
        void comes_along_with_a_lesson_as_far_as_the_lesson_needs_it() {
            assertThat(body("/lessons/second"))
                    .contains("<a href=\"/glossary#logit\" class=\"term\" data-term=\"logit\">logit</a>")
                    .containsPattern("<div id=\"term-logit\" class=\"meaning\" popover [^>]*>")
                    .contains("A score, one for each")
                    .doesNotContain("id=\"term-token\"");
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class The_guide_for_teachers {

        @Test
        void has_its_parts_and_the_notes_and_sheets_of_all_lessons() {
            assertThat(body("/teaching"))
                    .contains("<p>Before all.</p>", "<h2 id=\"ten\">In ten minutes</h2>", "<li><a href=\"#ten\">In ten")
                    .contains("href=\"/lessons/second/teacher\"", "href=\"/lessons/first/sheet\"")
                    .doesNotContain("href=\"/lessons/first/teacher\"");
            assertThat(body("/lessons")).contains("href=\"/teaching\"");
        }

        @Test
        void is_not_there_where_the_course_has_none(@TempDir Path folder) throws IOException {
            try (OwnCourse other = new OwnCourse(folder)) {
                other.delete("teaching.md");
                assertThat(other.get("/teaching").body()).contains("no guide for teachers", "/lessons/second/sheet");
                assertThat(other.get("/lessons").body().split("<footer")[0]).doesNotContain("/teaching");
            }
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Notes {

        @Test
        void for_the_curious_are_folded_away_in_the_lesson() {
            assertThat(body("/lessons/second"))
                    .contains("<details class=\"note\"><summary>Why a score?</summary>")
                    .doesNotContain("Ten minutes");
        }

        @Test
        void for_the_teacher_have_a_page_to_which_the_lesson_leads() {
            assertThat(body("/lessons/second")).contains("href=\"/lessons/second/teacher\"");
            assertThat(body("/lessons/second/teacher"))
                    .contains("<h3>Timing</h3>", "Ten minutes for <a href=\"/lessons/second#start\">this</a>.")
                    .contains("<h2><a href=\"/lessons/second#start\">Start</a></h2>");
        }

        @Test
        void for_the_teacher_that_are_not_there_have_no_page() {
            assertThat(body("/lessons/first")).doesNotContain("/teacher");
            assertThat(course.get("/lessons/first/teacher").statusCode()).isEqualTo(404);
            assertThat(course.get("/lessons/nothing/teacher").statusCode()).isEqualTo(404);
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class A_sheet {

        @Test
        void has_the_words_the_exercises_and_the_solutions_but_nothing_for_the_teacher() {
            assertThat(body("/lessons/second")).contains("href=\"/lessons/second/sheet\"");
            assertThat(body("/lessons/second/sheet"))
                    .contains("<dt>Logit</dt>", "id=\"one-answer\"", "id=\"sheet-solutions\"")
                    .doesNotContain("Ten minutes")
                    .doesNotContain("<form");
            assertThat(body("/lessons/third/sheet")).contains("This lesson has no exercises.");
        }

        @Test
        void has_other_numbers_from_another_seed_and_the_same_from_the_same() {
            String own = body("/lessons/second/sheet");
            String fresh = body("/lessons/second/sheet?seed=1");
            assertThat(own).contains("href=\"/lessons/second/sheet?seed=1\"");
            assertThat(fresh)
                    .isEqualTo(body("/lessons/second/sheet?seed=1"))
                    .contains("seed 1", "href=\"/lessons/second/sheet?seed=2\"");
            assertThat(solutions(fresh)).isNotEqualTo(solutions(own));
        }

        private String solutions(String sheet) {
            return sheet.substring(sheet.indexOf("id=\"sheet-solutions\""));
        }

        @Test
        void is_refused_with_a_word_that_is_no_seed_and_missing_with_its_lesson() {
            assertThat(course.get("/lessons/second/sheet?seed=odd").statusCode())
                    .isEqualTo(400);
            assertThat(course.get("/lessons/second/sheet?seed=odd").body())
                    .containsIgnoringCase("seed")
                    .contains("odd");
            assertThat(course.get("/lessons/second/sheet?name=me").statusCode()).isEqualTo(400);
            assertThat(course.get("/lessons/nothing/sheet").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void each_lesson_leads_to_the_one_before_and_the_one_after() {
        assertThat(body("/lessons/first"))
                .contains("rel=\"next\" href=\"/lessons/second\"")
                .doesNotContain("rel=\"prev\"");
        assertThat(body("/lessons/second"))
                .contains("rel=\"prev\" href=\"/lessons/first\"", "rel=\"next\" href=\"/lessons/third\"");
        assertThat(body("/lessons/third"))
                .contains("rel=\"prev\" href=\"/lessons/second\"")
                .doesNotContain("rel=\"next\"");
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Progress_in_a_link {

        @Test
        void is_told_lesson_by_lesson_and_taken_only_when_asked() {
            assertThat(body("/lessons?done=second.one+first.one+first.one"))
                    .contains("<li>Lesson 1, “First lesson”: 1 of 2 exercises right</li>")
                    .contains("<li>Lesson 2, “Second lesson”: 1 of 1 exercises right</li>")
                    .contains("data-take=\"second.one first.one\"");
        }

        @Test
        void of_nothing_is_nothing() {
            assertThat(body("/lessons?done=")).doesNotContain("data-take").isEqualTo(body("/lessons"));
        }

        @Test
        void must_be_exercises_of_this_course() {
            for (String mark : new String[] {"first.nine", "nothing.one", "first", "%3Cb%3E"}) {
                HttpResponse<String> answer = course.get("/lessons?done=first.one+" + mark);
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body())
                        .contains("The progress must be lessons and exercises of this course")
                        .contains("“" + mark.replace("%3Cb%3E", "&lt;b&gt;") + "”");
            }
            assertThat(course.get("/lessons?dune=first.one").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void the_map_has_the_words_for_every_state_of_progress() {
        assertThat(body("/lessons"))
                .contains("data-progress=\"first.one first.two\"", "0 of 2 exercises right", "2 of 2 exercises right")
                .contains("data-lesson=\"third\"");
    }

    @Test
    void an_edit_shows_and_a_slip_is_named_on_the_map_while_the_lesson_stays() throws IOException {
        assertThat(body("/lessons")).doesNotContain("For those who write");
        course.edit("03-third.md", OwnCourse.lesson("Third lesson, edited", "Bye.\n"));
        assertThat(body("/lessons/third")).contains("<h1>Third lesson, edited</h1>");
        course.edit("03-third.md", OwnCourse.lesson("Third lesson, broken", "Bye.\n\n<b>\n"));
        assertThat(body("/lessons/third")).contains("<h1>Third lesson, edited</h1>");
        assertThat(body("/lessons"))
                .contains("<li>03-third.md:10: html must be Markdown, not HTML; it is “&lt;b&gt;”.</li>");
        course.edit("03-third.md", OwnCourse.lesson("Third lesson", "Bye.\n"));
        assertThat(body("/lessons")).doesNotContain("For those who write");
    }
}
