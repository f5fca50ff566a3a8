package logitlab.decoding.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import logitlab.decoding.Logits;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LossTest {

    private static Loss loss(double... probabilities) {
        return new Loss(Arrays.stream(probabilities)
                .mapToObj(p -> 0 - Math.log(p)) // 0 for a certain token, not -0
                .toList());
    }

    /** 1/2 * 1/4 * 1/64 is 1/512: its third root is 1/8. */
    @Test
    void perplexity_is_one_over_the_geometric_mean_of_the_probabilities() {
        assertThat(loss(0.5, 0.25, 0.015625).perplexity()).isCloseTo(8, within(1e-12));
        double[] probabilities = {0.3, 0.01, 0.77, 0.0004};
        double product = 0.3 * 0.01 * 0.77 * 0.0004;
        assertThat(loss(probabilities).perplexity()).isCloseTo(Math.pow(product, -0.25), within(1e-9));
        assertThat(loss(probabilities).total()).isCloseTo(-Math.log(product), within(1e-12));
    }

    @Test
    void an_even_guess_costs_the_logarithm_of_the_vocabulary_size() {
        Logits even = Logits.of(new double[4096]);
        Loss loss = new Loss(List.of(even.crossEntropy(7), even.crossEntropy(4000)));
        assertThat(loss.nats()).isCloseTo(8.31776616671934, within(1e-12));
        assertThat(loss.perplexity()).isCloseTo(4096, within(1e-9));
    }

    @Test
    void a_certain_token_costs_nothing_and_an_impossible_one_everything() {
        assertThat(loss(1, 1)).isEqualTo(new Loss(List.of(0.0, 0.0)));
        assertThat(loss(1, 1).perplexity()).isEqualTo(1);
        assertThat(loss(1, 0).nats()).isInfinite();
    }

    /** Two tokens of probability 1/4 are 4 bits; in a text of 8 bytes that is half a bit each. */
    @Test
    void bits_are_divided_by_the_bytes() {
        assertThat(loss(0.25, 0.25).bitsPerByte(8)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void nothing_has_no_mean() {
        assertThatThrownBy(() -> loss()).hasMessageContaining("at least one");
    }
}
