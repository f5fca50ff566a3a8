package logitlab.lesson.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a question of the challenge needs is said in the lesson that it names. Whoever rewrites a sentence puts the new one here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TaughtTest {

    /** A part of the sentence that teaches each kind, without its marks. */
    private static final Map<QuestionKind, String> SENTENCES = Map.ofEntries(
            Map.entry(QuestionKind.SHIFT, "Whatever you add to every logit, the first step takes it away again"),
            Map.entry(QuestionKind.SOFTMAX, "a distance becomes a ratio"),
            Map.entry(QuestionKind.SUM, "Divide each by the sum."),
            Map.entry(QuestionKind.GREEDY, "stays: the order is the same"),
            Map.entry(QuestionKind.TWO, "two steps in a row"),
            Map.entry(QuestionKind.DRAW, "which lies between 0.5913 and 0.8317, so floor is chosen"),
            Map.entry(QuestionKind.AGAIN, "The same seed gives the same draws."),
            Map.entry(QuestionKind.OFTEN, "With 1,000 draws, mat should come 591 times, as its probability is 59.13%."),
            Map.entry(QuestionKind.TEMPERATURE, "divide every logit by it"),
            Map.entry(QuestionKind.NUCLEUS, "The token that crosses the line stays"),
            Map.entry(QuestionKind.RENORMALISED, "each is divided by 0.9294"),
            Map.entry(QuestionKind.MINP, "Min-p keeps each token that has at least a"),
            Map.entry(QuestionKind.ORDER, "cuts first and divides last"),
            Map.entry(QuestionKind.PARTING, "at which the draw falls outside greedy’s interval"),
            Map.entry(QuestionKind.LONGER, "In each row the text is one token longer"),
            Map.entry(QuestionKind.PENALTY, "of 0 or below is multiplied"),
            Map.entry(QuestionKind.BIAS, "The simplest edit adds a number to the logit of one token."),
            Map.entry(QuestionKind.BAN, "the same multiple of what"),
            Map.entry(QuestionKind.VECTORS, "Embeddings, 192 numbers for each token"),
            Map.entry(QuestionKind.SPACE, "belongs to the word that follows it"),
            Map.entry(QuestionKind.ROWS, "The same token has the same row wherever it"),
            Map.entry(QuestionKind.NEIGHBOURS, "It is 1 where two vectors point"),
            Map.entry(QuestionKind.ROW, "Each row is about the token after its position, never about the one"),
            Map.entry(QuestionKind.BLOCK, "There are logits at every position."),
            Map.entry(QuestionKind.WEIGHTS, "The weights have to add up to 100%"),
            Map.entry(QuestionKind.AHEAD, "No position looks at those after it."),
            Map.entry(QuestionKind.LENS, "Take the vector as it leaves a layer"),
            Map.entry(QuestionKind.SURPRISE, "surprise = log-sum-exp − logit of the token that came"),
            Map.entry(QuestionKind.LOSS, "Their mean is the loss."),
            Map.entry(QuestionKind.PERPLEXITY, "e to the power of the loss, and you have the perplexity"),
            Map.entry(
                    QuestionKind.GRADIENT,
                    "gradient = probability − 1 for the token that came, probability − 0 for all others"),
            Map.entry(QuestionKind.CROSSING, "what it keeps stays below p"),
            Map.entry(QuestionKind.SIGN, "divide a positive logit, multiply a negative one"),
            Map.entry(QuestionKind.CHANGE, "A change is felt at its own"));

    @ParameterizedTest
    @EnumSource(QuestionKind.class)
    void the_lesson_that_a_kind_names_says_what_the_kind_needs(QuestionKind kind) throws IOException {
        assertThat(lesson(kind.lesson())).containsIgnoringCase(SENTENCES.get(kind));
    }

    @Test
    void the_halves_of_the_course_are_the_first_seven_lessons_and_the_rest() throws IOException {
        for (QuestionKind kind : QuestionKind.values()) {
            int number = Integer.parseInt(
                    file(kind.lesson()).getFileName().toString().substring(0, 2));
            assertThat(Edition.isEarly(kind)).as("%s", kind).isEqualTo(number <= 7);
        }
    }

    private static Path file(String slug) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("lessons/en"))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d\\d-" + slug + "\\.md"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The prose in one line, without emphasis, code marks and the targets of links. */
    private static String lesson(String slug) throws IOException {
        return Files.readString(file(slug))
                .replaceAll("\\]\\([^)]*\\)", "")
                .replaceAll("[*`\\[]", "")
                .replaceAll("\\s+", " ");
    }
}
