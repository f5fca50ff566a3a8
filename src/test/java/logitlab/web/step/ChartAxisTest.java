package logitlab.web.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import logitlab.web.step.ChartAxis.Mark;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChartAxisTest {

    private static List<String> labels(ChartAxis axis) {
        return axis.marks().stream().map(Mark::label).toList();
    }

    @Test
    void an_axis_around_values_begins_and_ends_at_round_numbers() {
        ChartAxis axis = ChartAxis.around(-9.3, 8.7);
        assertThat(axis.from()).isEqualTo(-10);
        assertThat(axis.to()).isEqualTo(10);
        assertThat(labels(axis)).containsExactly("−10", "−5", "0", "5", "10");
        assertThat(axis.marks()).first().isEqualTo(new Mark("0.00%", "−10"));
        assertThat(axis.marks()).last().isEqualTo(new Mark("100.00%", "10"));
    }

    @Test
    void an_axis_between_values_has_marks_at_the_round_numbers_inside() {
        assertThat(labels(ChartAxis.between(-0.25, 0.35))).containsExactly("−0.2", "−0.1", "0", "0.1", "0.2", "0.3");
    }

    @Test
    void a_single_value_makes_an_axis_too() {
        ChartAxis axis = ChartAxis.around(0, 0);
        assertThat(axis.to()).isGreaterThan(axis.from());
        assertThat(axis.share(0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, '0% 1% 2% 3% 4% 5%'",
        "0.2, '0% 5% 10% 15% 20%'",
        "0.5, '0% 10% 20% 30% 40% 50%'",
        "1, '0% 25% 50% 75% 100%'"
    })
    void the_axis_of_the_bars_has_round_percentages(double end, String labels) {
        assertThat(labels(ChartAxis.of(new BarAxis(end)))).containsExactly(labels.split(" "));
    }

    @Test
    void a_value_beyond_an_end_is_at_the_end() {
        ChartAxis axis = ChartAxis.between(0, 4);
        assertThat(axis.at(1)).isEqualTo("25.00%");
        assertThat(axis.at(-1)).isEqualTo("0.00%");
        assertThat(axis.at(5)).isEqualTo("100.00%");
    }
}
