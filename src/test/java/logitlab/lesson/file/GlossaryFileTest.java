package logitlab.lesson.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import logitlab.lesson.Glossary;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the glossary's file may say, and what its writer hears of what it may not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GlossaryFileTest {

    private static final String SOUND = "## Token {#token}\n\nA piece of text.\n\n## logit {#logit}\n\n"
            + "The score of a [token](/glossary#token).\n\nAny number.\n";

    private static Checked<Glossary> read(String text) {
        return GlossaryFile.read(Path.of("glossary.md"), text);
    }

    private static void assertProblem(String text, String problem) {
        assertThat(read(text).problems()).singleElement().hasToString("glossary.md:" + problem);
    }

    @Test
    void its_terms_come_by_their_names_with_what_they_mean() {
        Checked<Glossary> result = read(SOUND);
        assertThat(result.problems()).isEmpty();
        assertThat(result.content().terms())
                .containsExactly(
                        new Glossary.Term(
                                "logit",
                                "logit",
                                "<p>The score of a <a href=\"/glossary#token\" class=\"term\" data-term=\"token\">token</a>.</p>\n"
                                        + "<p>Any number.</p>\n"),
                        new Glossary.Term("token", "Token", "<p>A piece of text.</p>\n"));
        assertThat(result.content().find("logit")).isPresent();
        assertThat(result.content().find("nothing")).isEmpty();
    }

    @Test
    void each_slip_is_named_with_its_line_and_takes_no_term_away() {
        assertProblem("Hello.\n\n" + SOUND, "1: glossary must be term-first but is \"\"");
        assertProblem(SOUND.replace("{#logit}", ""), "5: term must be title-and-slug but is \"logit\"");
        assertProblem(SOUND.replace("A piece of text.", ""), "1: meaning must be required but is \"Token\"");
        assertProblem(SOUND.replace("{#logit}", "{#token}"), "5: term must be own-id but is \"token\"");
        assertProblem(SOUND.replace("Any number.", "<i>"), "9: html must be no-html but is \"<i>\"");
        assertProblem(
                SOUND.replace("(/glossary#token)", "(/glossary#tokn)"),
                "7: term must be one-of logit, token but is \"tokn\"");
        assertThat(read(SOUND.replace("Any number.", "<i>")).content().terms()).hasSize(2);
    }

    @Test
    void it_has_no_widgets_and_no_exercises() {
        assertProblem(
                SOUND + "\n```widget softmax\nid: toy\n```\n",
                "11: widget must be not-in-note but is \"widget softmax\"");
    }
}
