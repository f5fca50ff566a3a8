package logitlab.lesson.exercise.choice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/**
 * {@code compute: effect}: whether a change makes the sampling probability of a token rise, fall or stay the same. The change
 * is made to find out.
 */
final class EffectChoice {

    /** Smaller differences are only rounding. */
    private static final double SAME = 1e-9;

    /** A real difference must be at least this large, so that learners can see it. */
    private static final double CLEAR = 0.002;

    private EffectChoice() {}

    static ChoiceQuestion of(BlockValues values) {
        TruncationCase before = TruncationCase.of(values);
        int of = before.id(values, "of");
        LogitChange change = LogitChange.of(values, before);
        if (change.token() == of && change.name().equals("ban")) {
            throw new InvalidValueException("change.ban", new Constraint("other-than", "of"), values.text("of"));
        }
        return of(before, of, change);
    }

    private static ChoiceQuestion of(TruncationCase before, int of, LogitChange change) {
        TruncationCase after = change.after(before);
        double difference = after.probability(of) - before.probability(of);
        String right = Math.abs(difference) < SAME ? "stay" : difference > 0 ? "rise" : "fall";
        Value token = Value.of(before.token(of));
        Map<String, Value> holes = new LinkedHashMap<>(before.holes());
        holes.put("token", token);
        return new ChoiceQuestion(
                "effect",
                (change.token() != of || change.name().equals("raise"))
                        && (right.equals("stay") || Math.abs(difference) > CLEAR)
                        && before.clear()
                        && after.clear(),
                Stream.of("rise", "fall", "stay")
                        .map(value -> ChoiceQuestion.Option.of(
                                value,
                                List.of(),
                                value.equals(right),
                                mistake(before, after.keeps(of), change, value.equals("stay"))))
                        .toList(),
                new QuestionContent(
                        before.givens(of, before.lines()),
                        holes,
                        () -> List.of(
                                SolutionLine.of("solution.before", token, Value.percent(before.probability(of))),
                                SolutionLine.of("step.after", token)),
                        () -> List.of(
                                SolutionLine.of("solution.before", token, Value.percent(before.probability(of))),
                                SolutionLine.of("solution.after", token, Value.percent(after.probability(of))),
                                SolutionLine.of("solution." + right, token))),
                numbers -> fresh(before.fresh(numbers), of, change, numbers));
    }

    /** About a random token, unless the question is about the token that is changed. */
    private static ChoiceQuestion fresh(TruncationCase before, int of, LogitChange change, SeededNumbers numbers) {
        return of(before, change.token() == of ? of : numbers.whole(0, before.size() - 1), change);
    }

    /** @param stay whether the option is that the probability stays the same */
    private static String mistake(TruncationCase before, boolean kept, LogitChange change, boolean stay) {
        boolean hotter = change.amount() > before.settings().temperature();
        return switch (change.name()) {
            case "add" -> "constant-shift";
            case "divide-probabilities" -> "divided-and-scaled";
            case "temperature" ->
                stay ? "temperature-keeps-probabilities" : hotter ? "larger-t-sharpens" : "smaller-t-flattens";
            case "ban", "raise" -> stay ? "sum-forgotten" : "wrong-way";
            default -> !kept ? "dropped-token" : stay ? "not-renormalised" : "wrong-way";
        };
    }
}
