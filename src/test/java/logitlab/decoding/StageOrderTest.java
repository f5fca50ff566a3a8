package logitlab.decoding;

import static logitlab.decoding.Staged.BANNED;
import static logitlab.decoding.Staged.HALVES;
import static logitlab.decoding.Staged.kept;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What stages do together: the order of the list, and what one leaves for the next. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StageOrderTest {

    @Test
    void with_temperature_last_top_p_keeps_two_where_temperature_first_leaves_one() {
        Logits logits = Logits.of(3, 2, 1);
        assertThat(kept(logits, new Temperature(0.5), new TopP(0.8))).containsExactly(0); // Hugging Face
        assertThat(kept(logits, new TopP(0.8), new Temperature(0.5))).containsExactly(0, 1); // llama.cpp
    }

    @Test
    void each_truncation_works_on_the_survivors_renormalised() {
        // top-k 2 leaves 0.5 and 0.25, that is 2/3 and 1/3: the first alone reaches 0.6
        assertThat(kept(HALVES, new TopK(2), new TopP(0.6))).containsExactly(0);
        assertThat(kept(HALVES, new TopP(0.6), new TopK(2))).containsExactly(0, 1);
    }

    @Test
    void top_k_commutes_with_temperature() {
        Logits logits = Logits.of(3, 2, 1, 0);
        assertThat(kept(logits, new TopK(2), new Temperature(3)))
                .isEqualTo(kept(logits, new Temperature(3), new TopK(2)));
    }

    @Test
    void a_dropped_token_stays_dropped_whatever_comes_after() {
        assertThat(kept(HALVES, new TopK(2), new Bias(Map.of(3, 1000.0)))).containsExactly(0, 1);
        assertThat(kept(HALVES, new TopK(2), new Bias(Map.of(1, 1000.0)), new TopK(1)))
                .containsExactly(1);
    }

    @Test
    void a_token_names_the_truncation_that_dropped_it() {
        Step step = Step.of(HALVES, Prefix.EMPTY, List.of(new TopK(2), new TopP(0.6), new MinP(0.1)), new Draw(1, 0));
        assertThat(step.candidate(0).droppedBy()).isEmpty();
        assertThat(step.candidate(1).droppedBy()).contains("top-p");
        assertThat(step.candidate(2).droppedBy()).contains("top-k");
    }

    @Test
    void a_banned_token_is_not_kept_and_dropped_by_nothing() {
        Step step = Step.of(Logits.of(1, BANNED, 0), Prefix.EMPTY, List.of(new TopK(1)), new Draw(1, 0));
        assertThat(step.candidate(1).kept()).isFalse();
        assertThat(step.candidate(1).droppedBy()).isEmpty();
        assertThat(step.candidate(1).rank()).isEqualTo(2);
        assertThat(step.candidate(2).droppedBy()).contains("top-k");
    }

    /** Bias and penalty work on the logits of the model, whatever was cut or scaled before them. */
    @Test
    void greedy_obeys_a_bias_and_a_penalty_that_come_after_a_cut_or_a_temperature() {
        Logits logits = Logits.of(3, 2, 1);
        assertThat(greedy(logits, new TopK(1), new Bias(Map.of(0, -5.0)))).isEqualTo(1);
        assertThat(greedy(logits, new TopK(1), new RepetitionPenalty(2))).isEqualTo(1);
        assertThat(greedy(logits, new Temperature(0.1), new Bias(Map.of(1, 2.0))))
                .isEqualTo(1);
        assertThat(greedy(logits, new Bias(Map.of(1, 2.0)), new Temperature(0.1), new Bias(Map.of(2, 4.0))))
                .isEqualTo(2);
    }

    /** After token 0. */
    private static int greedy(Logits logits, Stage... stages) {
        return Step.of(logits, Prefix.of(0), List.of(stages), new Draw(1, 0)).greedy();
    }

    @Test
    void stages_leave_what_they_are_given() {
        Scores scores = Scores.of(HALVES);
        for (Stage stage : List.of(
                new Bias(Map.of(0, -5.0)),
                new RepetitionPenalty(2),
                new Temperature(3),
                new TopK(1),
                new TopP(0.1),
                new MinP(1),
                new TypicalP(0.1),
                new Decoder.GreedySelection())) {
            stage.apply(scores, Prefix.of(0, 1));
            assertThat(scores.logits()).isEqualTo(HALVES);
            assertThat(scores.survivors().size()).isEqualTo(4);
            assertThat(scores.droppedBy(3)).isEmpty();
        }
    }

    @Test
    void the_survivors_sum_to_1_and_never_rise() {
        Survivors survivors = new TopP(0.8)
                .apply(Scores.of(Logits.of(0.3, 2, 1, BANNED, 2)), Prefix.EMPTY)
                .survivors();
        assertThat(survivors.size()).isEqualTo(3);
        assertThat(List.of(survivors.id(0), survivors.id(1), survivors.id(2))).containsExactly(1, 4, 2);
        assertThat(survivors.probability(0) + survivors.probability(1) + survivors.probability(2))
                .isEqualTo(1);
        assertThat(survivors.probability(1)).isGreaterThan(survivors.probability(2));
    }
}
