package logitlab.lesson.exercise.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import logitlab.decoding.Distribution;
import logitlab.decoding.Logits;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.model.text.Token;

/**
 * {@code compute: attention}: what a head fetches, {@code sum of softmax(scores)_i * value_i}, with values of one number each.
 *
 * <pre>
 * scores 2.0 and 0.0, values 1.0 and -1.0:  0.8808 * 1.0 + 0.1192 * (-1.0) = 0.7616
 * </pre>
 */
final class AttentionSum {

    private static final Range NUMBERS = Range.of(-100, 100);
    private static final int FEWEST = 2;
    private static final int MOST = 6;

    private AttentionSum() {}

    static NumberQuestion of(BlockValues values) {
        List<String> tokens = values.list("tokens", FEWEST, MOST);
        double[] scores = values.numbers("scores", NUMBERS, FEWEST, MOST);
        double[] numbers = values.numbers("numbers", NUMBERS, FEWEST, MOST);
        if (scores.length != tokens.size() || numbers.length != tokens.size()) {
            throw new InvalidValueException(
                    "tokens", new Constraint("as-many-as", "scores", scores.length), "" + tokens.size());
        }
        return of(tokens, scores, numbers);
    }

    private static NumberQuestion of(List<String> texts, double[] scores, double[] values) {
        Logits logits = Logits.of(scores);
        Distribution weights = logits.softmax();
        List<Token> tokens = IntStream.range(0, texts.size())
                .mapToObj(id -> new Token(id, texts.get(id), "", false))
                .toList();
        List<Givens.Row> rows = tokens.stream()
                .map(token -> new Givens.Row(
                        token, List.of(Value.logit(scores[token.id()]), Value.logit(values[token.id()])), false))
                .toList();
        double fetched = sum(values, weights::at);
        List<SolutionLine> solution = new ArrayList<>();
        List<SolutionLine> step = new ArrayList<>();
        for (Token token : tokens) {
            Value weight = Value.share(weights.at(token.id()));
            Value value = Value.subtracted(values[token.id()]);
            step.add(SolutionLine.of("step.weighted", Value.of(token), weight, value));
            solution.add(SolutionLine.of(
                    "solution.weighted",
                    Value.of(token),
                    weight,
                    value,
                    Value.scaled(weights.at(token.id()) * values[token.id()])));
        }
        step.add(SolutionLine.of("step.add-up"));
        solution.add(SolutionLine.of("solution.fetched", Value.scaled(fetched)));
        return new NumberQuestion(
                List.of(AnswerUnit.NUMBER),
                fetched,
                List.of(
                        Mistake.of("plain-mean", Arrays.stream(values).average().orElseThrow()),
                        Mistake.of("largest-score-alone", values[logits.argmax()]),
                        Mistake.of("scores-as-weights", sum(values, id -> scores[id])),
                        Mistake.of("weights-not-normalised", sum(values, id -> Math.exp(scores[id] - logits.max()))),
                        Mistake.of("weights-not-normalised", sum(values, id -> Math.exp(scores[id])))),
                List.of(),
                true,
                new QuestionContent(
                        new Givens(rows, List.of(SolutionLine.of("scores"))),
                        Map.of(),
                        () -> List.copyOf(step),
                        () -> List.copyOf(solution)),
                numbers -> of(texts, fresh(texts.size(), numbers), fresh(texts.size(), numbers)));
    }

    private static double sum(double[] values, IntToDoubleFunction weight) {
        return IntStream.range(0, values.length)
                .mapToDouble(id -> weight.applyAsDouble(id) * values[id])
                .sum();
    }

    /** From -2.0 to 3.0. */
    private static double[] fresh(int count, SeededNumbers numbers) {
        return IntStream.range(0, count)
                .mapToDouble(id -> numbers.whole(-20, 30) / 10.0)
                .toArray();
    }
}
