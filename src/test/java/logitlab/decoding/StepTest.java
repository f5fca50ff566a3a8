package logitlab.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import logitlab.decoding.explain.Histogram;
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
    void tokens_that_are_asked_for_are_in_the_list_in_their_ranks() {
        Step step = Step.of(Logits.of(2.1, -0.5, 0.3, 1.2, -1.0), Prefix.EMPTY, List.of(), new Draw(4, 0));
        assertThat(step.best(2, 4, 1)).extracting(Candidate::id).containsSubsequence(0, 3, 1, 4);
        assertThat(step.best(2, 0, 3)).isEqualTo(step.best(2));
        assertThat(step.everythingElse(step.best(5, 4)).count()).isZero();
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
    void another_draw_chooses_as_if_the_step_had_been_taken_with_it() {
        List<Stage> stages = List.of(new Temperature(0.8), new TopP(0.95));
        Step step = Step.of(TOY, Prefix.EMPTY, stages, new Draw(42, 0));
        for (long seed = 0; seed < 100; seed++) {
            Draw draw = new Draw(seed, 3);
            assertThat(step.chosenBy(draw))
                    .isEqualTo(Step.of(TOY, Prefix.EMPTY, stages, draw).chosen());
        }
    }

    @Test
    void a_sampled_step_knows_what_greedy_decoding_would_take() {
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
    void the_entropy_is_that_of_the_softmax_of_the_raw_logits() {
        Logits banned = Logits.of(3, Double.NEGATIVE_INFINITY, -700, 3);
        for (Logits logits : List.of(TOY, banned, Logits.of(0, 0), Logits.of(-135.9, -200), Logits.of(1e300, 0))) {
            Step step = step(logits, new Temperature(0.5), new TopK(1));
            assertThat(step.model()).usingRecursiveComparison().isEqualTo(logits.softmax());
            double entropy = IntStream.range(0, logits.size())
                    .filter(id -> step.model().at(id) > 0)
                    .mapToDouble(id -> step.model().at(id) * logits.crossEntropy(id))
                    .sum();
            assertThat(step.entropy()).isCloseTo(entropy, within(1e-13));
        }
    }

    @Test
    void the_intervals_are_the_kept_tokens_from_zero_on() {
        Step step = step(TOY, new TopK(3));
        assertThat(step.intervals(2)).extracting(Candidate::id).containsExactly(0, 3);
        assertThat(step.intervals(50)).extracting(Candidate::id).containsExactly(0, 3, 2);
        assertThat(step.intervals(50).get(2).cumulative().orElseThrow()).isEqualTo(1, within(1e-15));
    }

    @Test
    void the_histogram_counts_what_is_not_shown() {
        Step step = step(TOY);
        assertThat(Histogram.of(step, step.best(2), 4)).isEqualTo(new Histogram(-1, 0.5, List.of(1, 1, 1)));
        assertThat(Histogram.of(step, step.best(5), 4).counts()).isEmpty();
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
    void the_same_seed_gives_the_same_step() {
        assertThat(step(TOY, new Temperature(2)).all())
                .isEqualTo(step(TOY, new Temperature(2)).all());
        assertThat(step(TOY).reason()).isEqualTo(step(TOY).reason());
    }

    @Test
    void each_token_is_chosen_as_often_as_its_probability_says() {
        long firsts = LongStream.range(0, 20_000)
                .filter(seed ->
                        Step.of(TOY, Prefix.EMPTY, List.of(), new Draw(seed, 0)).chosen() == 0)
                .count();
        assertThat(firsts / 20_000.0).isCloseTo(0.5913, within(0.01));
    }

    @Test
    void a_draw_of_0_takes_the_first_kept_and_one_just_below_1_the_last() {
        List<Stage> halves = List.of(new TopK(2));
        assertThat(Step.of(Logits.of(0, 5, 5), Prefix.EMPTY, halves, DrawTest.ZERO)
                        .chosen())
                .isEqualTo(1);
        assertThat(Step.of(Logits.of(0, 5, 5), Prefix.EMPTY, halves, DrawTest.JUST_BELOW_1)
                        .chosen())
                .isEqualTo(2);
    }

    @Test
    void an_interval_begins_at_its_own_edge() {
        // u is exactly the first cumulative probability: the second token's interval begins there
        Draw draw = new Draw(42, 0);
        double second = Math.log((1 - draw.u()) / draw.u());
        Reason reason =
                Step.of(Logits.of(0, second), Prefix.EMPTY, List.of(), draw).reason();
        assertThat(reason.from()).isEqualTo(reason.draw());
        assertThat(reason.chosen()).isEqualTo(1);
    }

    @Test
    void if_rounding_leaves_the_sum_at_or_below_the_draw_the_last_kept_token_is_chosen() {
        Reason reason = Step.of(Logits.of(new double[7]), Prefix.EMPTY, List.of(), DrawTest.JUST_BELOW_1)
                .reason();
        assertThat(reason.chosen()).isEqualTo(6);
        assertThat(reason.to()).isLessThan(reason.draw());
    }

    @Test
    void cumulative_probabilities_never_exceed_1() {
        for (int size = 1; size < 300; size++) {
            Step step = step(Logits.of(new double[size]));
            assertThat(step.candidate(size - 1).cumulative().orElseThrow()).isBetween(1 - 1e-13, 1.0);
        }
    }

    @Test
    void the_best_have_the_chosen_and_the_greedy_token_however_few_are_asked_for() {
        for (int seed = 0; seed < 50; seed++) {
            Step step = Step.of(
                    TOY, Prefix.of(0), List.of(new Temperature(9), new RepetitionPenalty(5)), new Draw(seed, 0));
            for (int count : new int[] {0, 1, 2, 5, Integer.MAX_VALUE}) {
                List<Candidate> best = step.best(count);
                assertThat(best).extracting(Candidate::id).contains(step.chosen(), step.greedy());
                assertThat(best).extracting(Candidate::rank).isSorted().doesNotHaveDuplicates();
                assertThat(best).hasSizeBetween(Math.min(count, 5), Math.min(count, 3) + 2);
            }
        }
    }

    @Test
    void the_reason_has_the_interval_that_the_draw_fell_in() {
        Reason only = step(TOY, new TopK(1)).reason();
        assertThat(only).isEqualTo(new Reason(0, 0, 0.7415648787718233, 0, 1, 1));
        assertThat(only.tookBest()).isTrue();
    }

    @Test
    void a_shift_of_all_logits_changes_no_choice() {
        Logits shifted = TOY.map(id -> TOY.at(id) - 64);
        for (int seed = 0; seed < 100; seed++) {
            Draw draw = new Draw(seed, 0);
            List<Stage> stages = Settings.of(Map.of("temperature", "0.7", "top-p", "0.9", "min-p", "0.05"))
                    .stages();
            assertThat(Step.of(shifted, Prefix.EMPTY, stages, draw).chosen())
                    .isEqualTo(Step.of(TOY, Prefix.EMPTY, stages, draw).chosen());
        }
    }

    @Test
    void truncations_of_everything_are_the_identity() {
        Step off = step(TOY);
        Step on = step(TOY, new TopK(5), new TopP(1), new MinP(0), new TypicalP(1));
        assertThat(on.all()).isEqualTo(off.all());
    }

    @Test
    void greedy_takes_a_bias_after_a_temperature_but_not_the_temperature() {
        Logits logits = Logits.of(2, 1);
        assertThat(greedy(logits, new Temperature(10), new Bias(Map.of(1, 0.5))))
                .isEqualTo(0);
        assertThat(greedy(logits, new Temperature(10), new Bias(Map.of(1, 2.0))))
                .isEqualTo(1);
        assertThat(greedy(logits, new Temperature(10), new Bias(Map.of(0, -0.5)), new Bias(Map.of(0, -0.6))))
                .isEqualTo(1);
    }

    private static int greedy(Logits logits, Stage... stages) {
        return Step.of(logits, Prefix.EMPTY, List.of(stages), new Draw(0, 0)).greedy();
    }
}
