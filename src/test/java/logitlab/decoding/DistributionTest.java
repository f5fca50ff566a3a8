package logitlab.decoding;

import static logitlab.decoding.Staged.BANNED;
import static logitlab.decoding.Staged.HALVES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DistributionTest {

    @Test
    void the_halves_of_the_other_tests_are_exact() {
        Distribution halves = HALVES.softmax();
        assertThat(IntStream.range(0, 4).mapToDouble(halves::at)).containsExactly(0.5, 0.25, 0.125, 0.125);
    }

    @Test
    void entropy_by_hand() {
        assertThat(HALVES.softmax().entropy()).isCloseTo(1.75 * Math.log(2), within(1e-15));
    }

    @Test
    void entropy_is_0_when_certain_and_not_minus_0() {
        assertThat(Logits.of(0, BANNED, BANNED).softmax().entropy()).isEqualTo(0.0);
        assertThat(Logits.of(3).softmax().entropy()).isEqualTo(0.0);
        assertThat(Logits.of(0, -2000).softmax().entropy()).isEqualTo(0.0);
    }

    @Test
    void entropy_is_ln_V_when_uniform() {
        for (int size : new int[] {1, 2, 4, 1000, 50_257}) {
            assertThat(Logits.of(new double[size]).softmax().entropy()).isCloseTo(Math.log(size), within(1e-11));
        }
    }

    @Test
    void entropy_lies_between() {
        assertThat(Logits.of(3, 1, -2, 0.5).softmax().entropy()).isBetween(0.0, Math.log(4));
    }
}
