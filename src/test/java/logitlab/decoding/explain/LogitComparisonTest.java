package logitlab.decoding.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import logitlab.decoding.Logits;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogitComparisonTest {

    private static LogitComparison of(Logits before, double... after) {
        return new LogitComparison(before, Logits.of(after));
    }

    private static final Logits BEFORE = Logits.of(new double[] {1, 2, 4});

    @Test
    void a_constant_changes_no_probability_and_no_difference() {
        LogitComparison moved = of(BEFORE, 6, 7, 9);

        assertThat(moved.sameProbabilities()).isTrue();
        assertThat(moved.sameDifferences()).isTrue();
        assertThat(moved.sameRatios()).isTrue();
        assertThat(moved.sameOrder()).isTrue();
        assertThat(moved.sameGreedy()).isTrue();
        assertThat(moved.sameEntropy()).isTrue();
    }

    @Test
    void a_factor_changes_every_probability_and_no_rank() {
        LogitComparison scaled = of(BEFORE, 2, 4, 8);

        assertThat(scaled.changedProbabilities()).isEqualTo(3);
        assertThat(scaled.sameProbabilities()).isFalse();
        assertThat(scaled.sameDifferences()).isFalse();
        assertThat(scaled.sameRatios()).isFalse();
        assertThat(scaled.sameEntropy()).isFalse();
        assertThat(scaled.sameOrder()).isTrue();
        assertThat(scaled.sameGreedy()).isTrue();
    }

    @Test
    void two_tokens_that_change_places_keep_the_third_and_its_probability() {
        LogitComparison swapped = of(BEFORE, 2, 1, 4);

        assertThat(swapped.changedRanks()).isEqualTo(2);
        assertThat(swapped.sameOrder()).isFalse();
        assertThat(swapped.changedProbabilities()).isEqualTo(2);
        assertThat(swapped.sameGreedy()).isTrue();
        assertThat(swapped.sameEntropy()).isTrue();
    }

    @Test
    void a_banned_token_leaves_the_ratios_of_the_others() {
        LogitComparison banned = of(BEFORE, 1, 2, Double.NEGATIVE_INFINITY);

        assertThat(banned.sameDifferences()).isTrue();
        assertThat(banned.sameRatios()).isTrue();
        assertThat(banned.sameGreedy()).isFalse();
        assertThat(banned.changedProbabilities()).isEqualTo(3);
    }

    @Test
    void both_must_have_as_many_tokens() {
        assertThatThrownBy(() -> of(BEFORE, 1, 2)).hasMessage("logits must be 3 as before but are 2");
    }
}
