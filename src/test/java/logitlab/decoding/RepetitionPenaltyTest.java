package logitlab.decoding;

import static logitlab.decoding.Staged.BANNED;
import static logitlab.decoding.Staged.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RepetitionPenaltyTest {

    private static final Prefix FIRST = Prefix.of(0);

    @Test
    void divides_positive_logits_and_multiplies_the_others() {
        assertThat(after(new RepetitionPenalty(2), Prefix.of(0, 1, 3), Logits.of(4, -1, 4, 0)))
                .isEqualTo(Logits.of(2, -2, 4, 0));
    }

    @Test
    void works_once_for_each_distinct_id() {
        assertThat(after(new RepetitionPenalty(2), Prefix.of(0, 1, 0, 0, 1), Logits.of(8, -1, 4)))
                .isEqualTo(Logits.of(4, -2, 4));
    }

    @Test
    void below_1_favours_repetition() {
        assertThat(after(new RepetitionPenalty(0.5), Prefix.of(0, 1), Logits.of(4, -1, 4)))
                .isEqualTo(Logits.of(8, -0.5, 4));
    }

    @Test
    void of_1_or_without_a_prefix_changes_nothing() {
        Logits logits = Logits.of(4, -1, 4);
        assertThat(after(new RepetitionPenalty(1), Prefix.of(0, 1), logits)).isEqualTo(logits);
        assertThat(after(new RepetitionPenalty(2), Prefix.EMPTY, logits)).isEqualTo(logits);
    }

    @Test
    void is_not_invariant_to_a_shift_though_softmax_is() {
        RepetitionPenalty penalty = new RepetitionPenalty(1.2);
        assertThat(Logits.of(1, 0).softmax().at(0))
                .isEqualTo(Logits.of(100, 99).softmax().at(0), within(1e-15));
        assertThat(after(penalty, FIRST, Logits.of(1, 0)).softmax().at(0)).isCloseTo(0.697, within(1e-3));
        assertThat(after(penalty, FIRST, Logits.of(100, 99)).softmax().at(0)).isLessThan(1e-6);
    }

    @Test
    void leaves_a_banned_token_banned() {
        assertThat(after(new RepetitionPenalty(0.1), FIRST, Logits.of(BANNED, 0))
                        .allows(0))
                .isFalse();
    }

    @Test
    void ignores_ids_without_a_logit() {
        assertThat(after(new RepetitionPenalty(2), Prefix.of(1, 2, Integer.MAX_VALUE, -1, 900), Logits.of(4, 4)))
                .isEqualTo(Logits.of(4, 2));
    }

    @Test
    void is_above_0_and_at_most_10() {
        assertThat(new RepetitionPenalty(10).penalty()).isEqualTo(10);
        assertThat(new RepetitionPenalty(Double.MIN_VALUE).penalty()).isPositive();
        assertThatThrownBy(() -> new RepetitionPenalty(0)).hasMessageContaining("above 0 up to 10");
        assertThatThrownBy(() -> new RepetitionPenalty(Math.nextUp(10.0))).hasMessageContaining("10.000000000000002");
        assertThatThrownBy(() -> new RepetitionPenalty(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void that_takes_a_logit_beyond_the_largest_double_leaves_it_there() {
        assertThat(after(new RepetitionPenalty(1e-320), FIRST, Logits.of(5, 6)))
                .isEqualTo(Logits.of(Double.MAX_VALUE, 6));
        assertThat(after(new RepetitionPenalty(10), FIRST, Logits.of(-1e308, 6)))
                .isEqualTo(Logits.of(-Double.MAX_VALUE, 6));
    }
}
