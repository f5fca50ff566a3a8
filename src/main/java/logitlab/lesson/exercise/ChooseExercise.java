package logitlab.lesson.exercise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.Value;
import logitlab.lesson.exercise.choice.ChoiceQuestion;
import logitlab.lesson.question.ComputeKind;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.ExerciseText;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.Verdict;
import logitlab.lesson.question.WrongAnswerExample;
import logitlab.model.Models;

/**
 * {@code ```exercise choose}: one answer of several.
 *
 * <pre>
 * id: hotter
 * question: The temperature rises to 2. What happens to the probability of “{token}”?
 * compute: effect
 * tokens: [mat, moon, sofa, floor, idea]
 * logits: [2.1, -0.5, 0.3, 1.2, -1.0]
 * of: mat
 * change: {temperature: 2}
 * hints:
 *   - Divide the logits by 2. Do they come closer together, or do they move apart?
 * </pre>
 */
public record ChooseExercise(ExerciseText text, ChoiceQuestion asked) implements Exercise {

    private static final String ANSWER = "answer";

    public static ChooseExercise of(BlockValues values, Models models) {
        values.choices("tokens", Set.copyOf(values.list("tokens"))); // no text twice
        ChoiceQuestion asked = ComputeKind.read(values, ChoiceQuestion.all(models));
        if (!asked.fair()) {
            throw new InvalidValueException(
                    "logits", new Constraint("one-clear-answer"), String.join(", ", values.list("logits")));
        }
        ChooseExercise exercise = new ChooseExercise(
                ExerciseText.of(values, asked.content().holes().keySet()), asked);
        SeededNumbers.requireFresh(exercise::fresh, "logits");
        return exercise;
    }

    private ChooseExercise fresh(long seed) {
        return new ChooseExercise(text.fresh(seed), SeededNumbers.first(seed, asked.fresh(), ChoiceQuestion::fair));
    }

    @Override
    public ExerciseAttempt<ChooseExercise> attempt(Map<String, String> typed) {
        return ExerciseAttempt.of(this, typed, List.of(ANSWER), this::fresh, (asked, values) -> asked.judge(values));
    }

    private Verdict judge(BlockValues values) {
        ChoiceQuestion.Option chosen = values.oneOf(ANSWER, asked.options(), ChoiceQuestion.Option::value);
        return Verdict.of(chosen.right(), mistake(chosen).stream());
    }

    /** The mistake behind a wrong option, about the option's token or else about the token in the question. */
    private Optional<Mistake> mistake(ChoiceQuestion.Option chosen) {
        Optional<Value> token = chosen.token().map(Value::of).or(() -> Optional.ofNullable(holes().get("token")));
        return Optional.of(chosen.mistake())
                .filter(name -> !name.isEmpty())
                .map(name -> new Mistake(name, 0, token.stream().toList()));
    }

    @Override
    public List<String> names() {
        return List.of(asked.name());
    }

    @Override
    public QuestionContent content() {
        return asked.content();
    }

    @Override
    public Map<String, String> answer() {
        return Map.of(ANSWER, asked.right().value());
    }

    @Override
    public List<WrongAnswerExample> wrongAnswers() {
        return asked.options().stream()
                .filter(option -> !option.right() && !option.mistake().isEmpty())
                .map(option -> new WrongAnswerExample(option.mistake(), Map.of(ANSWER, option.value())))
                .toList();
    }
}
