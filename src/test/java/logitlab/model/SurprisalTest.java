package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import logitlab.PostProcessed;
import logitlab.decoding.Distribution;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.pack.ModelLoader;
import logitlab.model.text.Token;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SurprisalTest {

    private static final String TEXT = "Once upon a time there was a naïve cat.";

    private static Models models;
    private static LanguageModel model;

    @BeforeAll
    static void load() {
        models = ModelLoader.load(List.of(Path.of("models", "storyteller")));
        model = models.first();
    }

    @AfterAll
    static void close() {
        models.close();
    }

    /** One run for all positions against one run each, and the product of the probabilities against the mean of their logarithms. */
    @Test
    void the_text_is_as_likely_as_the_product_of_its_steps() {
        Surprisal surprisal = Surprisal.of(model, TEXT);
        Prefix ids = model.prompt(TEXT);
        double product = 1;
        for (int i = 1; i < ids.size(); i++) {
            Distribution step = model.logits(ids.first(i)).softmax();
            Surprisal.Guess guess = surprisal.tokens().get(i - 1).guess().orElseThrow();
            assertThat(guess.probability()).isCloseTo(step.at(ids.at(i)), within(1e-5));
            long above = 0;
            for (int id = 0; id < step.size(); id++) {
                above += step.at(id) > step.at(ids.at(i)) ? 1 : 0;
            }
            assertThat((long) guess.rank()).isEqualTo(above);
            assertThat(guess.expectedProbability()).isGreaterThanOrEqualTo(guess.probability());
            product *= guess.probability();
        }
        assertThat(surprisal.tokens()).hasSize(ids.size() - 1);
        assertThat(surprisal.loss().orElseThrow().perplexity())
                .isCloseTo(Math.pow(product, -1.0 / (ids.size() - 1)), within(1e-9));
        // the ï is two bytes
        assertThat(surprisal.bytes()).isEqualTo(TEXT.length() + 1);
        assertThat(surprisal.tokens().stream().map(seen -> seen.token().text()).collect(Collectors.joining()))
                .startsWith("Once upon a time there was a");
    }

    @Test
    void a_full_context_is_not_too_long_and_one_token_more_is() {
        String word = " a";
        int most = model.card().contextLength() - 1; // after the start token
        assertThat(Surprisal.of(model, word.repeat(most)).tokens()).hasSize(most);
        assertThatThrownBy(() -> Surprisal.of(model, word.repeat(most + 1)))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        invalid -> assertThat(invalid.constraint().name()).isEqualTo("at-most-tokens"));
    }

    /** Nothing comes before the first token, so its bits per byte are unknown. */
    @Test
    void without_a_start_token_the_first_token_has_no_surprisal(@TempDir Path folder) throws IOException {
        try (Models unstarted = Packages.load(PostProcessed.storyteller(folder), 1 << 20)) {
            LanguageModel plain = unstarted.first();
            Surprisal surprisal = Surprisal.of(plain, "The cat");
            Prefix ids = plain.prompt("The cat");
            assertThat(surprisal.start()).isEmpty();
            assertThat(surprisal.tokens()).hasSize(2);
            assertThat(surprisal.tokens().get(0).guess()).isEmpty();
            assertThat(surprisal.tokens().get(1).guess().orElseThrow().surprise())
                    .isEqualTo(plain.logits(ids.first(1)).crossEntropy(ids.at(1)));
            assertThat(surprisal.loss().orElseThrow().surprises()).hasSize(1);
            assertThat(surprisal.bitsPerByte()).isEmpty();
        }
    }

    @Test
    void with_a_start_token_a_text_costs_bits_for_each_of_its_bytes() {
        try (Models small = Packages.load(Packages.SMALL.resolve("bigram"), 1 << 20)) {
            Surprisal surprisal = Surprisal.of(small.first(), "the cat");
            assertThat(surprisal.start()).extracting(Token::text).containsExactly("<s>");
            assertThat(surprisal.bitsPerByte().orElseThrow())
                    .isCloseTo(surprisal.loss().orElseThrow().total() / Math.log(2) / 7, within(1e-9));
        }
    }

    @Test
    void an_empty_text_is_refused() {
        assertThatThrownBy(() -> Surprisal.of(model, ""))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        invalid -> assertThat(invalid.constraint().name()).isEqualTo("not-empty"));
    }
}
