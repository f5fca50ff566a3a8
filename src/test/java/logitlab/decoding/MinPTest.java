package logitlab.decoding;

import static logitlab.decoding.Staged.HALVES;
import static logitlab.decoding.Staged.kept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MinPTest {

    @Test
    void keeps_what_reaches_its_share_of_the_best() {
        assertThat(kept(HALVES, new MinP(0.25))).containsExactly(0, 1, 2, 3);
        assertThat(kept(HALVES, new MinP(Math.nextUp(0.25)))).containsExactly(0, 1);
        assertThat(kept(HALVES, new MinP(0.5))).containsExactly(0, 1);
        assertThat(kept(HALVES, new MinP(Math.nextUp(0.5)))).containsExactly(0);
    }

    @Test
    void of_1_keeps_the_best_and_its_ties() {
        assertThat(kept(Logits.of(0, 1, 1), new MinP(1))).containsExactly(1, 2);
    }

    @Test
    void of_0_is_off_even_for_a_probability_that_is_0_as_a_double() {
        assertThat(kept(Logits.of(0, -2000), new MinP(0))).containsExactly(0, 1);
        assertThat(kept(Logits.of(0, -2000), new MinP(Double.MIN_VALUE))).containsExactly(0);
    }

    @Test
    void is_from_0_to_1() {
        assertThatThrownBy(() -> new MinP(-Double.MIN_VALUE)).hasMessageContaining("min-p must be from 0 to 1");
        assertThatThrownBy(() -> new MinP(Math.nextUp(1.0))).hasMessageContaining("1.0000000000000002");
        assertThatThrownBy(() -> new MinP(Double.NaN)).hasMessageContaining("NaN");
    }
}
