package logitlab.decoding.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HistogramTest {

    private static Histogram of(int mostBins, double... logits) {
        return Histogram.of(logits, mostBins);
    }

    @Test
    void a_logit_at_a_border_is_in_the_upper_bin() {
        Histogram histogram = of(4, 0, 0.5, 1, 3);
        assertThat(histogram.from()).isZero();
        assertThat(histogram.width()).isEqualTo(1);
        assertThat(histogram.counts()).containsExactly(2, 1, 0, 1);
        assertThat(histogram.to()).isEqualTo(4);
    }

    @Test
    void negative_logits_are_counted_downward() {
        Histogram histogram = of(3, -1.5, -1, -0.25);
        assertThat(histogram.from()).isEqualTo(-1.5);
        assertThat(histogram.width()).isEqualTo(0.5);
        assertThat(histogram.counts()).containsExactly(1, 1, 1);
    }

    @Test
    void banned_tokens_are_not_counted() {
        assertThat(of(8, Double.NEGATIVE_INFINITY, 2).counts()).containsExactly(1);
        assertThat(of(8, Double.NEGATIVE_INFINITY).counts()).isEmpty();
        assertThat(of(8).counts()).isEmpty();
    }

    @Test
    void other_logits_are_counted_in_the_same_bins_and_those_beyond_are_not() {
        Histogram histogram = of(4, 0, 0.5, 1, 3).recount(new double[] {-0.5, 2, 2.5, 4, Double.NEGATIVE_INFINITY});
        assertThat(histogram.from()).isZero();
        assertThat(histogram.counts()).containsExactly(0, 0, 2, 0);
    }

    @Test
    void equal_logits_make_one_bin() {
        assertThat(of(40, -3.3, -3.3, -3.3).counts()).containsExactly(3);
    }

    @Test
    void the_largest_logits_do_not_break_it() {
        assertThat(of(40, -Double.MAX_VALUE, 0, Double.MAX_VALUE).counts().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(3);
        Histogram highest = of(40, Double.MAX_VALUE, Double.MAX_VALUE);
        assertThat(highest.counts()).containsExactly(2);
        assertThat(highest.from()).isBetween(Double.MAX_VALUE / 2, Double.MAX_VALUE);
    }

    @Test
    void every_finite_logit_is_counted_once_within_its_bin() {
        double[] logits = new Random(1).doubles(5000, -20, 12).toArray();
        Histogram histogram = Histogram.of(logits, 48);
        assertThat(histogram.counts().size()).isBetween(24, 48);
        for (int bin = 0; bin < histogram.counts().size(); bin++) {
            double from = histogram.from() + bin * histogram.width();
            long inside = java.util.Arrays.stream(logits)
                    .filter(logit -> logit >= from && logit < from + histogram.width())
                    .count();
            assertThat((long) histogram.counts().get(bin)).isEqualTo(inside);
        }
    }
}
