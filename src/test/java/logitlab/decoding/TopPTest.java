package logitlab.decoding;

import static logitlab.decoding.Staged.BANNED;
import static logitlab.decoding.Staged.HALVES;
import static logitlab.decoding.Staged.kept;
import static logitlab.decoding.Staged.probabilities;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TopPTest {

    private static final double NEARLY_1 = Math.nextDown(1.0);

    /** Twice the tolerance for a sum that falls short of p. */
    private static final double MORE = 2e-12;

    @Test
    void the_token_that_reaches_p_stays_and_is_the_last() {
        assertThat(kept(HALVES, new TopP(0.5 - MORE))).containsExactly(0);
        assertThat(kept(HALVES, new TopP(0.5))).containsExactly(0);
        assertThat(kept(HALVES, new TopP(0.5 + MORE))).containsExactly(0, 1);
        assertThat(kept(HALVES, new TopP(0.75))).containsExactly(0, 1);
        assertThat(kept(HALVES, new TopP(0.75 + MORE))).containsExactly(0, 1, 2);
    }

    /** In binary, several of these sums fall short of p in the last digit. */
    @Test
    void sums_that_are_exact_on_paper_reach_p() {
        assertThat(kept(Logits.of(new double[12]), new TopP(0.5))).hasSize(6);
        assertThat(kept(Logits.of(new double[20]), new TopP(0.5))).hasSize(10);
        assertThat(kept(Logits.of(new double[10]), new TopP(0.5))).hasSize(5);
        assertThat(kept(Logits.of(new double[10]), new TopP(0.3))).hasSize(3);
        assertThat(kept(probabilities(0.4, 0.3, 0.2, 0.1), new TopP(0.9))).containsExactly(0, 1, 2);
        assertThat(kept(probabilities(0.3, 0.1, 0.1, 0.5), new TopP(0.8))).containsExactly(0, 3);
        assertThat(kept(probabilities(0.1, 0.1, 0.1, 0.1, 0.1, 0.5), new TopP(0.7)))
                .containsExactly(0, 1, 5);
    }

    @Test
    void of_tied_tokens_the_lower_id_comes_first() {
        assertThat(kept(HALVES, new TopP(0.875))).containsExactly(0, 1, 2);
        assertThat(kept(Logits.of(7, 7, 7, 7), new TopP(0.5))).containsExactly(0, 1);
    }

    @Test
    void at_least_one_stays() {
        assertThat(kept(HALVES, new TopP(Double.MIN_VALUE))).containsExactly(0);
    }

    @Test
    void of_1_is_off() {
        // the last token's probability is 0 as a double, so a sum would reach 1 before it
        assertThat(kept(Logits.of(0, -2000), new TopP(1))).containsExactly(0, 1);
        assertThat(kept(Logits.of(0, -2000), new TopP(NEARLY_1))).containsExactly(0);
    }

    @Test
    void a_sum_that_never_reaches_p_keeps_all() {
        Survivors tenths = Scores.of(Logits.of(new double[10])).survivors();
        assertThat(IntStream.range(0, 10).mapToDouble(tenths::probability).reduce(0, Double::sum))
                .isLessThanOrEqualTo(NEARLY_1);
        assertThat(kept(Logits.of(new double[10]), new TopP(NEARLY_1))).hasSize(10);
        Survivors sevenths = Scores.of(Logits.of(new double[7])).survivors();
        assertThat(IntStream.range(0, 7).mapToDouble(sevenths::probability).reduce(0, Double::sum))
                .isLessThan(NEARLY_1);
        assertThat(kept(Logits.of(new double[7]), new TopP(NEARLY_1))).hasSize(7);
    }

    @Test
    void never_keeps_a_banned_token() {
        assertThat(kept(Logits.of(BANNED, 0, BANNED, 0), new TopP(NEARLY_1))).containsExactly(1, 3);
    }

    @Test
    void is_above_0_and_at_most_1() {
        assertThatThrownBy(() -> new TopP(0)).hasMessageContaining("top-p must be above 0 up to 1 but is 0");
        assertThatThrownBy(() -> new TopP(Math.nextUp(1.0))).hasMessageContaining("1.0000000000000002");
        assertThatThrownBy(() -> new TopP(Double.NaN)).hasMessageContaining("NaN");
    }
}
