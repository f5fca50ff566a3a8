package logitlab.lesson.file;

import static logitlab.lesson.Worked.decimals;
import static logitlab.lesson.Worked.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.decoding.Logits;
import logitlab.lesson.Glossary;
import logitlab.lesson.Shipped;
import logitlab.lesson.TeachingGuide;
import logitlab.lesson.Worked;
import logitlab.model.LanguageModel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/teaching.md} promises: its minutes, its figures and its links. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TeachingGuideTest {

    private static String text() throws IOException {
        return Files.readString(Path.of("lessons/en", GuideFile.NAME));
    }

    @Test
    void the_minutes_of_each_plan_add_up() throws IOException {
        for (int minutes : List.of(15, 45, 90)) {
            String plan = text().split("## In " + minutes + " minutes ")[1].split("\n## ")[0];
            assertThat(Pattern.compile("(?m)^\\| (\\d+) \\|")
                            .matcher(plan)
                            .results()
                            .mapToInt(row -> Integer.parseInt(row.group(1)))
                            .sum())
                    .isEqualTo(minutes);
        }
        String first = text().split("## In 45 minutes ")[1];
        assertThat(Pattern.compile("(?m)^\\| (\\d+) \\|")
                        .matcher(first)
                        .results()
                        .limit(5)
                        .mapToInt(row -> Integer.parseInt(row.group(1)))
                        .sum())
                .as("the first five rows, which the plan for 90 minutes begins with")
                .isEqualTo(35);
    }

    @Test
    void every_figure_is_computed() {
        Worked claims = Worked.of(GuideFile.NAME);
        LanguageModel model = Shipped.MODELS.get("storyteller");
        claims.says("does this with %s pieces", decimals(0, model.card().vocabularySize()));
        assertThat(model.tokenizer()
                        .token(logits(model, "The cat sat on the").argmax())
                        .text())
                .isEqualTo(" mat");
        claims.says("The token *mat* has %s.", percent(largest(model, "The cat sat on the")));
        claims.says(
                "The best token of the other text has %s.", percent(largest(model, "Once upon a time there was a")));
        claims.says("Storyteller has %s numbers", decimals(0, model.card().parameters()));
    }

    private static Logits logits(LanguageModel model, String prompt) {
        return model.logits(model.prompt(prompt));
    }

    private static double largest(LanguageModel model, String prompt) {
        Logits logits = logits(model, prompt);
        return logits.softmax().at(logits.argmax());
    }

    @Test
    void its_links_open() {
        Worked.of(GuideFile.NAME).linksOpen();
    }

    @Test
    void a_slip_is_named_with_its_line_and_takes_no_part_away() {
        Checked<TeachingGuide> result = GuideFile.read(
                Path.of("teaching.md"), "Hello.\n\n## Now {#now}\n\n[x](#then)\n\n<i>\n", Glossary.EMPTY);
        assertThat(result.problems())
                .extracting(LessonProblem::toString)
                .containsExactly(
                        "teaching.md:7: html must be no-html but is \"<i>\"",
                        "teaching.md:5: link must be one-of now but is \"then\"");
        assertThat(result.content().opening()).isEqualTo("<p>Hello.</p>\n");
        assertThat(result.content().parts())
                .extracting(TeachingGuide.Part::title)
                .containsExactly("Now");
    }
}
