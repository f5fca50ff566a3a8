package logitlab.lesson.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import logitlab.lesson.Shipped;
import logitlab.lesson.exercise.ChooseExercise;
import logitlab.lesson.exercise.choice.ChoiceQuestion;
import logitlab.lesson.file.EveryExercise;
import logitlab.model.Models;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the kind and whatever the seed: what is right is judged right, and each usual mistake is recognised. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExerciseLawsTest {

    private static final int SEEDS = 60;

    private static final Models MODELS = Shipped.MODELS;

    static Stream<String> blocks() {
        return EveryExercise.BLOCKS.keySet().stream();
    }

    private static final Map<String, Exercise> READ = new ConcurrentHashMap<>();

    private static Exercise exercise(String id) {
        return READ.computeIfAbsent(id, block -> EveryExercise.of(block, MODELS));
    }

    /** The exercise as it stands in the lesson, and with fresh numbers: what a visitor sends along with an answer. */
    private static List<Map<String, String>> seeds(Exercise exercise) {
        int seeds = !exercise.hasFreshNumbers() ? 0 : exercise.givens().text().isPresent() ? 12 : SEEDS;
        return Stream.iterate(0, seed -> seed <= seeds, seed -> seed + 1)
                .map(seed -> seed == 0 ? Map.<String, String>of() : Map.of("seed", seed.toString()))
                .toList();
    }

    private static Map<String, String> with(Map<String, String> seed, Map<String, String> answer) {
        Map<String, String> words = new LinkedHashMap<>(seed);
        words.putAll(answer);
        return words;
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void what_is_right_is_judged_right_and_each_slip_is_recognised(String id) {
        Exercise lesson = exercise(id);
        for (Map<String, String> seed : seeds(lesson)) {
            Exercise asked = lesson.attempt(seed).asked();
            assertThat(lesson.attempt(with(seed, asked.answer())).verdict())
                    .as("seed %s", seed)
                    .contains(Verdict.RIGHT);
            for (WrongAnswerExample example : asked.wrongAnswers()) {
                Verdict verdict =
                        lesson.attempt(with(seed, example.answer())).verdict().orElseThrow();
                assertThat(verdict.mistake().map(Mistake::name))
                        .as("seed %s, %s", seed, example)
                        .contains(example.mistake());
            }
        }
    }

    /** What is given, and the options. */
    private static List<Object> shown(Exercise exercise) {
        return List.of(
                exercise.givens(),
                exercise instanceof ChooseExercise choose
                        ? choose.asked().options().stream()
                                .map(ChoiceQuestion.Option::value)
                                .toList()
                        : List.of());
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void a_seed_asks_the_same_again_and_another_one_something_else(String id) {
        Exercise lesson = exercise(id);
        if (lesson.hasFreshNumbers()) {
            Exercise seven = lesson.attempt(Map.of("seed", "7")).asked();
            assertThat(shown(lesson.attempt(Map.of("seed", "7")).asked())).isEqualTo(shown(seven));
            assertThat(shown(lesson.attempt(Map.of("seed", "8")).asked())).isNotEqualTo(shown(seven));
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void without_an_answer_there_is_no_verdict(String id) {
        assertThat(exercise(id).attempt(Map.of()).verdict()).isEmpty();
        assertThat(exercise(id).attempt(Map.of()).wrong()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void there_is_a_slip_to_recognise_and_a_solution(String id) {
        if (!List.of("next-greedy", "largest-logit").contains(id)) { // there the best token is right
            assertThat(exercise(id).wrongAnswers()).isNotEmpty();
        }
        assertThat(exercise(id).solution()).isNotEmpty();
    }
}
