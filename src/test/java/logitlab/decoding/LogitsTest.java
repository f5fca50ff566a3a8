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
    void adding_a_constant_changes_nothing_but_log_sum_exp() {
        Logits logits = Logits.of(2, -1, 0.5);
        Logits shifted = logits.map(id -> logits.at(id) - 128);
        for (int id = 0; id < 3; id++) {
            assertThat(shifted.softmax().at(id)).isEqualTo(logits.softmax().at(id));
            assertThat(shifted.crossEntropy(id)).isEqualTo(logits.crossEntropy(id));
        }
        assertThat(shifted.logSumExp()).isCloseTo(logits.logSumExp() - 128, within(1e-12));
    }

    @Test
    void the_probability_of_one_token_is_what_softmax_gives_it() {
        Logits logits = Logits.of(2.1, -0.5, 0.3, BANNED, -1.0);
        for (int id = 0; id < logits.size(); id++) {
            assertThat(logits.probability(id)).isEqualTo(logits.softmax().at(id));
            assertThat(Math.exp(logits.logProbability(id))).isCloseTo(logits.probability(id), within(1e-15));
        }
    }

    @Test
    void huge_logits_neither_overflow_nor_vanish() {
        assertThat(Logits.of(1e308, 1e308).softmax().at(0)).isEqualTo(0.5);
        assertThat(Logits.of(-1e308, -1e308).logSumExp()).isEqualTo(-1e308);
        assertThat(Logits.of(Double.MAX_VALUE, -Double.MAX_VALUE).softmax().at(0))
                .isEqualTo(1);
        assertThat(Logits.of(Double.MAX_VALUE, Double.MAX_VALUE).logSumExp()).isEqualTo(Double.MAX_VALUE);
        assertThat(Logits.of(Double.MIN_VALUE, 0).softmax().at(0)).isEqualTo(0.5);
        assertThat(Logits.of(-135.9, -136.9).softmax().at(0)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    }

    @Test
    void cross_entropy_is_the_surprisal_of_the_target() {
        assertThat(Logits.of(0, 0).crossEntropy(1)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(Logits.of(0, BANNED).crossEntropy(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Logits.of(0, BANNED).crossEntropy(0)).isEqualTo(0.0); // and not -0.0
        assertThat(Logits.of(0, -2000).crossEntropy(1))
                .isEqualTo(2000); // where the probability itself is 0 as a double
    }

    @Test
    void minus_infinity_bans_a_token() {
        Logits logits = Logits.of(1, BANNED);
        assertThat(logits.allows(1)).isFalse();
        assertThat(logits.softmax().at(1)).isZero();
    }

    @Test
    void a_value_that_is_not_a_score_is_refused() {
        assertThatThrownBy(() -> Logits.of(1, Double.NaN))
                .hasMessageContaining("token id 1")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Logits.of(Double.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
        assertThatThrownBy(() -> Logits.of(BANNED, BANNED)).hasMessageContaining("finite");
        assertThatThrownBy(() -> Logits.of(new float[0])).hasMessageContaining("finite");
    }

    @Test
    void floats_are_widened_not_rounded() {
        assertThat(Logits.of(new float[] {0.1f, Float.NEGATIVE_INFINITY})).isEqualTo(Logits.of((double) 0.1f, BANNED));
        assertThatThrownBy(() -> Logits.of(new float[] {0, Float.NaN})).hasMessageContaining("token id 1");
    }

    @Test
    void floats_take_half_the_bytes_and_compute_in_double() {
        float[] values = {2.1f, -0.5f, Float.NEGATIVE_INFINITY, 1.2f};
        Logits floats = Logits.of(values);
        Logits doubles = Logits.of(2.1f, -0.5f, BANNED, 1.2f);
        assertThat(floats.bytes()).isEqualTo(16);
        assertThat(doubles.bytes()).isEqualTo(32);
        assertThat(floats).isEqualTo(doubles).hasSameHashCodeAs(doubles);
        for (int id = 0; id < 4; id++) {
            assertThat(floats.softmax().at(id)).isEqualTo(doubles.softmax().at(id));
        }
        assertThat(floats.logSumExp()).isEqualTo(doubles.logSumExp());
        assertThat(floats.argmax()).isZero();
        assertThat(floats.toArray()).containsExactly(2.1f, -0.5f, BANNED, 1.2f);
        values[0] = 9;
        assertThat(floats.max()).isEqualTo(2.1f);
    }

    @Test
    void the_array_given_stays_the_caller_s() {
        double[] values = {1, 2};
        Logits logits = Logits.of(values);
        values[0] = 9;
        logits.toArray()[1] = 9;
        assertThat(logits).isEqualTo(Logits.of(1, 2));
    }

    @Test
    void argmax_takes_the_lowest_id_of_a_tie() {
        assertThat(Logits.of(1, 3, 3).argmax()).isEqualTo(1);
        assertThat(Logits.of(-0.0, 0.0).argmax()).isZero();
    }
}
