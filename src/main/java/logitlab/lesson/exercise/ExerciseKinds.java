package logitlab.lesson.exercise;

import java.util.Map;
import java.util.SortedSet;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockKinds;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.exercise.choice.ChoiceQuestion;
import logitlab.lesson.exercise.count.CountQuestion;
import logitlab.lesson.exercise.number.NumberQuestion;
import logitlab.lesson.question.Exercise;
import logitlab.model.Models;

/**
 * The kinds of exercises that a lesson can ask for. A new kind is one line here. What {@code number}, {@code choose} and
 * {@code count} can ask about is listed in {@link NumberQuestion}, {@link ChoiceQuestion} and {@link CountQuestion}.
 */
public final class ExerciseKinds {

    private static final BlockKinds<Exercise> KINDS = BlockKinds.of(
            "exercise",
            Map.of(
                    "bet", BetExercise::of,
                    "choose", ChooseExercise::of,
                    "count", CountExercise::of,
                    "number", NumberExercise::of,
                    "order", (values, models) -> OrderExercise.of(values),
                    "predict", PredictExercise::of,
                    "set", SetExercise::of));

    private ExerciseKinds() {}

    /** The names that lessons use. */
    public static SortedSet<String> names() {
        return KINDS.names();
    }

    /** @throws InvalidValueException naming {@code exercise} if there is no such kind, otherwise the key whose value is wrong */
    public static Exercise parse(String kind, BlockValues values, Models models) {
        return KINDS.parse(kind, values, models);
    }
}
