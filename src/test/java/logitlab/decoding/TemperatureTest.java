package logitlab.decoding;

import static logitlab.decoding.Staged.BANNED;
import static logitlab.decoding.Staged.HALVES;
import static logitlab.decoding.Staged.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TemperatureTest {

    @Test
    void divides_every_logit() {
        assertThat(after(new Temperature(0.5), Logits.of(2, 1, -4))).isEqualTo(Logits.of(4, 2, -8));
    }

    @Test
    void below_1_peaks_get_higher_and_valleys_lower_above_1_the_reverse() {
        Distribution plain = Logits.of(2, 1, 0).softmax();
        Distribution cold = after(new Temperature(0.5), Logits.of(2, 1, 0)).softmax();
        Distribution hot = after(new Temperature(2), Logits.of(2, 1, 0)).softmax();
        assertThat(cold.at(0)).isGreaterThan(plain.at(0));
        assertThat(cold.at(2)).isLessThan(plain.at(2));
        assertThat(hot.at(0)).isLessThan(plain.at(0));
        assertThat(hot.at(2)).isGreaterThan(plain.at(2));
    }

    @Test
    void entropy_rises_with_it() {
        double entropy = 0;
        for (double temperature : new double[] {0.01, 0.5, 0.999, 1, 1.001, 2, 100}) {
            double hotter =
                    after(new Temperature(temperature), HALVES).softmax().entropy();
            assertThat(hotter).isGreaterThan(entropy);
            entropy = hotter;
        }
    }

    @Test
    void of_1_changes_nothing() {
        assertThat(after(new Temperature(1), HALVES)).isEqualTo(HALVES);
    }

    @Test
    void uniform_stays_uniform() {
        assertThat(after(new Temperature(0.001), Logits.of(5, 5)).softmax().at(0))
                .isEqualTo(0.5);
        assertThat(after(new Temperature(100), Logits.of(5, 5)).softmax().at(0)).isEqualTo(0.5);
    }

    @Test
    void of_0_is_refused_with_the_advice_to_use_greedy() {
        assertThatThrownBy(() -> new Temperature(0)).hasMessageContaining("greedy decoding");
        assertThatThrownBy(() -> new Temperature(-0.0)).hasMessageContaining("greedy decoding");
    }

    @Test
    void is_from_a_thousandth_to_100() {
        assertThat(new Temperature(0.001).temperature()).isEqualTo(0.001);
        assertThat(new Temperature(100).temperature()).isEqualTo(100);
        assertThatThrownBy(() -> new Temperature(Math.nextDown(0.001))).hasMessageContaining("from 0.001 to 100");
        assertThatThrownBy(() -> new Temperature(Math.nextUp(100.0))).hasMessageContaining("100.00000000000001");
        assertThatThrownBy(() -> new Temperature(-1)).hasMessageContaining("from 0.001 to 100");
        assertThatThrownBy(() -> new Temperature(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void leaves_a_banned_token_banned() {
        assertThat(after(new Temperature(100), Logits.of(BANNED, 0)).allows(0)).isFalse();
    }

    @Test
    void that_takes_a_logit_beyond_the_largest_double_leaves_it_there() {
        assertThat(after(new Temperature(0.001), Logits.of(1e307, -1e307, 3)))
                .isEqualTo(Logits.of(Double.MAX_VALUE, -Double.MAX_VALUE, 3000));
    }
}
