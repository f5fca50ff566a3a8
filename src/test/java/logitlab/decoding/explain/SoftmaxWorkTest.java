package logitlab.decoding.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import logitlab.decoding.Logits;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SoftmaxWorkTest {

    private static final Logits TOY = Logits.of(2.1, -0.5, 0.3, 1.2, -1.0);

    @Test
    void a_line_shows_shift_exponential_and_division() {
        SoftmaxWork.Line line = new SoftmaxWork(TOY).line(3);
        assertThat(line.logit()).isEqualTo(1.2);
        assertThat(line.shifted()).isCloseTo(-0.9, within(1e-12));
        assertThat(line.exponential()).isCloseTo(0.40656965974059905, within(1e-12));
        assertThat(line.probability()).isCloseTo(0.24040429540539252, within(1e-12));
    }

    @Test
    void the_sum_is_over_the_whole_vocabulary() {
        assertThat(new SoftmaxWork(TOY).sum()).isCloseTo(1.691191328570077, within(1e-12));
    }

    @Test
    void the_probabilities_are_those_of_softmax() {
        SoftmaxWork work = new SoftmaxWork(TOY);
        assertThat(work.all())
                .allSatisfy(line ->
                        assertThat(line.probability()).isEqualTo(TOY.softmax().at(line.id())));
    }

    @Test
    void the_best_lines_come_largest_first_and_ties_by_the_lower_id() {
        assertThat(new SoftmaxWork(Logits.of(1, 3, 0, 3)).best(3))
                .extracting(SoftmaxWork.Line::id)
                .containsExactly(1, 3, 0);
    }

    @Test
    void what_is_left_out_is_counted_and_summed() {
        SoftmaxWork work = new SoftmaxWork(Logits.of(0, 0, 0, 0));
        assertThat(work.everythingElse(work.best(1))).isEqualTo(new SoftmaxWork.Rest(3, 3, 0.75));
        assertThat(work.everythingElse(work.all())).isEqualTo(new SoftmaxWork.Rest(0, 0, 0));
    }

    @Test
    void a_constant_on_every_logit_changes_no_exponential() {
        SoftmaxWork plain = new SoftmaxWork(Logits.of(1, 2, 4));
        SoftmaxWork moved = new SoftmaxWork(Logits.of(1 - 4096, 2 - 4096, 4 - 4096));
        assertThat(moved.sum()).isEqualTo(plain.sum());
        assertThat(moved.line(0).shifted()).isEqualTo(plain.line(0).shifted());
    }

    @Test
    void a_banned_token_has_an_exponential_of_zero() {
        SoftmaxWork.Line banned = new SoftmaxWork(Logits.of(0, Double.NEGATIVE_INFINITY)).line(1);
        assertThat(List.of(banned.exponential(), banned.probability())).containsExactly(0.0, 0.0);
    }
}
