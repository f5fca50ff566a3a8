package logitlab.lesson.exercise.number;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.explain.Loss;
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

/** {@code compute: perplexity}: e to the power of the mean surprisal of a short text whose token probabilities are given. */
final class Perplexity {

    private static final Range PROBABILITIES = Range.above(0, 1);
    private static final int FEWEST = 2;
    private static final int MOST = 12;

    private Perplexity() {}

    static NumberQuestion of(BlockValues values) {
        double[] probabilities = values.numbers("probabilities", PROBABILITIES, FEWEST, MOST);
        List<String> tokens = values.list("tokens", FEWEST, MOST);
        if (tokens.size() != probabilities.length) {
            throw new InvalidValueException(
                    "tokens", new Constraint("as-many-as", "probabilities", probabilities.length), "" + tokens.size());
        }
        return of(tokens, probabilities);
    }

    private static NumberQuestion of(List<String> tokens, double[] probabilities) {
        Loss loss = new Loss(Arrays.stream(probabilities)
                .mapToObj(p -> 0 - Math.log(p)) // 0 instead of -0 for a certain token
                .toList());
        List<Givens.Row> rows = IntStream.range(0, tokens.size())
                .mapToObj(id -> new Givens.Row(
                        new Token(id, tokens.get(id), "", false), List.of(Value.share(probabilities[id])), false))
                .toList();
        double mean = Arrays.stream(probabilities).average().orElseThrow();
        return new NumberQuestion(
                List.of(AnswerUnit.NUMBER),
                loss.perplexity(),
                List.of(
                        Mistake.of("mean-inverted", 1 / mean),
                        Mistake.of("sum-not-mean", Math.exp(loss.total())),
                        Mistake.of("not-exponentiated", loss.nats()),
                        Mistake.of("base-two", Math.pow(2, loss.nats()))),
                List.of(),
                true,
                new QuestionContent(
                        new Givens(rows, List.of()),
                        Map.of(),
                        () -> List.of(SolutionLine.of("step.perplexity", Value.scaled(loss.nats()))),
                        () -> solution(rows, loss)),
                numbers -> of(tokens, fresh(probabilities.length, numbers)));
    }

    /** Probabilities from 0.05 to 0.95. */
    private static double[] fresh(int count, SeededNumbers numbers) {
        return IntStream.range(0, count)
                .mapToDouble(id -> numbers.whole(1, 19) / 20.0)
                .toArray();
    }

    private static List<SolutionLine> solution(List<Givens.Row> rows, Loss loss) {
        Stream<SolutionLine> surprisals = IntStream.range(0, rows.size())
                .mapToObj(id -> SolutionLine.of(
                        "solution.surprise-of",
                        Value.of(rows.get(id).token()),
                        rows.get(id).figures().get(0),
                        Value.scaled(loss.surprises().get(id))));
        Value mean = Value.scaled(loss.nats());
        SolutionLine divided = SolutionLine.of(
                "solution.mean",
                new Value.Sum(Value.Kind.SCALED, loss.surprises()),
                Value.scaled(loss.total()),
                Value.count(rows.size()),
                mean);
        SolutionLine result = SolutionLine.of("solution.perplexity", mean, Value.logit(loss.perplexity()));
        return SolutionLine.listed(surprisals, divided, result);
    }
}
