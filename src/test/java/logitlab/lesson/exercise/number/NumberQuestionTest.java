package logitlab.lesson.exercise.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Shipped;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.exercise.NumberExercise;
import logitlab.lesson.file.YamlValues;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.Verdict;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked by hand on the toy logits [2.1, -0.5, 0.3, 1.2, -1.0], whose softmax is [0.5913, 0.0439, 0.0977, 0.2404, 0.0266]. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NumberQuestionTest {

    private static NumberExercise exercise(String... lines) {
        return NumberExercise.of(YamlValues.of("""
                        id: practice
                        question: How much?
                        tokens: [mat, moon, sofa, floor, idea]
                        logits: [2.1, -0.5, 0.3, 1.2, -1.0]
                        hints: [Look.]
                        """ + String.join("\n", lines)), Shipped.MODELS);
    }

    private static String mistake(NumberExercise exercise, String answer) {
        Verdict verdict = exercise.attempt(Map.of("answer", answer)).verdict().orElseThrow();
        return verdict.right() ? "right" : verdict.mistake().map(Mistake::name).orElse("wrong");
    }

    private static void assertRefused(String field, String rule, String... lines) {
        assertThatThrownBy(() -> exercise(lines)).isInstanceOfSatisfying(InvalidValueException.class, invalid -> {
            assertThat(invalid.field()).isEqualTo(field);
            assertThat(invalid.constraint().name()).isEqualTo(rule);
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
                    .extracting(SolutionLine::name)
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
        @CsvSource({"2.5, whole", "x, number", "20 %, number"})
        void is_counted_in_whole_numbers(String answer, String rule) {
            assertThat(exercise(COUNT).attempt(Map.of("answer", answer)).wrong())
                    .hasValueSatisfying(
                            invalid -> assertThat(invalid.constraint().name()).isEqualTo(rule));
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

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Surprise_of_the_sofa {

        private static final String[] LINES = {
            "compute: cross-entropy",
            "of: sofa",
            "unit: nats",
            "tolerance: 0.01",
            "mistakes: [sign-forgotten, probability-itself, base-two, base-ten, other-token, logit-itself]"
        };

        /** Minus the logarithm of 0.0977, which another test has from softmax. */
        @ParameterizedTest
        @CsvSource({
            "2.3254, right",
            "−2.3254, sign-forgotten",
            "0.0977, probability-itself",
            "3.3548, base-two",
            "1.0099, base-ten",
            "1.4254, other-token",
            "-0.3, logit-itself",
            "2.34, rounded-early",
            "7, wrong"
        })
        void is_minus_the_logarithm_of_its_probability(String answer, String judged) {
            assertThat(mistake(exercise(LINES), answer)).isEqualTo(judged);
        }

        @Test
        void is_given_in_nats_and_not_in_per_cent() {
            assertThat(exercise(LINES).attempt(Map.of("answer", "9.77 %")).wrong())
                    .hasValueSatisfying(
                            invalid -> assertThat(invalid.constraint().name()).isEqualTo("number"));
            String[] lines = LINES.clone();
            lines[2] = "unit: share";
            assertRefused("unit", "one-of", lines);
            lines[2] = LINES[2];
            lines[4] = "mistakes: [other-unit]";
            assertRefused("mistakes.0", "one-of", lines);
        }

        @Test
        void is_solved_by_the_log_sum_exp() {
            assertThat(exercise(LINES).solution())
                    .extracting(SolutionLine::name)
                    .endsWith("solution.sum", "solution.log-sum-exp", "solution.surprise");
        }
    }

    private static NumberExercise perplexity(String probabilities) {
        return NumberExercise.of(YamlValues.of("""
                        id: practice
                        question: How much?
                        compute: perplexity
                        tokens: [a, b, c]
                        unit: number
                        tolerance: 0.02
                        mistakes: [mean-inverted, sum-not-mean, not-exponentiated, base-two]
                        hints: [Look.]
                        """ + "probabilities: " + probabilities), Shipped.MODELS);
    }

    /** 1/2, 1/4 and 1/64 multiply to 1/512, of which the third root is 1/8; the mean of the surprises is 3 ln 2. */
    @ParameterizedTest
    @CsvSource({
        "8, right",
        "3.918, mean-inverted",
        "512, sum-not-mean",
        "2.0794, not-exponentiated",
        "4.2268, base-two",
        "100, wrong"
    })
    void perplexity_is_one_over_the_geometric_mean(String answer, String judged) {
        assertThat(mistake(perplexity("[0.5, 0.25, 0.015625]"), answer)).isEqualTo(judged);
    }

    @Test
    void perplexity_takes_probabilities_alone() {
        for (String[] wrong : new String[][] {
            {"[0.5, 0, 0.1]", "probabilities.1"}, {"[0.5, 1.1, 0.1]", "probabilities.1"}, {"[0.5, 0.1]", "tokens"}
        }) {
            assertThatThrownBy(() -> perplexity(wrong[0]))
                    .isInstanceOfSatisfying(
                            InvalidValueException.class,
                            invalid -> assertThat(invalid.field()).isEqualTo(wrong[1]));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "moon, -0.625, right",
        "moon, -0.4, penalty-turned-round",
        "moon, -1.75, penalty-subtracted",
        "moon, -0.5, no-penalty",
        "moon, 1.68, other-token",
        "mat, 1.68, right",
        "mat, 2.625, penalty-turned-round",
        "mat, 0.85, penalty-subtracted"
    })
    void a_penalty_divides_above_zero_and_multiplies_below(String token, String answer, String judged) {
        NumberExercise exercise = exercise(
                "compute: penalised",
                "of: " + token,
                "repetition-penalty: 1.25",
                "unit: number",
                "tolerance: 0.01",
                "mistakes: [penalty-turned-round, penalty-subtracted, no-penalty, other-token]");
        assertThat(mistake(exercise, answer)).isEqualTo(judged);
    }

    /** e^1.8 of e^2.1 + e^-0.5 + e^1.8 + e^1.2 + e^-1: the bias of 1.5 lifts 0.3 to 1.8. */
    @ParameterizedTest
    @CsvSource({
        "0.3268, right",
        "1.5977, bias-on-probability",
        "0.0977, bias-ignored",
        "0.4380, not-renormalised",
        "0.1794, other-token",
        "32.68, other-unit"
    })
    void a_bias_comes_before_softmax(String answer, String judged) {
        double sum = Math.exp(2.1) + Math.exp(-0.5) + Math.exp(1.8) + Math.exp(1.2) + Math.exp(-1);
        assertThat(Math.exp(1.8) / sum).isCloseTo(0.3268, within(5e-5));
        NumberExercise exercise = exercise(
                "compute: biased",
                "of: sofa",
                "bias: {2: 1.5}",
                "unit: share",
                "tolerance: 0.005",
                "mistakes: [bias-on-probability, bias-ignored, not-renormalised, other-token, other-unit]");
        assertThat(mistake(exercise, answer)).isEqualTo(judged);
    }

    @Test
    void a_bias_must_be_there_and_name_a_token() {
        assertRefused("bias", "required", "compute: biased", "of: sofa", "unit: share", "tolerance: 0.005");
        assertRefused(
                "bias.5",
                "known-token-id",
                "compute: biased",
                "of: sofa",
                "bias: {5: 1}",
                "unit: share",
                "tolerance: 0.005");
    }
}
