package logitlab.decoding;

import static logitlab.decoding.Staged.BANNED;
import static logitlab.decoding.Staged.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BiasTest {

    @Test
    void adds_to_the_tokens_it_names() {
        assertThat(after(new Bias(Map.of(1, 2.0, 2, -0.5)), Logits.of(3, 0, 1))).isEqualTo(Logits.of(3, 2, 0.5));
    }

    @Test
    void a_bias_of_b_multiplies_the_odds_by_e_to_the_b() {
        Distribution before = Logits.of(1, 2, 3).softmax();
        Distribution after = after(new Bias(Map.of(1, 0.7)), Logits.of(1, 2, 3)).softmax();
        assertThat(after.at(1) / (1 - after.at(1)))
                .isCloseTo(before.at(1) / (1 - before.at(1)) * Math.exp(0.7), within(1e-12));
    }

    @Test
    void is_from_minus_1000_to_1000() {
        assertThat(new Bias(Map.of(0, -1000.0, 1, 1000.0)).byId()).hasSize(2);
        assertThatThrownBy(() -> new Bias(Map.of(0, Math.nextUp(1000.0))))
                .hasMessageContaining("bias must be from -1000");
        assertThatThrownBy(() -> new Bias(Map.of(0, Math.nextDown(-1000.0))))
                .hasMessageContaining("-1000.0000000000001");
        assertThatThrownBy(() -> new Bias(Map.of(0, Double.NaN))).hasMessageContaining("NaN");
    }

    @Test
    void must_name_a_token_of_the_vocabulary() {
        assertThat(after(new Bias(Map.of(1, 1.0)), Logits.of(3, 0))).isEqualTo(Logits.of(3, 1));
        InvalidValueException beyond = catchThrowableOfType(
                InvalidValueException.class, () -> after(new Bias(Map.of(2, 1.0)), Logits.of(3, 0)));
        assertThat(beyond.field()).isEqualTo("bias.2");
        assertThat(beyond.constraint()).isEqualTo(new Constraint("known-token-id", 0, 1));
        assertThat(beyond.value()).isEqualTo("2");
        assertThatThrownBy(() -> after(new Bias(Map.of(-1, 1.0)), Logits.of(3, 0)))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_ban_makes_the_logit_minus_infinity_and_leaves_the_ratios_of_the_others() {
        Logits before = Logits.of(1, 2, 3);
        Logits after = after(new Bias(Map.of(2, Bias.BAN)), before);

        assertThat(after).isEqualTo(Logits.of(1, 2, BANNED));
        assertThat(after.softmax().at(1) / after.softmax().at(0)).isCloseTo(Math.E, within(1e-12));
        assertThat(after.argmax()).isEqualTo(1);
    }

    @Test
    void the_last_token_cannot_be_banned() {
        InvalidValueException all = catchThrowableOfType(
                InvalidValueException.class,
                () -> after(new Bias(Map.of(0, Bias.BAN, 2, Bias.BAN)), Logits.of(1, BANNED, 3)));
        assertThat(all.field()).isEqualTo("bias.2");
        assertThat(all.constraint()).isEqualTo(new Constraint("one-left"));
    }

    @Test
    void leaves_a_banned_token_banned() {
        assertThat(after(new Bias(Map.of(0, 1000.0)), Logits.of(BANNED, 0)).allows(0))
                .isFalse();
    }

    @Test
    void keeps_its_own_copy_of_the_map() {
        Map<Integer, Double> given = new java.util.HashMap<>(Map.of(0, 1.0));
        Bias bias = new Bias(given);
        given.put(1, 5.0);
        assertThat(bias.byId()).containsOnlyKeys(0);
        assertThatThrownBy(() -> bias.byId().put(1, 5.0)).isInstanceOf(UnsupportedOperationException.class);
    }
}
