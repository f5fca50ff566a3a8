package logitlab.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StepTest {

    private static final Logits TOY = Logits.of(2.1, -0.5, 0.3, 1.2, -1.0);

    private static Step step(Logits logits, Stage... stages) {
        return Step.of(logits, Prefix.EMPTY, List.of(stages), new Draw(42, 0));
    }

    @Test
    void the_draw_is_that_of_the_design() {
        assertThat(new Draw(42, 0).u()).isEqualTo(0.7415648787718233);
    }

    @Test
    void the_draw_depends_on_seed_and_step_alone() {
        assertThat(new Draw(7, 3).u()).isEqualTo(new Draw(7, 3).u()).isNotEqualTo(new Draw(7, 4).u());
        for (int step = 0; step < 10_000; step++) {
            assertThat(new Draw((1L << 53) - 1, step).u()).isBetween(0.0, Math.nextDown(1.0));
        }
    }

    @Test
    void a_seed_is_from_0_to_2_to_the_53_less_1() {
        assertThatThrownBy(() -> new Draw(-1, 0)).hasMessageContaining("seed");
        assertThatThrownBy(() -> new Draw(1L << 53, 0)).hasMessageContaining("seed");
        assertThatThrownBy(() -> new Draw(0, -1)).hasMessageContaining("step");
    }

    @Test
    void the_first_interval_that_the_draw_falls_in_is_chosen() {
        // ranks: 0 (0.591), 3 (0.240); 0.591 is at or below 0.7416, 0.832 is above
        assertThat(step(TOY).chosen()).isEqualTo(3);
        assertThat(step(TOY).reason().from()).isCloseTo(0.5913, within(1e-4));
        assertThat(step(TOY).reason().to()).isCloseTo(0.8317, within(1e-4));
        assertThat(step(TOY).reason().tookBest()).isFalse();
    }

    @Test
    void greedy_is_a_draw_without_a_choice() {
        Step greedy = Step.of(
                TOY, Prefix.EMPTY, Decoder.GREEDY.stages(Settings.of(Map.of("temperature", "5"))), new Draw(42, 0));
        assertThat(greedy.chosen()).isEqualTo(greedy.greedy()).isZero();
        assertThat(greedy.kept()).isEqualTo(1);
        assertThat(greedy.candidate(0).adjustedLogit()).isEqualTo(2.1);
        assertThat(greedy.candidate(3).droppedBy()).contains("greedy");
    }

    @Test
    void greedy_obeys_bias_and_penalty() {
        Settings settings = Settings.of(Map.of("repetition-penalty", "2", "bias.4", "2.5"));
        Step step = Step.of(TOY, Prefix.of(0), settings.stages(), new Draw(42, 0));
        assertThat(step.greedy()).isEqualTo(4);
    }

    @Test
    void the_intervals_of_the_kept_tile_zero_to_one() {
        double end = 0;
        for (Candidate candidate :
                step(TOY, new Temperature(0.8), new TopP(0.95)).best(5)) {
            if (candidate.kept()) {
                assertThat(candidate.from().orElseThrow()).isEqualTo(end);
                end = candidate.cumulative().orElseThrow();
            } else {
                assertThat(candidate.cumulative()).isEmpty();
                assertThat(candidate.samplingProbability()).isZero();
            }
        }
        assertThat(end).isCloseTo(1, within(1e-15));
    }

    @Test
    void the_best_always_have_the_chosen_and_the_greedy_token_in_rank_order() {
        Logits wide = Logits.of(new double[] {5, 4, 3, 2, 1, 0}).map(id -> (5 - id) * 0.01);
        Step step = step(wide);
        assertThat(step.best(1)).extracting(Candidate::id).containsExactly(0, step.chosen());
        assertThat(step.best(50)).hasSize(6);
    }

    @Test
    void everything_else_has_the_rest_of_the_mass() {
        Step step = step(TOY, new TopK(3));
        List<Candidate> shown = step.best(2);
        EverythingElse rest = step.everythingElse(shown);
        assertThat(rest.count()).isEqualTo(3);
        assertThat(rest.modelProbability()
                        + shown.stream()
                                .mapToDouble(Candidate::modelProbability)
                                .sum())
                .isCloseTo(1, within(1e-15));
        assertThat(rest.samplingProbability()
                        + shown.stream()
                                .mapToDouble(Candidate::samplingProbability)
                                .sum())
                .isCloseTo(1, within(1e-15));
        assertThat(step.everythingElse(step.best(5))).isEqualTo(new EverythingElse(0, 0, 0));
    }

    @Test
    void the_same_seed_gives_the_same_choice_and_every_token_has_its_chance() {
        long firsts = java.util.stream.LongStream.range(0, 20_000)
                .filter(seed ->
                        Step.of(TOY, Prefix.EMPTY, List.of(), new Draw(seed, 0)).chosen() == 0)
                .count();
        assertThat(firsts / 20_000.0).isCloseTo(0.5913, within(0.01));
    }

    @Test
    void a_prefix_with_ids_beyond_the_vector_is_no_error() {
        assertThat(Step.of(TOY, Prefix.of(900), List.of(new RepetitionPenalty(2)), new Draw(42, 0))
                        .chosen())
                .isEqualTo(3);
    }
}
