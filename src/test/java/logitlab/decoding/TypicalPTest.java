package logitlab.decoding;

import static logitlab.decoding.Staged.BANNED;
import static logitlab.decoding.Staged.HALVES;
import static logitlab.decoding.Staged.kept;
import static logitlab.decoding.Staged.probabilities;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TypicalPTest {

    private static final double HALF = -Math.log(2);

    /** 0.25 and six times 0.125; H = 1.91; the surprisals are 1.39 and six times 2.08, which is nearer to H. */
    private static final Logits SIX_TIES = Logits.of(0, HALF, HALF, HALF, HALF, HALF, HALF);

    /** Twice the tolerance for a sum that falls short of p. */
    private static final double MORE = 2e-12;

    @Test
    void keeps_ties_at_its_border_and_may_drop_the_best() {
        assertThat(kept(SIX_TIES, new TypicalP(Double.MIN_VALUE))).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(kept(SIX_TIES, new TypicalP(0.2))).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(kept(SIX_TIES, new TypicalP(0.75))).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(kept(SIX_TIES, new TypicalP(0.75 + MORE))).hasSize(7);
    }

    @Test
    void takes_the_nearest_to_the_entropy_on_either_side() {
        // H = 1.21; surprises 0.69, 1.39, 2.08, 2.08; distances 0.52, 0.17, 0.87, 0.87
        assertThat(kept(HALVES, new TypicalP(0.25))).containsExactly(1);
        assertThat(kept(HALVES, new TypicalP(0.25 + MORE))).containsExactly(0, 1);
        assertThat(kept(HALVES, new TypicalP(0.75))).containsExactly(0, 1);
        assertThat(kept(HALVES, new TypicalP(0.75 + MORE))).containsExactly(0, 1, 2, 3);
    }

    /** H = 1.28; surprisals 0.92, 1.20, 1.61, 2.30: the order is 0.3, 0.2, 0.4, 0.1. */
    @Test
    void sums_that_are_exact_on_paper_reach_p() {
        assertThat(kept(probabilities(0.4, 0.3, 0.2, 0.1), new TypicalP(0.3))).containsExactly(1);
        assertThat(kept(probabilities(0.4, 0.3, 0.2, 0.1), new TypicalP(0.5))).containsExactly(1, 2);
        assertThat(kept(probabilities(0.4, 0.3, 0.2, 0.1), new TypicalP(0.9))).containsExactly(0, 1, 2);
        assertThat(kept(probabilities(0.4, 0.3, 0.2, 0.1), new TypicalP(1e-13))).containsExactly(1);
    }

    @Test
    void of_1_is_off_and_uniform_stays_whole() {
        assertThat(kept(Logits.of(0, -2000), new TypicalP(1))).containsExactly(0, 1);
        assertThat(kept(Logits.of(5, 5, 5), new TypicalP(0.1))).containsExactly(0, 1, 2);
    }

    @Test
    void surprisals_that_are_infinite_as_doubles_are_the_farthest() {
        assertThat(kept(Logits.of(1e308, -1e308, -1e308, BANNED), new TypicalP(0.5)))
                .containsExactly(0);
    }

    @Test
    void is_above_0_and_at_most_1() {
        assertThatThrownBy(() -> new TypicalP(0)).hasMessageContaining("typical-p must be above 0 up to 1");
        assertThatThrownBy(() -> new TypicalP(Math.nextUp(1.0))).hasMessageContaining("1.0000000000000002");
        assertThatThrownBy(() -> new TypicalP(Double.NaN)).hasMessageContaining("NaN");
    }
}
