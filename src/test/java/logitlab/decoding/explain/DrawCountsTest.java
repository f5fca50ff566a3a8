package logitlab.decoding.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.decoding.TopK;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DrawCountsTest {

    private static final Logits LOGITS = Logits.of(2.1, -0.5, 0.3, 1.2, -1.0);

    private static Step step(Stage... stages) {
        return Step.of(LOGITS, Prefix.EMPTY, List.of(stages), new Draw(0, 0));
    }

    @Test
    void counts_what_step_after_step_would_choose() {
        DrawCounts tally = new DrawCounts(step(), 42, 500);
        int[] counts = new int[5];
        for (int draw = 0; draw < 500; draw++) {
            counts[Step.of(LOGITS, Prefix.EMPTY, List.of(), new Draw(42, draw)).chosen()]++;
        }
        tally.best(5)
                .forEach(line -> assertThat(line.count())
                        .isEqualTo(counts[line.candidate().id()]));
        assertThat(tally.best(5).stream().mapToInt(DrawCounts.Line::count).sum())
                .isEqualTo(500);
        assertThat(tally.others(5)).isZero();
        assertThat(tally.others(2)).isEqualTo(counts[1] + counts[2] + counts[4]);
    }

    @Test
    void counts_what_the_step_would_choose_with_other_seeds_and_says_which_is_the_first() {
        Step step = Step.of(LOGITS, Prefix.EMPTY, List.of(), new Draw(0, 7));
        long last = (1L << 53) - 1;
        DrawCounts tally = DrawCounts.ofSeeds(step, last, 200);
        int[] counts = new int[5];
        int[] firsts = {-1, -1, -1, -1, -1};
        for (int number = 0; number < 200; number++) {
            int chosen = step.chosenBy(new Draw(number == 0 ? last : number - 1, 7));
            counts[chosen]++;
            firsts[chosen] = firsts[chosen] < 0 ? number : firsts[chosen];
        }
        tally.best(5).forEach(line -> {
            int id = line.candidate().id();
            assertThat(line.count()).isEqualTo(counts[id]);
            assertThat(line.first().orElse(-1)).isEqualTo(firsts[id]);
        });
    }

    @Test
    void expects_n_p_give_or_take_the_binomial_deviation() {
        DrawCounts.Line best =
                new DrawCounts(step(new TopK(2)), 1, 10_000).best(1).get(0);
        double p = 1 / (1 + Math.exp(1.2 - 2.1));
        assertThat(best.expected()).isCloseTo(10_000 * p, within(1e-6));
        assertThat(best.deviation()).isCloseTo(Math.sqrt(10_000 * p * (1 - p)), within(1e-6));
        assertThat(best.standardScore()).isCloseTo((best.count() - best.expected()) / best.deviation(), within(1e-9));
    }

    @Test
    void chance_explains_about_as_many_as_it_should() {
        long beyond = IntStream.range(0, 400)
                .filter(seed -> Math.abs(new DrawCounts(step(), seed, 1000)
                                .best(1)
                                .get(0)
                                .standardScore())
                        > 2)
                .count();
        assertThat(beyond).isBetween(5L, 40L); // 4.6% of 400 is 18
    }

    @Test
    void a_certain_token_is_drawn_every_time() {
        DrawCounts.Line only = new DrawCounts(step(new TopK(1)), 7, 100).best(9).get(0);
        assertThat(only.count()).isEqualTo(100);
        assertThat(only.standardScore()).isZero();
        assertThat(new DrawCounts(step(new TopK(1)), 7, 100).distinct()).isOne();
    }

    @Test
    void tokens_too_improbable_for_a_double_are_never_drawn() {
        Step step = Step.of(Logits.of(0, -800, -800), Prefix.EMPTY, List.of(), new Draw(0, 0));
        assertThat(new DrawCounts(step, 3, 1000).best(3))
                .extracting(DrawCounts.Line::count)
                .containsExactly(1000, 0, 0);
    }

    @Test
    void the_count_is_bounded() {
        assertThatThrownBy(() -> new DrawCounts(step(), 0, 0)).hasMessage("count must be from 1 to 10000 but is 0");
        assertThatThrownBy(() -> new DrawCounts(step(), 0, 10_001)).isInstanceOf(IllegalArgumentException.class);
    }
}
