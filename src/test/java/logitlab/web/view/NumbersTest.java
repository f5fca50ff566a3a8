package logitlab.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
