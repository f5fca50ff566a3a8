package logitlab.lesson.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.LongStream;
import logitlab.decoding.Logits;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Shipped;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.Value;
import logitlab.lesson.file.YamlValues;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.Verdict;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Judging on the toy logits [2.1, -0.5, 0.3, 1.2, -1.0], asked about the token with logit 1.2: 0.2404. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NumberExerciseTest {

    private static final BlockValues VALUES = YamlValues.of("""
                    id: practice
                    question: What about {token}?
                    compute: softmax
                    tokens: [mat, moon, sofa, floor, idea]
                    logits: [2.1, -0.5, 0.3, 1.2, -1.0]
                    of: floor
                    unit: share
                    tolerance: 0.005
                    mistakes: [other-unit, exponential-alone, share-of-logits, other-token, top-only]
                    hints: [Look.]
                    """);

    private static final NumberExercise SHARE = NumberExercise.of(VALUES, Shipped.MODELS);
    private static final NumberExercise PERCENT =
            NumberExercise.of(VALUES.with(Map.of("unit", "percent")), Shipped.MODELS);

    private static Verdict verdict(NumberExercise exercise, String answer) {
        return exercise.attempt(Map.of("answer", answer)).verdict().orElseThrow();
    }

    @Test
    void what_is_right_is_computed() {
        assertThat(SHARE.right())
                .isEqualTo(Logits.of(2.1, -0.5, 0.3, 1.2, -1.0).softmax().at(3));
        assertThat(PERCENT.right()).isCloseTo(24.04, within(0.005));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.2404",
                "0.24",
                ".24",
                "0,2404",
                "24.04%",
                "24 %",
                " 0.2404 ",
                "2.4e-1",
                "24.04%",
                "24,04\u202f%",
                "\u00a00.24\u2009",
                "+0.24",
                "0.2450",
                "0.2360"
            })
    void an_answer_within_the_tolerance_is_right(String answer) {
        assertThat(verdict(SHARE, answer).right()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "24.04, other-unit, floor",
        "24, other-unit, floor",
        "0.4066, exponential-alone, floor",
        "3.32, exponential-alone, floor",
        "0.571, share-of-logits, floor",
        "0.591, other-token, mat",
        "0.044, other-token, moon",
        "0.098, other-token, sofa",
        "0.027, other-token, idea",
        "0.289, top-only, floor",
        "0.2587, top-only, floor",
        "0.25, rounded-early, floor",
        "-0.9, no-probability, floor",
        "2, no-probability, floor",
    })
    void a_usual_mistake_is_recognised(String answer, String mistake, String token) {
        Verdict verdict = verdict(SHARE, answer);
        assertThat(verdict.right()).isFalse();
        assertThat(verdict.mistake()).hasValueSatisfying(found -> {
            assertThat(found.name()).isEqualTo(mistake);
            assertThat(((Value.Named) found.figures().get(0)).token().text()).isEqualTo(token);
        });
    }

    @Test
    void any_other_answer_is_just_wrong() {
        assertThat(verdict(SHARE, "0.8")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void per_cent_are_judged_as_per_cent() {
        assertThat(verdict(PERCENT, "24").right()).isTrue();
        assertThat(verdict(PERCENT, "24%").right()).isTrue();
        assertThat(verdict(PERCENT, "0.24").mistake())
                .get()
                .extracting(Mistake::name)
                .isEqualTo("other-unit");
        assertThat(verdict(PERCENT, "40.66").mistake())
                .get()
                .extracting(Mistake::name)
                .isEqualTo("exponential-alone");
        assertThat(verdict(PERCENT, "101").mistake())
                .get()
                .extracting(Mistake::name)
                .isEqualTo("no-probability");
    }

    @ParameterizedTest
    @CsvSource({
        "'', required",
        "'  ', required",
        "abc, number",
        "1/4, number",
        "'12,34.5', number-comma",
        "'0,2,4', number-comma",
        "%, number",
        "NaN, number"
    })
    void what_is_no_number_is_no_answer(String answer, String rule) {
        ExerciseAttempt<NumberExercise> attempt = SHARE.attempt(Map.of("answer", answer));
        assertThat(attempt.verdict()).isEmpty();
        assertThat(attempt.typed("answer")).isEqualTo(answer);
        assertThat(attempt.wrong()).hasValueSatisfying(invalid -> {
            assertThat(invalid.field()).isEqualTo("answer");
            assertThat(invalid.constraint().name()).isEqualTo(rule);
        });
    }

    @Test
    void without_an_answer_there_is_no_verdict() {
        assertThat(SHARE.attempt(Map.of()).verdict()).isEmpty();
        assertThat(SHARE.attempt(Map.of()).wrong()).isEmpty();
    }

    @Test
    void the_same_seed_asks_the_same_and_another_seed_something_else() {
        NumberExercise seven = SHARE.attempt(Map.of("seed", "7")).asked();
        assertThat(SHARE.attempt(Map.of("seed", "7")).asked().givens()).isEqualTo(seven.givens());
        assertThat(SHARE.attempt(Map.of("seed", "8")).asked().givens()).isNotEqualTo(seven.givens());
        assertThat(seven.text().seed()).hasValue(7);
    }

    @Test
    void fresh_numbers_keep_every_known_mistake_apart_from_what_is_right() {
        LongStream.rangeClosed(1, 500).mapToObj(Long::toString).forEach(seed -> {
            NumberExercise fresh = SHARE.attempt(Map.of("seed", seed)).asked();
            assertThat(fresh.right()).isBetween(0.04, 1.0);
            assertThat(fresh.asked().mistakes().stream().filter(Mistake::isPossible))
                    .allSatisfy(mistake -> assertThat(Math.abs(mistake.value() - fresh.right()))
                            .isGreaterThan(0.0125));
            assertThat(verdict(fresh, Double.toString(fresh.right())).right()).isTrue();
        });
    }

    @Test
    void a_seed_must_be_one() {
        assertThatThrownBy(() -> SHARE.attempt(Map.of("seed", "x"))).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> SHARE.attempt(Map.of("seed", "-1"))).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> SHARE.attempt(Map.of("sed", "1"))).isInstanceOf(InvalidValueException.class);
    }
}
