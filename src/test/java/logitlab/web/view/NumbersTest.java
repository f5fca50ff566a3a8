package logitlab.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NumbersTest {

    private static final String PERCENT = "%";

    private static List<String> percents(Double... column) {
        return Numbers.percents(List.of(column)).stream()
                .map(text -> text.replace(PERCENT, ""))
                .toList();
    }

    @Test
    void two_decimals_are_enough_where_they_tell_neighbours_apart() {
        assertThat(percents(0.5, 0.25, 0.125)).containsExactly("50.00", "25.00", "12.50");
    }

    @Test
    void a_column_has_as_many_decimals_as_tell_neighbours_apart() {
        assertThat(percents(0.5, 0.300049, 0.300001)).containsExactly("50.000", "30.005", "30.000");
        assertThat(percents(0.300041, 0.300044)).containsExactly("30.0041", "30.0044");
    }

    @Test
    void equal_neighbours_and_those_below_a_hundredth_of_a_per_cent_ask_for_no_more() {
        assertThat(percents(0.5, 0.25, 0.25)).containsExactly("50.00", "25.00", "25.00");
        assertThat(percents(0.9, 0.00005, 0.00004)).containsExactly("90.00", "< 0.01", "< 0.01");
    }

    @Test
    void six_decimals_are_the_most() {
        assertThat(percents(0.3, 0.3 - 1e-12)).containsExactly("30.000000", "30.000000");
    }

    @Test
    void what_is_not_0_or_100_per_cent_is_never_shown_as_that() {
        assertThat(Numbers.percent(0)).isEqualTo("0.00" + PERCENT);
        assertThat(Numbers.percent(0.00009)).isEqualTo("< 0.01" + PERCENT);
        assertThat(Numbers.percent(0.0001)).isEqualTo("0.01" + PERCENT);
        assertThat(Numbers.percent(0.999951)).isEqualTo("> 99.99" + PERCENT);
        assertThat(Numbers.percent(1)).isEqualTo("100.00" + PERCENT);
    }

    @Test
    void decimals_are_those_of_Javas_own_format() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-8, 9));
            double half = Math.rint(value * 1000) / 1000 + 0.0005;
            int decimals = random.nextInt(12);
            assertThat(Numbers.decimals(value, decimals)).isEqualTo(("%." + decimals + "f").formatted(value));
            assertThat(Numbers.decimals(half, 3)).isEqualTo("%.3f".formatted(half));
        }
    }

    @Test
    void decimals_of_extreme_numbers_are_those_of_Javas_own_format_too() {
        for (double value : new double[] {
            0, -0.0, 1e300, -1e17, 999_999_999.5, 0.995, 1.005, -0.004, Double.MIN_VALUE, Double.NaN, 1 / 0.0
        }) {
            assertThat(Numbers.decimals(value, 2)).isEqualTo("%.2f".formatted(value));
            assertThat(Numbers.decimals(value, 0)).isEqualTo("%.0f".formatted(value));
        }
    }

    @Test
    void zeros_at_the_end_are_left_out_where_nobody_needs_them() {
        assertThat(Numbers.decimalsUpTo(2.5, 2)).isEqualTo("2.5");
        assertThat(Numbers.decimalsUpTo(100, 2)).isEqualTo("100");
        assertThat(Numbers.decimalsUpTo(-0.001, 2)).isEqualTo("0");
        assertThat(Numbers.decimalsUpTo(-10.126, 2)).isEqualTo("-10.13");
    }

    @Test
    void thousands_have_commas() {
        for (long count : new long[] {0, 7, 999, 1000, 4096, 999_999, 1_000_000, -5, -999, -1000, Long.MAX_VALUE}) {
            assertThat(Numbers.count(count)).isEqualTo("%,d".formatted(count));
        }
    }
}
