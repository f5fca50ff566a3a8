package logitlab.lesson.exercise.choice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.QuestionContent;

/**
 * {@code compute: effect}: whether a change makes the sampling probability of a token rise, fall or stay the same. The change
 * is made to find out.
 */
final class EffectPick {

    /** Smaller differences are only rounding. */
    private static final double SAME = 1e-9;

    /** A real difference must be at least this large, so that learners can see it. */
    private static final double CLEAR = 0.002;

    private EffectPick() {}

    static ChoiceQuestion of(BlockWords values) {
        Cut before = Cut.of(values);
        int of = before.id(values, "of");
        Change change = Change.of(values, before);
        if (change.token() == of && change.name().equals("ban")) {
            throw new InvalidValue("change.ban", new Rule("other-than", "of"), values.text("of"));
        }
        return of(before, of, change);
    }

    private static ChoiceQuestion of(Cut before, int of, Change change) {
        Cut after = change.after(before);
        double difference = after.probability(of) - before.probability(of);
        String right = Math.abs(difference) < SAME ? "stay" : difference > 0 ? "rise" : "fall";
        Figure token = Figure.of(before.token(of));
        Map<String, Figure> holes = new LinkedHashMap<>(before.holes());
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
                        before.facts(of, before.lines()),
                        holes,
                        () -> List.of(
                                Working.of("solution.before", token, Figure.percent(before.probability(of))),
                                Working.of("solution.after", token, Figure.percent(after.probability(of))),
                                Working.of("solution." + right, token))),
                dice -> fresh(before.fresh(dice), of, change, dice));
    }

    /** About a random token, unless the question is about the token that is changed. */
    private static ChoiceQuestion fresh(Cut before, int of, Change change, Dice dice) {
        return of(before, change.token() == of ? of : dice.whole(0, before.size() - 1), change);
    }

    /** @param stay whether the option is that the probability stays the same */
    private static String mistake(Cut before, boolean kept, Change change, boolean stay) {
        boolean hotter = change.amount() > before.settings().temperature();
        return switch (change.name()) {
            case "add" -> "constant-shift";
            case "temperature" ->
                stay ? "temperature-keeps-probabilities" : hotter ? "larger-t-sharpens" : "smaller-t-flattens";
            case "ban", "raise" -> stay ? "sum-forgotten" : "wrong-way";
            default -> !kept ? "dropped-token" : stay ? "not-renormalised" : "wrong-way";
        };
    }
}
