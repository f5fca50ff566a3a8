package logitlab.lesson.exercise.number;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.explain.Loss;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Range;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Facts;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.model.text.Token;

/** {@code compute: perplexity}: e to the power of the mean surprisal of a short text whose token probabilities are given. */
final class Perplexity {

    private static final Range PROBABILITIES = Range.above(0, 1);
    private static final int FEWEST = 2;
    private static final int MOST = 12;

    private Perplexity() {}

    static NumberQuestion of(BlockWords values) {
        double[] probabilities = values.numbers("probabilities", PROBABILITIES, FEWEST, MOST);
        List<String> tokens = values.list("tokens", FEWEST, MOST);
        if (tokens.size() != probabilities.length) {
            throw new InvalidValue(
                    "tokens", new Rule("as-many-as", "probabilities", probabilities.length), "" + tokens.size());
        }
        return of(tokens, probabilities);
    }

    private static NumberQuestion of(List<String> tokens, double[] probabilities) {
        Loss loss = new Loss(Arrays.stream(probabilities)
                .mapToObj(p -> 0 - Math.log(p)) // 0 instead of -0 for a certain token
                .toList());
        List<Facts.Row> rows = IntStream.range(0, tokens.size())
                .mapToObj(id -> new Facts.Row(
                        new Token(id, tokens.get(id), "", false), List.of(Figure.share(probabilities[id])), false))
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
                new QuestionContent(new Facts(rows, List.of()), Map.of(), () -> solution(rows, loss)),
                dice -> of(tokens, fresh(probabilities.length, dice)));
    }

    /** Probabilities from 0.05 to 0.95. */
    private static double[] fresh(int count, Dice dice) {
        return IntStream.range(0, count)
                .mapToDouble(id -> dice.whole(1, 19) / 20.0)
                .toArray();
    }

    private static List<Working> solution(List<Facts.Row> rows, Loss loss) {
        Stream<Working> surprisals = IntStream.range(0, rows.size())
                .mapToObj(id -> Working.of(
                        "solution.surprise-of",
                        Figure.of(rows.get(id).token()),
                        rows.get(id).figures().get(0),
                        Figure.scaled(loss.surprises().get(id))));
        Figure mean = Figure.scaled(loss.nats());
        Working divided = Working.of(
                "solution.mean",
                new Figure.Sum(Figure.Sort.SCALED, loss.surprises()),
                Figure.scaled(loss.total()),
                Figure.count(rows.size()),
                mean);
        Working result = Working.of("solution.perplexity", mean, Figure.logit(loss.perplexity()));
        return Stream.concat(surprisals, Stream.of(divided, result)).toList();
    }
}
