package logitlab.lesson.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each bug does what its report says, and sleeps where it should; what it gives is worked out here a second time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BugTest {

    private static final double[] TOY = {2.1, -0.5, 0.3, 1.2, -1.0};

    private static DecoderInput setup(Map<String, String> settings, double... logits) {
        return new DecoderInput(Logits.of(logits), Prefix.EMPTY, Settings.of(settings), false, new Draw(42, 0));
    }

    private static DecoderInput after(List<Integer> prefix, double penalty, double... logits) {
        return new DecoderInput(
                Logits.of(logits),
                Prefix.of(prefix),
                Settings.of(Map.of("repetition-penalty", Double.toString(penalty))),
                false,
                new Draw(42, 0));
    }

    private static double[] softmax(double... logits) {
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
    }

    private static void gives(DecoderOutput output, double... probabilities) {
        for (int id = 0; id < probabilities.length; id++) {
            assertThat(output.probability(id)).as("token %s", id).isCloseTo(probabilities[id], within(1e-6));
        }
    }

    private static List<Integer> ids(DecoderOutput output, IntPredicate which) {
        return IntStream.range(0, output.size()).filter(which).boxed().toList();
    }

    private static List<Integer> kept(DecoderOutput output) {
        return ids(output, output::kept);
    }

    private static void sleeps(Bug bug, DecoderInput input) {
        Exhibit exhibit = Exhibit.of(bug, input);
        assertThat(ids(exhibit.right(), exhibit::differs))
                .as("%s %s", bug, input)
                .isEmpty();
        assertThat(exhibit.differs()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void has_a_word_and_changes_no_input(Bug bug) {
        assertThat(Bug.of(bug.key())).isEqualTo(bug);
        DecoderInput input = setup(Map.of("top-p", "0.8", "temperature", "2", "min-p", "0.1"), TOY);
        bug.run(input);
        assertThat(input.logits()).isEqualTo(Logits.of(TOY));
    }

    @Test
    void crossing_dropped_keeps_what_its_report_says() {
        // rasbt/reasoning-from-scratch #164: probabilities 0.5, 0.41, 0.09 with p = 0.9
        DecoderInput input = setup(Map.of("top-p", "0.9"), Math.log(0.5), Math.log(0.41), Math.log(0.09));
        assertThat(kept(Bug.CROSSING_DROPPED.run(input))).containsExactly(0);
        assertThat(kept(input.right())).containsExactly(0, 1);
        gives(input.right(), 0.5 / 0.91, 0.41 / 0.91, 0);
    }

    @Test
    void crossing_dropped_sleeps_where_a_sum_hits_p_where_one_token_is_enough_and_without_top_p() {
        double half = Math.log(0.5);
        double quarter = Math.log(0.25);
        sleeps(Bug.CROSSING_DROPPED, setup(Map.of("top-p", "0.75"), half, quarter, quarter));
        sleeps(Bug.CROSSING_DROPPED, setup(Map.of("top-p", "0.3"), half, quarter, quarter));
        sleeps(Bug.CROSSING_DROPPED, setup(Map.of(), TOY));
    }

    @Test
    void all_masked_keeps_nothing_where_one_less_p_is_one_in_single_precision() {
        DecoderInput tiny = setup(Map.of("top-p", "0.00000001"), TOY);
        DecoderOutput nothing = Bug.ALL_MASKED.run(tiny);
        assertThat(1 - (float) 1e-8).isEqualTo(1);
        assertThat(nothing.kept()).isZero();
        assertThat(nothing.brokenCount()).isEqualTo(5);
        assertThat(nothing.chosen()).isEqualTo(4); // the draw falls through to the worst token
        assertThat(kept(tiny.right())).containsExactly(0);
        sleeps(Bug.ALL_MASKED, setup(Map.of("top-p", "0.0001"), TOY));
        sleeps(Bug.ALL_MASKED, setup(Map.of("top-p", "0.8"), TOY));
        sleeps(Bug.ALL_MASKED, setup(Map.of("top-k", "2"), TOY));
    }

    @Test
    void one_is_greedy_at_p_1_and_right_below() {
        for (Map<String, String> off : List.of(Map.<String, String>of(), Map.of("top-p", "1"))) {
            DecoderOutput greedy = Bug.ONE_IS_GREEDY.run(setup(off, TOY));
            assertThat(kept(greedy)).containsExactly(0);
            gives(greedy, 1, 0, 0, 0, 0);
        }
        sleeps(Bug.ONE_IS_GREEDY, setup(Map.of("top-p", "0.999"), TOY));
        sleeps(Bug.ONE_IS_GREEDY, setup(Map.of("top-p", "0.8"), TOY));
    }

    @Test
    void temperature_after_gives_the_same_at_every_temperature() {
        for (String temperature : List.of("0.1", "0.5", "2", "50")) {
            gives(Bug.TEMPERATURE_AFTER.run(setup(Map.of("temperature", temperature), TOY)), softmax(TOY));
        }
        sleeps(Bug.TEMPERATURE_AFTER, setup(Map.of(), TOY));
    }

    @Test
    void zero_temperature_chooses_one_token_for_ever() {
        for (long seed : new long[] {0, 1, 7, 42}) {
            DecoderInput zero = new DecoderInput(Logits.of(TOY), Prefix.EMPTY, Settings.OFF, true, new Draw(seed, 0));
            DecoderOutput broken = Bug.ZERO_TEMPERATURE.run(zero);
            assertThat(broken.brokenCount()).isEqualTo(5);
            assertThat(broken.chosen()).isEqualTo(4);
            assertThat(zero.right().chosen()).isZero();
            gives(zero.right(), 1, 0, 0, 0, 0);
        }
        sleeps(Bug.ZERO_TEMPERATURE, setup(Map.of("temperature", "0.001"), TOY));
        sleeps(Bug.ZERO_TEMPERATURE, setup(Map.of(), TOY));
    }

    @Test
    void no_maximum_breaks_far_below_0_and_far_above() {
        double[] low = Arrays.stream(TOY).map(logit -> logit - 136).toArray();
        double[] high = Arrays.stream(TOY).map(logit -> logit + 90).toArray();
        DecoderOutput under = Bug.NO_MAXIMUM.run(setup(Map.of(), low));
        assertThat(under.brokenCount()).isEqualTo(5); // 0 / 0
        DecoderOutput over = Bug.NO_MAXIMUM.run(setup(Map.of(), high));
        assertThat(ids(over, id -> Double.isNaN(over.probability(id)))).isNotEmpty(); // infinity / infinity
        gives(setup(Map.of(), low).right(), softmax(TOY));
        sleeps(Bug.NO_MAXIMUM, setup(Map.of(), TOY));
        sleeps(Bug.NO_MAXIMUM, setup(Map.of("top-k", "2"), TOY));
        sleeps(Bug.NO_MAXIMUM, setup(Map.of(), -80, -81));
    }

    @Test
    void head_only_is_right_up_to_50_tokens() {
        double[] flat = new double[100];
        gives(Bug.HEAD_ONLY.run(setup(Map.of("top-k", "50"), TOY)), softmax(TOY));
        double[] falling =
                IntStream.range(0, 100).mapToDouble(id -> -id / 100.0).toArray();
        DecoderOutput head = Bug.HEAD_ONLY.run(setup(Map.of(), falling));
        assertThat(head.kept()).isEqualTo(50);
        gives(head, softmax(Arrays.copyOf(falling, 50)));
        sleeps(Bug.HEAD_ONLY, setup(Map.of("top-k", "50"), falling));
        sleeps(Bug.HEAD_ONLY, setup(Map.of(), flat)); // ties stay
        sleeps(Bug.HEAD_ONLY, setup(Map.of(), TOY));
    }

    @Test
    void negative_divided_favours_what_it_should_punish() {
        DecoderInput input = after(List.of(1), 2, TOY);
        gives(Bug.NEGATIVE_DIVIDED.run(input), softmax(2.1, -0.25, 0.3, 1.2, -1.0));
        gives(input.right(), softmax(2.1, -1, 0.3, 1.2, -1.0));
        sleeps(Bug.NEGATIVE_DIVIDED, after(List.of(0, 3), 2, TOY));
        sleeps(Bug.NEGATIVE_DIVIDED, after(List.of(), 2, TOY));
    }

    @Test
    void each_occurrence_penalises_to_the_power_of_the_count() {
        DecoderInput input = after(List.of(0, 1, 0, 0), 2, TOY);
        gives(Bug.EACH_OCCURRENCE.run(input), softmax(2.1 / 8, -1, 0.3, 1.2, -1.0));
        gives(input.right(), softmax(2.1 / 2, -1, 0.3, 1.2, -1.0));
        sleeps(Bug.EACH_OCCURRENCE, after(List.of(0, 1, 3), 2, TOY));
    }

    @Test
    void border_on_logits_drops_nothing_and_lifts_what_is_negative() {
        DecoderInput input = setup(Map.of("min-p", "0.3"), TOY);
        gives(Bug.BORDER_ON_LOGITS.run(input), softmax(2.1, 0, 0, 1.2, 0)); // the border is 0.63
        assertThat(kept(input.right())).containsExactly(0, 3);
        sleeps(Bug.BORDER_ON_LOGITS, setup(Map.of(), TOY));
        sleeps(Bug.BORDER_ON_LOGITS, setup(Map.of("min-p", "0.3"), 2, 1.5, 1.2));
    }

    @Test
    void what_differs_is_told_token_by_token() {
        Exhibit exhibit = Exhibit.of(Bug.NEGATIVE_DIVIDED, after(List.of(1), 2, TOY));
        assertThat(exhibit.mostDifferent()).isOne();
        assertThat(exhibit.farthest())
                .isCloseTo(softmax(2.1, -0.25, 0.3, 1.2, -1.0)[1] - softmax(2.1, -1, 0.3, 1.2, -1.0)[1], within(1e-12));
        Exhibit masked = Exhibit.of(Bug.ALL_MASKED, setup(Map.of("top-p", "0.00000001"), TOY));
        assertThat(ids(masked.right(), masked::differs)).containsExactly(0, 1, 2, 3, 4);
        assertThat(masked.farthest()).isInfinite();
    }
}
