package logitlab.lesson.exercise;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.exercise.count.CountQuestion;
import logitlab.lesson.question.ComputeKind;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.ExerciseText;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TypedNumber;
import logitlab.lesson.question.Verdict;
import logitlab.lesson.question.WrongAnswerExample;
import logitlab.model.Models;

/**
 * {@code ```exercise count}: a whole number that follows from what a model is or produces.
 *
 * <pre>
 * id: how-many
 * question: How many tokens are these?
 * compute: tokens
 * model: storyteller
 * texts: ["The cat sat.", "Once upon a time,"]
 * mistakes: [words-counted, characters-counted]
 * hints:
 *   - A punctuation mark is a token of its own.
 * </pre>
 *
 * @param compute the name of the question
 * @param asked the question with its numbers
 * @param mistakes the names of the mistakes that it recognises, in the lesson's order
 */
public record CountExercise(ExerciseText text, String compute, CountQuestion asked, List<String> mistakes)
        implements Exercise {

    private static final String ANSWER = "answer";
    private static final Range COUNTS = Range.of(-1e12, 1e12);

    public CountExercise {
        mistakes = List.copyOf(mistakes);
    }

    public static CountExercise of(BlockValues values, Models models) {
        CountQuestion asked = ComputeKind.read(values, CountQuestion.all(models), "mistakes");
        List<String> known = asked.mistakes().stream().map(Mistake::name).toList();
        CountExercise exercise = new CountExercise(
                ExerciseText.of(values, asked.content().holes().keySet()),
                values.text("compute"),
                asked,
                values.choices("mistakes", known));
        exercise.known(asked.value()).findFirst().ifPresent(mistake -> {
            throw new InvalidValueException("mistakes", new Constraint("never-right"), mistake.name());
        });
        if (exercise.hasFreshNumbers()) {
            SeededNumbers.requireFresh(exercise::fresh, "mistakes");
        }
        return exercise;
    }

    private Stream<Mistake> known() {
        return mistakes.stream()
                .flatMap(name -> asked.mistakes().stream()
                        .filter(mistake -> mistake.name().equals(name)));
    }

    /** The recognised mistakes that lead to a number. */
    private Stream<Mistake> known(long value) {
        return known().filter(mistake -> mistake.value() == value);
    }

    private CountExercise fresh(long seed) {
        return SeededNumbers.first(
                seed,
                numbers -> new CountExercise(
                        text.fresh(seed), compute, asked.fresh().orElseThrow().apply(numbers), mistakes),
                fresh -> fresh.known(fresh.asked.value()).findFirst().isEmpty());
    }

    @Override
    public ExerciseAttempt<CountExercise> attempt(Map<String, String> typed) {
        return ExerciseAttempt.of(
                this,
                typed,
                List.of(ANSWER),
                this::fresh,
                (exercise, values) -> exercise.judge(TypedNumber.count(ANSWER, values.text(ANSWER), COUNTS)));
    }

    private Verdict judge(long answer) {
        Stream<Mistake> negative = answer < 0 ? Stream.of(Mistake.of("below-zero", answer)) : Stream.empty();
        return Verdict.of(answer == asked.value(), Stream.concat(known(answer), negative));
    }

    @Override
    public boolean hasFreshNumbers() {
        return asked.fresh().isPresent();
    }

    @Override
    public List<String> names() {
        return List.of("count." + compute);
    }

    @Override
    public QuestionContent content() {
        return asked.content();
    }

    @Override
    public Map<String, String> answer() {
        return answer(asked.value());
    }

    private static Map<String, String> answer(long value) {
        return Map.of(ANSWER, Long.toString(value));
    }

    /** If two mistakes lead to the same number, only the one that the lesson names first. */
    @Override
    public List<WrongAnswerExample> wrongAnswers() {
        return known().filter(mistake -> known((long) mistake.value())
                        .findFirst()
                        .filter(mistake::equals)
                        .isPresent())
                .map(mistake -> new WrongAnswerExample(mistake.name(), answer((long) mistake.value())))
                .toList();
    }
}
