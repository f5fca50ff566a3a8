package logitlab.decoding.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import logitlab.decoding.Distribution;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Temperature;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What hand-made edits do to logits, and what those leave unchanged. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogitEditTest {

    private static final Logits FIVE = Logits.of(2.1, -0.5, 0.3, 1.2, -1.0);

    private static LogitComparison after(LogitEdit edit) {
        return new LogitComparison(FIVE, edit.apply(FIVE, Prefix.of(0)));
    }

    @Test
    void the_changes_apply_one_after_the_other() {
        LogitEdit edit = new LogitEdit(2, 1, Map.of(0, -8.0), Set.of(1), 2);
        assertThat(edit.apply(Logits.of(3, 0, -1), Prefix.of(0)))
                .isEqualTo(Logits.of((2 * 3 + 1 - 8) * 2, Double.NEGATIVE_INFINITY, -1));
    }

    @Test
    void no_edit_changes_nothing() {
        assertThat(LogitEdit.NONE.apply(FIVE, Prefix.of(0, 1))).isEqualTo(FIVE);
    }

    @Test
    void a_constant_leaves_everything_but_the_logits() {
        for (double constant : new double[] {-1000, -0.1, 3, 1000}) {
            LogitComparison comparison = after(LogitEdit.shifted(constant));
            assertThat(comparison.sameDifferences()).isTrue();
            assertThat(comparison.sameRatios()).isTrue();
            assertThat(comparison.sameOrder()).isTrue();
            assertThat(comparison.sameGreedy()).isTrue();
            assertThat(comparison.sameProbabilities()).isTrue();
            assertThat(comparison.sameEntropy()).isTrue();
        }
    }

    @Test
    void a_scale_above_zero_leaves_the_order_and_is_a_temperature() {
        LogitComparison comparison = after(LogitEdit.scaled(0.5));
        assertThat(comparison.sameOrder()).isTrue();
        assertThat(comparison.sameGreedy()).isTrue();
        assertThat(comparison.changedProbabilities()).isEqualTo(5);
        assertThat(comparison.sameRatios()).isFalse();
        assertThat(comparison.sameDifferences()).isFalse();
        assertThat(comparison.sameEntropy()).isFalse();
        assertThat(comparison.after())
                .isEqualTo(
                        new Temperature(2).apply(Scores.of(FIVE), Prefix.EMPTY).logits());
    }

    @Test
    void scale_zero_makes_all_equal_and_a_negative_one_reverses_the_order() {
        assertThat(after(LogitEdit.scaled(0)).after().softmax().entropy()).isCloseTo(Math.log(5), within(1e-12));
        LogitComparison turned = after(LogitEdit.scaled(-1));
        assertThat(turned.after().argmax()).isEqualTo(4);
        // of five places the middle one is the same from both ends
        assertThat(turned.changedRanks()).isEqualTo(4);
    }

    @Test
    void a_ban_keeps_the_ratios_of_those_that_are_left() {
        LogitComparison comparison = after(new LogitEdit(1, 0, Map.of(), Set.of(0), 1));
        assertThat(comparison.sameRatios()).isTrue();
        assertThat(comparison.sameDifferences()).isTrue();
        assertThat(comparison.sameGreedy()).isFalse();
        assertThat(comparison.changedProbabilities()).isEqualTo(5);
        assertThat(comparison.after().softmax().at(3)).isCloseTo(0.2404 / (1 - 0.5913), within(1e-4));
    }

    @Test
    void a_bias_multiplies_the_odds() {
        Distribution before = FIVE.softmax();
        Distribution after = LogitEdit.biased(3, 2).apply(FIVE, Prefix.EMPTY).softmax();
        assertThat(after.at(3) / (1 - after.at(3)))
                .isCloseTo(before.at(3) / (1 - before.at(3)) * Math.exp(2), within(1e-12));
        assertThat(after(LogitEdit.biased(3, 2)).sameGreedy()).isFalse();
        assertThat(after(LogitEdit.biased(4, 0.1)).sameOrder()).isTrue();
    }

    /** Softmax does not see the constant, the penalty does: near -100 it multiplies, and 1.2 takes 20 away. */
    @Test
    void a_penalty_after_a_constant_has_another_effect() {
        Logits low = LogitEdit.shifted(-100).apply(FIVE, Prefix.EMPTY);
        double high = LogitEdit.penalised(1.2).apply(FIVE, Prefix.of(0)).probability(0);
        double deep = LogitEdit.penalised(1.2).apply(low, Prefix.of(0)).probability(0);
        assertThat(high).isCloseTo(0.5048, within(5e-4));
        assertThat(deep).isLessThan(1e-8);
    }

    /** Token 0 stands in the text twice, token 2 once. */
    @Test
    void presence_is_subtracted_once_and_frequency_each_time() {
        Logits edited = LogitEdit.subtracting(1, 0.5).apply(Logits.of(3, 0, -1), Prefix.of(0, 0, 2));
        assertThat(edited).isEqualTo(Logits.of(3 - 1 - 2 * 0.5, 0, -1 - 1 - 0.5));
        assertThat(LogitEdit.subtracting(1, 0.5).apply(Logits.of(3, 0), Prefix.of(7)))
                .isEqualTo(Logits.of(3, 0));
    }

    /** What is subtracted is a distance, so softmax sees the same wherever the logits are. */
    @Test
    void what_is_subtracted_does_not_depend_on_a_constant() {
        LogitEdit edit = LogitEdit.subtracting(0.7, 0.4);
        Logits low = LogitEdit.shifted(-100).apply(FIVE, Prefix.EMPTY);
        for (int id = 0; id < 5; id++) {
            assertThat(edit.apply(low, Prefix.of(0, 0, 3)).softmax().at(id))
                    .isCloseTo(edit.apply(FIVE, Prefix.of(0, 0, 3)).softmax().at(id), within(1e-12));
        }
    }

    @Test
    void what_is_out_of_range_or_leaves_nothing_is_refused() {
        assertThatThrownBy(() -> LogitEdit.scaled(10.1)).hasMessageContaining("scale must be from -10 to 10");
        assertThatThrownBy(() -> LogitEdit.subtracting(10.1, 0)).hasMessageContaining("presence penalty");
        assertThatThrownBy(() -> LogitEdit.shifted(1001)).hasMessageContaining("constant");
        assertThatThrownBy(() -> new LogitEdit(1, 0, Map.of(), Set.of(0, 1), 1).apply(Logits.of(1, 2), Prefix.EMPTY))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> new LogitComparison(Logits.of(1), Logits.of(1, 2)))
                .hasMessageContaining("1");
    }
}
