package logitlab.lesson.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;
import logitlab.lesson.LessonGroup;
import logitlab.lesson.MapStation;
import logitlab.lesson.Prose;
import logitlab.lesson.Section;
import logitlab.lesson.Shipped;
import logitlab.lesson.TeacherNote;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.widget.SoftmaxWidget;
import logitlab.lesson.widget.Widget;
import logitlab.model.Models;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a lesson file may say, and what a writer hears of what it may not: file, line, field, rule, value. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LessonFileTest {

    private static final String FRONT = """
            ---
            title: A title
            summary: A summary.
            minutes: 5
            able:
              - Do something.
            needs: []
            group: steering
            ---
            """;

    private static final String TOY = """
            ```widget softmax
            id: toy
            tokens: [a, b, c]
            logits: [2.10, -0.5, 1e-1]
            ```
            """;

    private static final String EXERCISE = """
            ```exercise number
            id: practice
            question: What about {token}?
            compute: softmax
            tokens: [a, b, c]
            logits: [2, 1, 0]
            of: b
            unit: share
            tolerance: 0.005
            mistakes: [exponential-alone, other-unit]
            hints: ["Look at {largest}."]
            ```
            """;

    private static final Glossary GLOSSARY =
            new Glossary(List.of(new Glossary.Term("logit", "Logit", "<p>A score.</p>\n")));

    private static final Models MODELS = Shipped.MODELS;

    private static Checked<Optional<Lesson>> read(String text) {
        return LessonFile.read(Path.of("07-a-lesson.md"), text, MODELS, GLOSSARY);
    }

    private static Lesson lesson(String markdown) {
        Checked<Optional<Lesson>> result = read(FRONT + markdown);
        assertThat(result.problems()).isEmpty();
        return result.content().orElseThrow();
    }

    private static void assertProblem(String text, int line, String field, String rule, String value) {
        Checked<Optional<Lesson>> result = read(text);
        assertThat(result.content()).isEmpty();
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("07-a-lesson.md");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.invalid().field()).isEqualTo(field);
            assertThat(problem.invalid().constraint().toString()).startsWith(rule);
            assertThat(problem.invalid().value()).isEqualTo(value);
        });
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class A_sound_lesson {

        @Test
        void has_what_its_front_matter_says() {
            Lesson lesson = lesson("Hello.");
            assertThat(lesson.number()).isEqualTo(7);
            assertThat(lesson.slug()).isEqualTo("a-lesson");
            assertThat(lesson.title()).isEqualTo("A title");
            assertThat(lesson.minutes()).isEqualTo(5);
            assertThat(lesson.able()).containsExactly("Do something.");
            assertThat(lesson.needs()).isEmpty();
            assertThat(lesson.group()).isEqualTo(LessonGroup.STEERING);
            assertThat(lesson.inHour()).isFalse();
        }

        @Test
        void has_a_key_idea_and_its_stations_in_the_order_of_the_way() {
            assertThat(lesson("Hello.").idea()).isEmpty();
            assertThat(lesson("Hello.").map()).isEmpty();
            Lesson one = read(FRONT.replace("needs:", "idea: One thing.\nmap: cut\nneeds:") + "Hello.")
                    .content()
                    .orElseThrow();
            assertThat(one.idea()).contains("One thing.");
            assertThat(one.map()).containsExactly(MapStation.CUT);
            Lesson more = read(FRONT.replace("needs:", "map: [next-token, text]\nneeds:") + "Hello.")
                    .content()
                    .orElseThrow();
            assertThat(more.map()).containsExactly(MapStation.TEXT, MapStation.NEXT_TOKEN);
            assertProblem(FRONT.replace("needs:", "map: choice\nneeds:") + "Hello.", 7, "map", "one-of", "choice");
            assertProblem(FRONT.replace("needs:", "map: [cut, cut]\nneeds:") + "Hello.", 7, "map.1", "once", "cut");
        }

        @Test
        void has_an_opening_then_sections_with_links_of_their_own() {
            Lesson lesson = lesson("Hello.\n\n## One *idea* {#one}\n\nText.\n\n" + TOY + "\nMore.\n\n## Two {#two}\n");
            assertThat(lesson.opening()).containsExactly(new Prose("<p>Hello.</p>\n"));
            assertThat(lesson.sections())
                    .extracting(Section::slug, Section::title)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("one", "One idea"),
                            org.assertj.core.groups.Tuple.tuple("two", "Two"));
            assertThat(lesson.sections().get(0).parts())
                    .extracting(part -> part.getClass().getSimpleName())
                    .containsExactly("Prose", "SoftmaxWidget", "Prose");
        }

        @Test
        void finds_its_blocks_by_their_ids() {
            Lesson lesson = lesson(TOY + EXERCISE);
            assertThat(lesson.ids()).containsExactly("toy", "practice");
            assertThat(lesson.find("toy", Widget.class)).isPresent();
            assertThat(lesson.find("practice", Widget.class)).isEmpty();
            assertThat(lesson.find("practice", Exercise.class)).isPresent();
        }

        @Test
        void keeps_lists_as_the_flat_keys_of_links() {
            SoftmaxWidget toy =
                    (SoftmaxWidget) lesson(TOY).find("toy", Widget.class).orElseThrow();
            assertThat(toy.config().values().entries())
                    .containsEntry("logits.0", "2.10")
                    .containsEntry("tokens.2", "c");
            assertThat(toy.config().source().logits().at(2)).isEqualTo(0.1);
        }

        @Test
        void may_have_tables() {
            assertThat(lesson("| a | b |\n|---|--:|\n| 1 | 2 |\n").opening().toString())
                    .contains("<th scope=\"col\" class=\"cell--right\">b</th>", "<th scope=\"row\">1</th>");
        }

        @Test
        void may_have_formulas_as_mathml() {
            assertThat(lesson("```formula\n<mi>p</mi> <mo>&lt;</mo>\n<mn>1</mn>\n```\n")
                            .opening())
                    .containsExactly(
                            new Prose(
                                    "<p class=\"formula\"><math display=\"block\"><mi>p</mi><mo>&lt;</mo><mn>1</mn></math></p>\n"));
        }

        @Test
        void may_link_within_the_site_and_by_https() {
            assertThat(lesson("[a](/play?v=1) [b](?toy.logits.0=1#toy) [c](#toy) [d](https://example.org/)\n\n" + TOY)
                            .opening()
                            .get(0)
                            .toString())
                    .contains("href=\"https://example.org/\"", "href=\"?toy.logits.0=1#toy\"");
        }

        @Test
        void keeps_figures_and_their_signs_on_one_line() {
            assertThat(lesson("So 1.2 − 2.1 = −0.9, and 24 % - no more.").opening())
                    .containsExactly(new Prose("<p>So 1.2\u00A0−\u00A02.1 = −0.9, and 24\u00A0% - no more.</p>\n"));
        }

        @Test
        void may_link_to_terms_of_the_glossary() {
            Lesson lesson = lesson("[Logits](/glossary#logit) and [more](/glossary).");
            assertThat(lesson.terms()).containsExactly("logit");
            assertThat(lesson.opening().toString())
                    .contains("<a href=\"/glossary#logit\" class=\"term\" data-term=\"logit\">Logits</a>")
                    .contains("<a href=\"/glossary\">more</a>");
        }

        @Test
        void may_fold_a_note_for_the_curious_away() {
            assertThat(lesson(
                                    "````note Why *e* < 3?\nBecause it is **its own**.\n\n```formula\n<mi>e</mi>\n```\n````\n")
                            .opening())
                    .containsExactly(new Prose("<details class=\"note\"><summary>Why *e* &lt; 3?</summary>\n"
                            + "<p>Because it is <strong>its own</strong>.</p>\n"
                            + "<p class=\"formula\"><math display=\"block\"><mi>e</mi></math></p>\n</details>\n"));
        }

        @Test
        void may_show_code_in_a_note_that_can_be_copied_as_it_is() {
            assertThat(lesson("```note In code\nThis:\n\n~~~python\nprint(2 + 3 < 7)\n~~~\n```\n")
                            .opening())
                    .containsExactly(new Prose("<details class=\"note\"><summary>In code</summary>\n<p>This:</p>\n"
                            + "<pre class=\"code\" tabindex=\"0\"><code class=\"language-python\">print(2 + 3 &lt; 7)\n"
                            + "</code></pre>\n</details>\n"));
        }

        @Test
        void may_say_something_to_the_teacher_alone() {
            Lesson lesson = lesson("Hello.\n\n```teacher\nAll of it.\n```\n\n## A {#a}\n\n```teacher Timing\n"
                    + "Ten minutes for [this](#a), then [that](/play).\n```\n\nText.\n");
            assertThat(lesson.opening()).containsExactly(new Prose("<p>Hello.</p>\n"));
            assertThat(lesson.sections().get(0).parts()).containsExactly(new Prose("<p>Text.</p>\n"));
            assertThat(lesson.teacher())
                    .containsExactly(
                            new TeacherNote("", "", "<p>All of it.</p>\n"),
                            new TeacherNote(
                                    "a",
                                    "Timing",
                                    "<p>Ten minutes for <a href=\"/lessons/a-lesson#a\">this</a>,"
                                            + " then <a href=\"/play\">that</a>.</p>\n"));
        }

        @Test
        void may_end_its_lines_as_windows_does() {
            assertThat(read((FRONT + TOY).replace("\n", "\r\n")).problems()).isEmpty();
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Front_matter {

        @Test
        void must_be_there() {
            assertProblem("# Hello\n", 1, "front matter", "required", "# Hello");
        }

        @Test
        void must_be_yaml() {
            Checked<Optional<Lesson>> result = read("---\ntitle: [a\nminutes: 5\n---\n");
            assertThat(result.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.line()).isBetween(2, 4);
                assertThat(problem.invalid().constraint().name()).isEqualTo("yaml");
            });
        }

        @Test
        void must_be_written_out() {
            assertProblem(
                    FRONT.replace("A title", "&name A title").replace("A summary.", "*name"),
                    2,
                    "title",
                    "written-out",
                    "&name");
            assertProblem(FRONT.replace("- Do something.", "- *thing"), 6, "able.0", "written-out", "*thing");
            assertProblem(FRONT.replace("needs: []", "needs: &none []"), 7, "needs", "written-out", "&none");
            assertProblem(FRONT.replace("A title", "\"*no & alias\"").replace("5", "x"), 4, "minutes", "number", "x");
        }

        @Test
        void must_say_each_thing_once() {
            assertProblem(FRONT.replace("minutes: 5", "minutes: 5\nminutes: 6"), 5, "minutes", "once", "minutes");
        }

        @Test
        void must_have_a_title() {
            assertProblem(FRONT.replace("title: A title\n", ""), 1, "title", "required", "");
        }

        @Test
        void must_have_minutes_in_their_range() {
            assertProblem(FRONT.replace("minutes: 5", "minutes: 500"), 4, "minutes", "from-to 1 120", "500");
            assertProblem(FRONT.replace("minutes: 5", "minutes: soon"), 4, "minutes", "number", "soon");
        }

        @Test
        void must_name_a_group_of_the_course() {
            assertProblem(FRONT.replace("group: steering\n", ""), 1, "group", "required", "");
            assertProblem(
                    FRONT.replace("steering", "Steering"), 8, "group", "one-of choosing, steering, inside", "Steering");
        }

        @Test
        void may_put_the_lesson_on_the_path_of_an_hour() {
            String path = FRONT.replace("group: steering", "path: hour\ngroup: steering");
            assertThat(read(path).content().orElseThrow().inHour()).isTrue();
            assertProblem(path.replace("hour", "day"), 8, "path", "one-of hour", "day");
        }

        @Test
        void must_say_what_one_will_be_able_to_do() {
            assertProblem(FRONT.replace("  - Do something.\n", ""), 5, "able", "required", "");
        }

        @Test
        void must_have_no_other_key() {
            assertProblem(FRONT.replace("needs: []", "author: Me"), 7, "author", "known-key title, summary", "Me");
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Its_prose {

        private static final int FIRST = 10;

        @Test
        void must_have_no_html() {
            assertProblem(FRONT + "Hello.\n\n<script>x</script>\n", FIRST + 2, "html", "no-html", "<script>x</script>");
            assertProblem(FRONT + "Hello,\nyou <b>there\n", FIRST + 1, "html", "no-html", "<b>");
        }

        @Test
        void must_link_by_nothing_but_https_and_the_site_itself() {
            for (String address : List.of("javascript:alert(1)", "http://a.org", "//a.org", "/\\a.org", "a.html")) {
                assertProblem(FRONT + "\n[x](<" + address + ">)\n", FIRST + 1, "link", "lesson-link", address);
            }
        }

        @Test
        void must_link_to_ids_that_are_there() {
            assertProblem(FRONT + TOY + "\n[x](#tyo)\n", FIRST + 6, "link", "one-of toy", "tyo");
            assertProblem(FRONT + "[x](#a) [y](#b)\n\n## A {#a}\n", FIRST, "link", "one-of a", "b");
        }

        @Test
        void must_link_to_terms_that_the_glossary_has() {
            assertProblem(FRONT + "Hello,\n[x](/glossary#lgit)\n", FIRST + 1, "term", "one-of logit", "lgit");
        }

        @Test
        void must_have_the_same_rules_in_notes_on_the_line_where_they_are_broken() {
            for (String kind : List.of("note Why?", "teacher")) {
                String note = FRONT + "Hello.\n\n````" + kind + "\nText.\n\n%s\n````\n";
                assertProblem(note.formatted("<b>"), FIRST + 5, "html", "no-html", "<b>");
                assertProblem(note.formatted("[x](#y)"), FIRST + 5, "link", "one-of", "y");
                assertProblem(note.formatted("[x](/glossary#y)"), FIRST + 5, "term", "one-of logit", "y");
                assertProblem(note.formatted("## X {#x}"), FIRST + 5, "heading", "small-heading", "##");
                assertProblem(
                        note.formatted("```widget softmax\n```"), FIRST + 5, "widget", "not-in-note", "widget softmax");
            }
        }

        @Test
        void must_give_a_note_a_title() {
            assertProblem(FRONT + "```note\nText.\n```\n", FIRST, "note", "required", "");
        }

        @Test
        void must_have_no_image_yet() {
            assertProblem(FRONT + "![x](/x.png)\n", FIRST, "image", "no-image", "/x.png");
        }

        @Test
        void must_leave_the_title_to_the_front_matter() {
            assertProblem(FRONT + "# Title\n", FIRST, "heading", "title-in-front-matter", "#");
        }

        @Test
        void must_name_its_sections() {
            assertProblem(FRONT + "\n## Hello\n", FIRST + 1, "section", "title-and-slug", "Hello");
            assertProblem(FRONT + "## Hello {#He llo}\n", FIRST, "section", "slug", "He llo");
            assertProblem(FRONT + "## A {#a}\n## B {#a}\n", FIRST + 1, "section", "own-id", "a");
        }

        @Test
        void must_write_formulas_as_plain_mathml() {
            assertProblem(FRONT + "```formula\n<mi>p\n```\n", FIRST, "formula", "xml", formulaMessage());
            assertProblem(FRONT + "```formula\n<script/>\n```\n", FIRST, "formula", "mathml mrow", "script");
            assertProblem(
                    FRONT + "```formula\n<mi style=\"x\">p</mi>\n```\n",
                    FIRST,
                    "formula",
                    "mathml mrow",
                    "mi with attributes");
        }

        private static String formulaMessage() {
            return read(FRONT + "```formula\n<mi>p\n```\n")
                    .problems()
                    .get(0)
                    .invalid()
                    .value();
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class A_widget {

        /** The line of the fence; its first key stands on the next one. */
        private static final int FENCE = 10;

        @Test
        void must_be_one_that_there_is() {
            assertProblem(
                    FRONT + TOY.replace("widget softmax", "widget sotfmax"),
                    FENCE,
                    "widget",
                    "one-of attention, candidates, draw",
                    "sotfmax");
            assertProblem(
                    FRONT + TOY.replace("widget softmax", "widget"),
                    FENCE,
                    "widget",
                    "one-of attention, candidates, draw",
                    "");
        }

        @Test
        void must_have_an_id_of_its_own() {
            assertProblem(FRONT + TOY.replace("id: toy\n", ""), FENCE, "id", "required", "");
            assertProblem(FRONT + TOY.replace("id: toy", "id: To y"), FENCE + 1, "id", "slug", "To y");
            assertProblem(FRONT + TOY + "\n" + TOY, FENCE + 7, "id", "own-id", "toy");
        }

        @Test
        void must_have_keys_that_it_knows() {
            assertProblem(FRONT + TOY.replace("tokens:", "token:"), FENCE + 2, "token.0", "known-key id, tokens", "a");
        }

        @Test
        void must_have_numbers_for_logits() {
            assertProblem(FRONT + TOY.replace("-0.5", "abc"), FENCE + 3, "logits.1", "number", "abc");
            assertProblem(FRONT + TOY.replace("-0.5", "-5000"), FENCE + 3, "logits.1", "from-to -1000 1000", "-5000");
            assertProblem(FRONT + TOY.replace("[2.10, -0.5, 1e-1]", "[2]"), FENCE + 3, "logits", "entries 2 12", "1");
            assertProblem(FRONT + TOY.replace("[2.10, -0.5, 1e-1]", "2"), FENCE + 3, "logits", "required", "2");
        }

        @Test
        void must_have_as_many_tokens_as_logits() {
            assertProblem(FRONT + TOY.replace("[a, b, c]", "[a, b]"), FENCE + 2, "tokens", "as-many-as logits 3", "2");
        }

        @Test
        void must_be_yaml() {
            assertProblem(FRONT + "```widget softmax\n- a\n```\n", FENCE + 1, "yaml", "yaml", "- a");
        }

        @Test
        void must_name_a_model_that_there_is_and_a_prompt_that_fits() {
            String live = "```widget softmax\nid: live\nmodel: storyteller\nprompt: Once\ntop: 8\n```\n";
            assertThat(read(FRONT + live).problems()).isEmpty();
            assertProblem(
                    FRONT + live.replace("storyteller", "gpt-9"), FENCE + 2, "model", "one-of storyteller", "gpt-9");
            assertProblem(FRONT + live.replace("top: 8", "top: 0"), FENCE + 4, "top", "from-to 1 50", "0");
            String tooLong = "Once ".repeat(500).strip();
            assertProblem(FRONT + live.replace("Once", tooLong), FENCE + 3, "prompt", "at-most", tooLong);
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class An_exercise {

        private static final int FENCE = 10;

        @Test
        void must_be_of_a_kind_that_there_is() {
            assertProblem(
                    FRONT + EXERCISE.replace("exercise number", "exercise guess"),
                    FENCE,
                    "exercise",
                    "one-of bet, choose, count, number",
                    "guess");
        }

        @Test
        void must_name_a_computation_of_the_program() {
            assertProblem(
                    FRONT + EXERCISE.replace("compute: softmax", "compute: 1 + 1"),
                    FENCE + 3,
                    "compute",
                    "one-of softmax",
                    "1 + 1");
        }

        @Test
        void must_ask_about_one_of_its_tokens() {
            assertProblem(FRONT + EXERCISE.replace("of: b", "of: z"), FENCE + 6, "of", "one-of a, b, c", "z");
        }

        @Test
        void must_have_holes_that_can_be_filled() {
            assertProblem(
                    FRONT + EXERCISE.replace("{token}", "{tokn}"),
                    FENCE + 2,
                    "question",
                    "known-hole token, logit, largest",
                    "{tokn}");
            assertProblem(FRONT + EXERCISE.replace("{largest}", "{max}"), FENCE + 10, "hints.0", "known-hole", "{max}");
        }

        @Test
        void must_know_mistakes_that_there_are() {
            assertProblem(FRONT + EXERCISE.replace("other-unit", "typo"), FENCE + 9, "mistakes.1", "one-of", "typo");
            assertProblem(
                    FRONT + EXERCISE.replace("other-unit", "exponential-alone"),
                    FENCE + 9,
                    "mistakes.1",
                    "once",
                    "exponential-alone");
        }

        @Test
        void must_tell_mistakes_from_what_is_right() {
            assertProblem(
                    FRONT + EXERCISE.replace("0.005", "0.09"), FENCE + 8, "tolerance", "tells-mistakes-apart", "0.09");
        }

        @Test
        void must_have_a_unit_and_hints() {
            assertProblem(
                    FRONT + EXERCISE.replace("unit: share", "unit: per mille"),
                    FENCE + 7,
                    "unit",
                    "one-of share, percent",
                    "per mille");
            assertProblem(
                    FRONT + EXERCISE.replace("[\"Look at {largest}.\"]", "[]"), FENCE + 10, "hints", "required", "");
        }
    }

    @Test
    void a_file_must_have_a_number_and_a_slug() {
        Checked<Optional<Lesson>> result = LessonFile.read(Path.of("Softmax.md"), FRONT, MODELS, GLOSSARY);
        assertThat(result.problems())
                .extracting(LessonProblem::toString)
                .containsExactly("Softmax.md:1: file must be lesson-file-name but is \"Softmax.md\"");
    }

    @Test
    void a_writer_hears_of_every_problem_at_once() {
        Checked<Optional<Lesson>> result =
                read(FRONT.replace("5", "0") + "<b>\n\n" + TOY.replace("2.10", "x") + "\n## A\n");
        assertThat(result.problems())
                .extracting(problem -> problem.invalid().field())
                .containsExactlyInAnyOrder("minutes", "html", "logits.0", "section");
    }
}
