package logitlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClaimedTextTest {

    private static final Pattern NOTES = Pattern.compile("(?sm)^```teacher.*?^```");

    private static final String LESSON = """
            ```teacher
            It has 5 tokens.
            ```

            After *The sky is*, [`␣blue` has](?one.top=3#one) 40.00%. That is 1,024 of 4,096, and −0.50 more.

            It has 5 tokens.

            | Turn | Token | Probability |
            |---:|---|---:|
            | 1 | `␣blue` | 40.00% |
            | 2 | `.` | 90.00% |

            | Token | Before | After |
            |---|---:|---:|
            | `␣red` | 1.50 | 1.75 |

            | Steps | Loss |
            |---:|---:|
            | 210 | 5.13 |
            | 1,050 | 4.21 |

            The loss falls to [4.21](/play?top=9) here.
            """;

    @TempDir
    private Path folder;

    private ClaimedText text;
    private String prose;

    private void read(boolean writes) throws IOException {
        Path file = Files.writeString(folder.resolve("lesson.md"), LESSON);
        text = new ClaimedText(file, writes);
        prose = text.without(NOTES);
    }

    private void says(String format, Object... figures) {
        text.says(prose, format, figures);
    }

    /** The lesson with one part replaced is what the claims have written. */
    private void writes(String old, String now, Consumer<ClaimedTextTest> claims) throws IOException {
        read(true);
        claims.accept(this);
        text.unsaidNumbers(prose);
        assertThat(LESSON).contains(old);
        assertThat(folder.resolve("lesson.md")).hasContent(LESSON.replace(old, now));
    }

    private void needsAPerson(String problem, Consumer<ClaimedTextTest> claims) throws IOException {
        read(true);
        claims.accept(this);
        assertThatThrownBy(() -> text.unsaidNumbers(prose)).hasMessageContaining(problem);
        assertThat(folder.resolve("lesson.md")).hasContent(LESSON);
    }

    @Test
    void a_claim_is_found_beside_links_and_covers_its_numbers() throws IOException {
        read(false);
        says("`␣blue` has %s%%. That is %s of %s,", "40.00", "1,024", "4,096");
        assertThat(text.unsaidNumbers(prose))
                .extracting(MatchResult::group)
                .containsExactly(
                        "−0.50", "5", "1", "40.00", "2", "90.00", "1.50", "1.75", "210", "5.13", "1,050", "4.21",
                        "4.21");
    }

    @Test
    void a_wrong_figure_is_reported_with_the_line_that_has_another() throws IOException {
        read(false);
        assertThatThrownBy(() -> says("`␣blue` has %s.", "41.00%"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "lesson.md does not say: `␣blue` has 41.00%.\n" + "  Line 5 says: `␣blue` has 40.00%.");
        assertThat(folder.resolve("lesson.md")).hasContent(LESSON);
    }

    @Test
    void numbers_and_tokens_are_written_and_links_stay() throws IOException {
        writes(
                "[`␣blue` has](?one.top=3#one) 40.00%.",
                "[`␣green` has](?one.top=3#one) 8.25%.", t -> {
                    t.says("%s has %s.", "`␣green`", "8.25%");
                });
        writes(
                "1,024 of 4,096, and −0.50",
                "7 of 50,257, and 0.25",
                t -> t.says("That is %2$s of %1$s, and %3$s more", "50,257", 7, "0.25"));
        writes("[4.21](/play?top=9)", "[3.90](/play?top=9)", t -> t.says("falls to %s here", "3.90"));
    }

    @Test
    void a_row_is_found_by_its_first_cell() throws IOException {
        writes(
                "| 2 | `.` | 90.00% |",
                "| 2 | `␣and` | 40.00% |", t -> t.says("| %s | %s | %s |", "2", "`␣and`", "40.00%"));
    }

    @Test
    void rows_of_one_table_without_a_known_cell_are_taken_in_their_order() throws IOException {
        writes("| 210 | 5.13 |\n| 1,050 | 4.21 |", "| 150 | 5.31 |\n| 900 | 4.40 |", t -> {
            t.says("| %s | %s |", "150", "5.31");
            t.says("| %s | %s |", "900", "4.40");
        });
    }

    @Test
    void the_notes_of_the_teacher_are_a_text_of_their_own() throws IOException {
        read(true);
        text.says(text.only(NOTES), "It has %s tokens.", 6);
        says("It has %s tokens.", 7);
        assertThat(folder.resolve("lesson.md"))
                .hasContent(LESSON.replaceFirst("5 tokens", "6 tokens").replace("5 tokens", "7 tokens"));
    }

    @Test
    void a_claim_that_fits_nowhere_needs_a_person() throws IOException {
        needsAPerson(
                "lesson.md does not say: `␣red` loses 3.\n  Nothing there is like it.",
                t -> t.says("`␣red` loses %s.", 3));
    }

    @Test
    void a_claim_that_fits_at_several_places_needs_a_person() throws IOException {
        needsAPerson(
                "  Line 5 says: 40.00%\n  Line 11 says: 40.00%\n  Line 12 says: 90.00%", t -> t.says("%s%%", "12.00"));
    }

    @Test
    void two_claims_that_contradict_each_other_need_a_person() throws IOException {
        read(true);
        says("falls to %s here", "3.90");
        says("The loss falls to %s", "3.80");
        assertThatThrownBy(() -> text.unsaidNumbers(prose))
                .hasMessageContaining("does not say: The loss falls to 3.80");
        assertThat(folder.resolve("lesson.md")).content().contains("falls to [3.90]");
    }
}
