package logitlab.lesson.exercise.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import logitlab.decoding.Bias;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/**
 * Two tokens compared: by how much one logit is above the other ({@code compute: distance}), and how many times as probable the one
 * token is ({@code compute: ratio}). The ratio of two probabilities is e to the power of the difference of their logits: the sum of the
 * exponentials cancels.
 *
 * <pre>
 * logits 2.1 and 1.2:  distance 0.9, ratio e^0.9 = 2.46
 * </pre>
 */
final class LogitPair {

    /** The ratios that are worth a calculation. */
    private static final double LEAST = 1.2;

    private static final double MOST = 30;

    private LogitPair() {}

    static NumberQuestion distance(BlockValues values) {
        double added = values.number("add", Bias.RANGE, 0);
        return parsed(values, pair -> distance(pair, added));
    }

    static NumberQuestion ratio(BlockValues values) {
        return parsed(values, LogitPair::ratio);
    }

    private static NumberQuestion parsed(BlockValues values, Function<Pair, NumberQuestion> question) {
        TruncationCase truncation = TruncationCase.of(values);
        int of = truncation.id(values, "of");
        int to = truncation.id(values, "to");
        if (of == to) {
            throw new InvalidValueException("to", new Constraint("other-than", "of"), values.text("to"));
        }
        return question.apply(new Pair(truncation, of, to));
    }

    /** The ids of the two tokens. */
    private record Pair(TruncationCase truncation, int of, int to) {

        double above() {
            return logit(of) - logit(to);
        }

        double logit(int id) {
            return truncation.logits().at(id);
        }

        Value token(int id) {
            return Value.of(truncation.token(id));
        }

        Pair fresh(SeededNumbers numbers) {
            int first = numbers.whole(0, truncation.size() - 1);
            int second = (first + numbers.whole(1, truncation.size() - 1)) % truncation.size();
            TruncationCase other = truncation.fresh(numbers);
            return other.logits().at(first) >= other.logits().at(second)
                    ? new Pair(other, first, second)
                    : new Pair(other, second, first);
        }

        Map<String, Value> holes() {
            Map<String, Value> holes = new LinkedHashMap<>(truncation.holes());
            holes.put("token", token(of));
            holes.put("other", token(to));
            return holes;
        }
    }

    private static NumberQuestion distance(Pair pair, double added) {
        Map<String, Value> holes = pair.holes();
        holes.put("add", Value.plain(added));
        SolutionLine solution = SolutionLine.of(
                "solution.distance",
                pair.token(pair.of),
                pair.token(pair.to),
                Value.logit(pair.logit(pair.of) + added),
                Value.subtracted(pair.logit(pair.to) + added),
                Value.logit(pair.above()));
        return question(
                pair,
                pair.above(),
                pair.above() > 0,
                List.of(
                        Mistake.of("shift-counted", added == 0 ? Double.NaN : pair.above() + added),
                        Mistake.of("shift-counted", added == 0 ? Double.NaN : pair.above() + 2 * added),
                        Mistake.of("logits-added", pair.logit(pair.of) + pair.logit(pair.to)),
                        Mistake.of("distance-below", -pair.above()),
                        Mistake.of("logit-alone", pair.logit(pair.of)),
                        Mistake.of("logit-alone", added == 0 ? Double.NaN : pair.logit(pair.of) + added)),
                new QuestionContent(
                        pair.truncation.givens(-1, List.of()),
                        holes,
                        () -> List.of(SolutionLine.of(
                                "step.distance",
                                Value.logit(pair.logit(pair.of) + added),
                                Value.subtracted(pair.logit(pair.to) + added))),
                        () -> List.of(solution)),
                numbers -> distance(pair.fresh(numbers), added));
    }

    private static NumberQuestion ratio(Pair pair) {
        double temperature = pair.truncation.settings().temperature();
        double distance = pair.above() / temperature;
        List<SolutionLine> lines = new ArrayList<>();
        lines.add(SolutionLine.of(
                "solution.distance",
                pair.token(pair.of),
                pair.token(pair.to),
                Value.logit(pair.logit(pair.of)),
                Value.subtracted(pair.logit(pair.to)),
                Value.logit(pair.above())));
        if (temperature != 1) {
            lines.add(SolutionLine.of(
                    "solution.distance-divided",
                    Value.logit(pair.above()),
                    Value.plain(temperature),
                    Value.scaled(distance)));
        }
        lines.add(SolutionLine.of("solution.ratio", Value.scaled(distance), Value.logit(Math.exp(distance))));
        return question(
                pair,
                Math.exp(distance),
                Math.exp(distance) >= LEAST && Math.exp(distance) <= MOST,
                List.of(
                        Mistake.of("difference-itself", distance),
                        Mistake.of("logits-divided", pair.logit(pair.of) / pair.logit(pair.to)),
                        Mistake.of("ratio-turned-round", Math.exp(-distance)),
                        Mistake.of("exponential-of-one", Math.exp(pair.logit(pair.of))),
                        Mistake.of("no-temperature", temperature == 1 ? Double.NaN : Math.exp(pair.above())),
                        Mistake.of("multiplied", temperature == 1 ? Double.NaN : Math.exp(pair.above() * temperature))),
                new QuestionContent(
                        pair.truncation.givens(-1, pair.truncation.lines()),
                        pair.holes(),
                        () -> List.of(SolutionLine.of("step.perplexity", Value.scaled(distance))),
                        () -> List.copyOf(lines)),
                numbers -> ratio(pair.fresh(numbers)));
    }

    private static NumberQuestion question(
            Pair pair,
            double value,
            boolean fair,
            List<Mistake> mistakes,
            QuestionContent content,
            Function<SeededNumbers, NumberQuestion> fresh) {
        List<Value> tokens = List.of(pair.token(pair.of), pair.token(pair.to));
        return new NumberQuestion(
                List.of(AnswerUnit.NUMBER),
                value,
                mistakes.stream()
                        .map(mistake -> new Mistake(mistake.name(), mistake.value(), tokens))
                        .toList(),
                tokens,
                fair,
                content,
                fresh);
    }
}
