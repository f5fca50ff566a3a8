package logitlab.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogitsTest {

    private static final double BANNED = Double.NEGATIVE_INFINITY;

    @Test
    void softmax_of_the_course_s_toy_vocabulary() {
        Distribution softmax = Logits.of(2.1, -0.5, 0.3, 1.2, -1.0).softmax();
        double[] expected = {0.591, 0.044, 0.098, 0.240, 0.027};
        for (int id = 0; id < expected.length; id++) {
            assertThat(softmax.at(id)).isCloseTo(expected[id], within(0.0005));
        }
    }

    @Test
    void softmax_sums_to_one() {
        Distribution softmax = Logits.of(3, -200, 0.25, 40, 39.5).softmax();
        double sum = 0;
        for (int id = 0; id < softmax.size(); id++) {
            sum += softmax.at(id);
        }
        assertThat(sum).isCloseTo(1, within(1e-15));
    }

    @Test
    void adding_a_constant_changes_nothing() {
        Logits logits = Logits.of(2, -1, 0.5);
        Distribution shifted = logits.map(id -> logits.at(id) - 128).softmax();
        for (int id = 0; id < 3; id++) {
            assertThat(shifted.at(id)).isEqualTo(logits.softmax().at(id));
        }
    }

    @Test
    void huge_logits_neither_overflow_nor_vanish() {
        assertThat(Logits.of(1e308, 1e308).softmax().at(0)).isEqualTo(0.5);
        assertThat(Logits.of(-1e308, -1e308).logSumExp()).isEqualTo(-1e308);
        assertThat(Logits.of(-135.9, -136.9).softmax().at(0)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    }

    @Test
    void entropy_is_zero_when_certain_and_ln_V_when_uniform() {
        assertThat(Logits.of(0, BANNED, BANNED).softmax().entropy()).isZero();
        assertThat(Logits.of(7, 7, 7, 7).softmax().entropy()).isCloseTo(Math.log(4), within(1e-15));
    }

    @Test
    void cross_entropy_is_the_surprise_at_the_target() {
        assertThat(Logits.of(0, 0).crossEntropy(1)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(Logits.of(0, BANNED).crossEntropy(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Logits.of(0, BANNED).crossEntropy(0)).isZero();
    }

    @Test
    void minus_infinity_bans_a_token() {
        Logits logits = Logits.of(1, BANNED);
        assertThat(logits.allows(1)).isFalse();
        assertThat(logits.softmax().at(1)).isZero();
    }

    @Test
    void what_is_no_score_is_refused() {
        assertThatThrownBy(() -> Logits.of(1, Double.NaN))
                .hasMessageContaining("token id 1")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Logits.of(Double.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
        assertThatThrownBy(() -> Logits.of(BANNED, BANNED)).hasMessageContaining("finite");
        assertThatThrownBy(() -> Logits.of(new float[0])).hasMessageContaining("finite");
    }

    @Test
    void the_array_given_stays_the_caller_s() {
        double[] values = {1, 2};
        Logits logits = Logits.of(values);
        values[0] = 9;
        assertThat(logits.at(0)).isEqualTo(1);
    }

    @Test
    void argmax_takes_the_lowest_id_of_a_tie() {
        assertThat(Logits.of(1, 3, 3).argmax()).isEqualTo(1);
    }
}
