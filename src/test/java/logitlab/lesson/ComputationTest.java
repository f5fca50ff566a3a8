package logitlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import logitlab.decoding.InvalidValue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked by hand on the toy logits [2.1, -0.5, 0.3, 1.2, -1.0], whose softmax is [0.5913, 0.0439, 0.0977, 0.2404, 0.0266]. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ComputationTest {

    private static NumberExercise exercise(String... lines) {
        return NumberExercise.of(
                Yaml.parse("test", """
                        id: practice
                        question: How much?
                        tokens: [mat, moon, sofa, floor, idea]
                        logits: [2.1, -0.5, 0.3, 1.2, -1.0]
                        hints: [Look.]
                        """ + String.join("\n", lines), 0).words());
    }

    private static String mistake(NumberExercise exercise, String answer) {
        Verdict verdict = exercise.attempt(Map.of("answer", answer)).verdict().orElseThrow();
        return verdict.right() ? "right" : verdict.mistake().map(Mistake::name).orElse("wrong");
    }

    private static void assertRefused(String field, String rule, String... lines) {
        assertThatThrownBy(() -> exercise(lines)).isInstanceOfSatisfying(InvalidValue.class, invalid -> {
            assertThat(invalid.field()).isEqualTo(field);
            assertThat(invalid.rule().name()).isEqualTo(rule);
        });
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Temperature_one_half {

        private static final String[] LINES = {
            "compute: temperature",
            "of: floor",
            "temperature: 0.5",
            "unit: share",
            "tolerance: 0.005",
            "mistakes: [temperature-on-probabilities, multiplied, no-temperature, other-token, other-unit]"
        };

        @ParameterizedTest
        @CsvSource({
            "0.1377, right",
            "13.77 %, right",
            "0.4807, temperature-on-probabilities",
            "0.1962, temperature-on-probabilities",
            "0.2521, multiplied",
            "0.2404, no-temperature",
            "0.8332, other-token",
            "13.77, other-unit",
            "0.1450, rounded-early",
            "0.6, wrong"
        })
        void divides_the_logits(String answer, String judged) {
            assertThat(mistake(exercise(LINES), answer)).isEqualTo(judged);
        }

        @Test
        void is_solved_by_dividing_first() {
            assertThat(exercise(LINES).solution())
                    .extracting(Working::name)
                    .startsWith("solution.scaled")
                    .endsWith("solution.sum", "solution.divide");
        }

        @Test
        void must_have_a_temperature_that_changes_something() {
            String[] none = LINES.clone();
            none[2] = "";
            assertRefused("temperature", "required", none);
            none[2] = "temperature: 1";
            assertRefused("tolerance", "tells-mistakes-apart", none);
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Top_p_of_four_fifths {

        private static final String[] SHARE = {
            "compute: truncated",
            "of: mat",
            "top-p: 0.8",
            "unit: share",
            "tolerance: 0.005",
            "mistakes: [not-renormalised, crossing-dropped, one-too-many, divided-by-p, other-token]"
        };

        private static final String[] COUNT = {
            "compute: kept", "top-p: 0.8", "unit: count", "mistakes: [crossing-dropped, dropped-counted]"
        };

        @ParameterizedTest
        @CsvSource({
            "0.7109, right",
            "0.5913, not-renormalised",
            "1, crossing-dropped",
            "0.6362, one-too-many",
            "0.7391, divided-by-p",
            "0.2891, other-token",
            "0.1, wrong"
        })
        void keeps_two_and_renormalises(String answer, String judged) {
            assertThat(mistake(exercise(SHARE), answer)).isEqualTo(judged);
        }

        @ParameterizedTest
        @CsvSource({"2, right", "2.0, right", "1, crossing-dropped", "3, dropped-counted", "4, wrong"})
        void keeps_the_token_that_crosses(String answer, String judged) {
            assertThat(mistake(exercise(COUNT), answer)).isEqualTo(judged);
        }

        @ParameterizedTest
        @CsvSource({"2.5, whole", "x, number", "-1, from-to", "20 %, number"})
        void is_counted_in_whole_numbers(String answer, String rule) {
            assertThat(exercise(COUNT).attempt(Map.of("answer", answer)).wrong())
                    .hasValueSatisfying(
                            invalid -> assertThat(invalid.rule().name()).isEqualTo(rule));
        }

        @Test
        void must_be_about_a_token_that_stays() {
            String[] lines = SHARE.clone();
            lines[1] = "of: sofa";
            assertRefused("of", "stays", lines);
        }

        @Test
        void must_not_hang_on_a_rounding() {
            String[] lines = SHARE.clone();
            lines[2] = "top-p: 0.83";
            assertRefused("logits", "clear-cut", lines);
        }

        @Test
        void must_know_only_mistakes_that_can_be_made() {
            String[] lines = SHARE.clone();
            lines[2] = "top-k: 2";
            assertRefused("mistakes.1", "can-be-made", lines);
        }

        @Test
        void must_have_a_truncation() {
            String[] lines = COUNT.clone();
            lines[1] = "temperature: 0.5";
            assertRefused("compute", "truncation-beside", lines);
        }

        @Test
        void is_counted_without_a_tolerance() {
            String[] lines = Arrays.copyOf(COUNT, 5);
            lines[4] = "tolerance: 0.005";
            assertRefused("tolerance", "known-key", lines);
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Min_p_of_three_tenths {

        private static final String[] LINES = {
            "compute: kept", "min-p: 0.3", "unit: count", "mistakes: [absolute-min-p, one-too-many]"
        };

        /** 0.3 of 0.5913 is 0.1774: two tokens have as much, and only one has 0.3. */
        @Test
        void is_a_share_of_the_largest_probability() {
            assertThat(mistake(exercise(LINES), "2")).isEqualTo("right");
            assertThat(mistake(exercise(LINES), "1")).isEqualTo("absolute-min-p");
            assertThat(mistake(exercise(LINES), "3")).isEqualTo("one-too-many");
        }
    }

    @Test
    void fewer_stay_at_a_low_temperature() {
        NumberExercise exercise = exercise(
                "compute: kept", "temperature: 0.5", "top-p: 0.8", "unit: count", "mistakes: [no-temperature]");
        assertThat(exercise.right()).isCloseTo(1, within(0.0));
        assertThat(mistake(exercise, "2")).isEqualTo("no-temperature");
    }
}
