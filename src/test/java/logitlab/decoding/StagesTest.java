package logitlab.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Each stage by itself: its law, its boundary, its ties. Probabilities are exact in binary where equality matters. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StagesTest {

    /** Logits whose softmax is exactly 0.5, 0.25, 0.125, 0.125. */
    private static final Logits HALVES = Logits.of(0, -Math.log(2), -2 * Math.log(2), -2 * Math.log(2));

    private static List<Integer> kept(Logits logits, Stage... stages) {
        return kept(logits, Prefix.EMPTY, stages);
    }

    private static List<Integer> kept(Logits logits, Prefix prefix, Stage... stages) {
        return Step.of(logits, prefix, List.of(stages), new Draw(1, 0)).all().stream()
                .filter(Candidate::kept)
                .map(Candidate::id)
                .toList();
    }

    private static Logits after(Logits logits, Prefix prefix, Stage stage) {
        return stage.apply(Scores.of(logits), prefix).logits();
    }

    @Test
    void the_halves_are_exact() {
        Survivors survivors = Scores.of(HALVES).survivors();
        assertThat(IntStream.range(0, 4).mapToDouble(survivors::probability)).containsExactly(0.5, 0.25, 0.125, 0.125);
    }

    @Test
    void temperature_divides() {
        assertThat(after(Logits.of(2, 1, -4), Prefix.EMPTY, new Temperature(0.5)))
                .isEqualTo(Logits.of(4, 2, -8));
    }

    @Test
    void a_low_temperature_sharpens_and_a_high_one_flattens() {
        Logits logits = Logits.of(2, 1, 0);
        double plain = logits.softmax().at(0);
        assertThat(after(logits, Prefix.EMPTY, new Temperature(0.5)).softmax().at(0))
                .isGreaterThan(plain);
        assertThat(after(logits, Prefix.EMPTY, new Temperature(2)).softmax().at(0))
                .isLessThan(plain);
    }

    @Test
    void uniform_stays_uniform_at_any_temperature() {
        assertThat(after(Logits.of(5, 5), Prefix.EMPTY, new Temperature(0.001))
                        .softmax()
                        .at(0))
                .isEqualTo(0.5);
        assertThat(after(Logits.of(5, 5), Prefix.EMPTY, new Temperature(100))
                        .softmax()
                        .at(0))
                .isEqualTo(0.5);
    }

    @Test
    void temperature_zero_points_to_greedy() {
        assertThatThrownBy(() -> new Temperature(0)).hasMessageContaining("greedy");
        assertThatThrownBy(() -> new Temperature(0.0009)).hasMessageContaining("0.0009");
        assertThatThrownBy(() -> new Temperature(100.1)).hasMessageContaining("100.1");
        assertThatThrownBy(() -> new Temperature(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void scaling_that_overflows_bans_nothing_and_keeps_the_order() {
        Step step = Step.of(Logits.of(1e307, -1e307, 0), Prefix.EMPTY, List.of(new Temperature(0.001)), new Draw(1, 0));
        assertThat(step.chosen()).isZero();
        assertThat(step.candidate(1).kept()).isTrue();
        assertThat(step.candidate(1).rank()).isEqualTo(2);
    }

    @Test
    void top_k_keeps_k_and_the_ties_of_the_last() {
        assertThat(kept(Logits.of(1, 2, 2, 2, 0), new TopK(2))).containsExactly(1, 2, 3);
        assertThat(kept(Logits.of(1, 2, 3), new TopK(1))).containsExactly(2);
        assertThat(kept(Logits.of(1, 2, 3), new TopK(3))).containsExactly(0, 1, 2);
        assertThat(kept(Logits.of(1, 2, 3), new TopK(Integer.MAX_VALUE))).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> new TopK(0)).hasMessageContaining("top-k");
    }

    @Test
    void top_p_keeps_the_shortest_head_that_reaches_p() {
        assertThat(kept(HALVES, new TopP(0.5))).containsExactly(0);
        assertThat(kept(HALVES, new TopP(Math.nextUp(0.5)))).containsExactly(0, 1);
        assertThat(kept(HALVES, new TopP(0.75))).containsExactly(0, 1);
        assertThat(kept(HALVES, new TopP(0.875))).containsExactly(0, 1, 2); // of the tied two, the lower id
        assertThat(kept(HALVES, new TopP(1e-300))).containsExactly(0);
        assertThat(kept(HALVES, new TopP(1))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void a_sum_that_never_reaches_p_keeps_all() {
        Logits tenths = Logits.of(new double[10]);
        double almostOne = Math.nextDown(1.0);
        assertThat(IntStream.range(0, 10).mapToDouble(i -> 0.1).reduce(0, Double::sum))
                .isLessThanOrEqualTo(almostOne);
        assertThat(kept(tenths, new TopP(almostOne))).hasSize(10);
    }

    @Test
    void top_p_is_above_0_and_at_most_1() {
        assertThatThrownBy(() -> new TopP(0)).hasMessageContaining("top-p");
        assertThatThrownBy(() -> new TopP(Math.nextUp(1.0))).hasMessageContaining("1.0000000000000002");
    }

    @Test
    void min_p_keeps_what_reaches_its_share_of_the_best() {
        assertThat(kept(HALVES, new MinP(0.5))).containsExactly(0, 1);
        assertThat(kept(HALVES, new MinP(Math.nextUp(0.5)))).containsExactly(0);
        assertThat(kept(HALVES, new MinP(0.25))).containsExactly(0, 1, 2, 3);
        assertThat(kept(Logits.of(1, 1, 0), new MinP(1))).containsExactly(0, 1);
        assertThat(kept(HALVES, new MinP(0))).hasSize(4);
        assertThatThrownBy(() -> new MinP(-0.1)).hasMessageContaining("min-p");
    }

    @Test
    void typical_p_keeps_ties_at_its_border_and_may_drop_the_best() {
        // 0.25 and six times 0.125; H = 1.91; the surprises are 1.39 and six times 2.08, which is nearer
        double half = -Math.log(2);
        Logits logits = Logits.of(0, half, half, half, half, half, half);
        assertThat(kept(logits, new TypicalP(0.2))).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(kept(logits, new TypicalP(0.75))).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(kept(logits, new TypicalP(0.76))).hasSize(7);
        assertThat(kept(logits, new TypicalP(1))).hasSize(7);
    }

    @Test
    void truncations_renormalise_for_the_next_one() {
        // top-k 2 leaves 0.5 and 0.25, that is 2/3 and 1/3: top-p 0.6 is reached by the first alone
        assertThat(kept(HALVES, new TopK(2), new TopP(0.6))).containsExactly(0);
        assertThat(kept(HALVES, new TopP(0.6), new TopK(2))).containsExactly(0, 1);
    }

    @Test
    void the_order_of_the_stages_matters() {
        Logits logits = Logits.of(3, 2, 1);
        assertThat(kept(logits, new Temperature(0.5), new TopP(0.8))).hasSize(1); // Hugging Face
        assertThat(kept(logits, new TopP(0.8), new Temperature(0.5))).hasSize(2); // llama.cpp
    }

    @Test
    void the_penalty_divides_positive_logits_and_multiplies_the_others_once_an_id() {
        Logits logits = Logits.of(4, -1, 4, 0);
        assertThat(after(logits, Prefix.of(0, 1, 1, 0, 3), new RepetitionPenalty(2)))
                .isEqualTo(Logits.of(2, -2, 4, 0));
    }

    @Test
    void the_penalty_is_not_invariant_to_a_shift_though_softmax_is() {
        Prefix prefix = Prefix.of(0);
        double high = after(Logits.of(100, 99), prefix, new RepetitionPenalty(1.2))
                .softmax()
                .at(0);
        double low = after(Logits.of(1, 0), prefix, new RepetitionPenalty(1.2))
                .softmax()
                .at(0);
        assertThat(high).isLessThan(1e-6);
        assertThat(low).isGreaterThan(0.6);
    }

    @Test
    void a_bias_adds_and_must_name_a_known_token() {
        assertThat(after(Logits.of(3, 0), Prefix.EMPTY, new Bias(Map.of(1, 2.0))))
                .isEqualTo(Logits.of(3, 2));
        assertThatThrownBy(() -> after(Logits.of(3, 0), Prefix.EMPTY, new Bias(Map.of(2, 1.0))))
                .hasMessageContaining("ids 0 to 1");
        assertThatThrownBy(() -> new Bias(Map.of(0, 1000.5))).hasMessageContaining("1000.5");
    }

    @Test
    void a_banned_token_is_not_kept_and_dropped_by_nothing() {
        Step step =
                Step.of(Logits.of(1, Double.NEGATIVE_INFINITY, 0), Prefix.EMPTY, List.of(new TopK(1)), new Draw(1, 0));
        assertThat(step.candidate(1).kept()).isFalse();
        assertThat(step.candidate(1).droppedBy()).isEmpty();
        assertThat(step.candidate(1).rank()).isEqualTo(2);
        assertThat(step.candidate(2).droppedBy()).contains("top-k");
    }

    @Test
    void stages_leave_what_they_are_given() {
        Scores scores = Scores.of(HALVES);
        new TopK(1).apply(new Temperature(3).apply(scores, Prefix.EMPTY), Prefix.EMPTY);
        assertThat(scores.logits()).isEqualTo(HALVES);
        assertThat(scores.survivors().size()).isEqualTo(4);
    }

    @Test
    void ranks_survive_a_third_of_a_million_equal_or_nearly_equal_logits() {
        int size = 300_000;
        Ranking equal = Ranking.of(Logits.of(new double[size]));
        assertThat(equal.id(12_345)).isEqualTo(12_345);
        double[] rising = new double[size];
        for (int id = 0; id < size; id++) {
            rising[id] = 1 + id * 1e-14; // equal as floats
        }
        assertThat(Ranking.of(Logits.of(rising)).id(0)).isEqualTo(size - 1);
    }

    @Test
    void minus_zero_ties_with_zero() {
        assertThat(Ranking.of(Logits.of(-0.0, 0.0, -0.0)).ids()).containsExactly(0, 1, 2);
    }

    @Test
    void ranks_agree_with_a_plain_sort() {
        double[] values = new java.util.Random(7)
                .doubles(5000, -1e-3, 1e-3)
                .map(v -> Math.rint(v * 1e7) / 1e7)
                .toArray();
        List<Integer> sorted = IntStream.range(0, values.length)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble((Integer id) -> -values[id])
                        .thenComparing(id -> id))
                .toList();
        assertThat(Ranking.of(Logits.of(values)).ids().boxed()).containsExactlyElementsOf(sorted);
    }

    @Test
    void entropy_never_rises_when_a_stage_sharpens() {
        double before = HALVES.softmax().entropy();
        assertThat(after(HALVES, Prefix.EMPTY, new Temperature(0.7)).softmax().entropy())
                .isLessThan(before);
        assertThat(after(HALVES, Prefix.EMPTY, new Temperature(1)).softmax().entropy())
                .isEqualTo(before, within(0.0));
    }
}
