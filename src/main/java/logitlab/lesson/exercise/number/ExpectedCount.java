package logitlab.lesson.exercise.number;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/** {@code compute: often}: how many times a token is to be expected in many draws, its probability times their number. */
final class ExpectedCount {

    private static final Range PROBABILITIES = Range.of(0, 1);
    private static final Range DRAWS = Range.of(20, 10_000);
    private static final int FEWEST = 2;
    private static final int MOST = 6;

    /** Fresh probabilities are twentieths, and so are fresh numbers of draws, so that the result is whole. */
    private static final int TWENTIETHS = 20;

    private ExpectedCount() {}

    static NumberQuestion of(BlockValues values) {
        double[] probabilities = values.numbers("probabilities", PROBABILITIES, FEWEST, MOST);
        List<String> tokens = values.list("tokens", FEWEST, MOST);
        if (tokens.size() != probabilities.length) {
            throw new InvalidValueException(
                    "tokens", new Constraint("as-many-as", "probabilities", probabilities.length), "" + tokens.size());
        }
        return of(tokens, probabilities, tokens.indexOf(values.oneOf("of", tokens)), values.whole("draws", DRAWS));
    }

    private static NumberQuestion of(List<String> tokens, double[] probabilities, int of, int draws) {
        List<Value> names = IntStream.range(0, tokens.size())
                .mapToObj(id -> Value.of(new Token(id, tokens.get(id), "", false)))
                .toList();
        List<Givens.Row> rows = IntStream.range(0, tokens.size())
                .mapToObj(id -> new Givens.Row(
                        new Token(id, tokens.get(id), "", false), List.of(Value.percent(probabilities[id])), id == of))
                .toList();
        double exact = probabilities[of] * draws;
        Map<String, Value> holes = new LinkedHashMap<>();
        holes.put("token", names.get(of));
        holes.put("draws", Value.count(draws));
        Stream<Mistake> others = IntStream.range(0, tokens.size())
                .filter(id -> id != of && Math.rint(probabilities[id] * draws) != Math.rint(exact))
                .mapToObj(id ->
                        Mistake.of("other-token", Math.rint(probabilities[id] * draws), names.get(id), names.get(of)));
        Stream<Mistake> own = Stream.of(
                Mistake.of("always-the-best", largest(probabilities, of) ? draws : 0, names.get(of)),
                Mistake.of("percent-itself", Math.rint(100 * probabilities[of]), names.get(of)),
                Mistake.of("shared-evenly", Math.rint((double) draws / tokens.size()), names.get(of)));
        return new NumberQuestion(
                List.of(AnswerUnit.COUNT),
                Math.rint(exact),
                Stream.concat(own, others).toList(),
                List.of(names.get(of)),
                Math.abs(exact - Math.rint(exact)) < 1e-6,
                new QuestionContent(
                        new Givens(rows, List.of(SolutionLine.of("lengths"))),
                        holes,
                        () -> List.of(
                                SolutionLine.of("step.often", Value.share(probabilities[of]), Value.count(draws))),
                        () -> List.of(SolutionLine.of(
                                "solution.often",
                                Value.share(probabilities[of]),
                                Value.count(draws),
                                Value.count(Math.round(exact))))),
                numbers -> fresh(tokens, numbers));
    }

    private static boolean largest(double[] probabilities, int of) {
        return probabilities[of] == Arrays.stream(probabilities).max().orElseThrow();
    }

    /** Probabilities of at least one twentieth each. */
    private static NumberQuestion fresh(List<String> tokens, SeededNumbers numbers) {
        double[] parts = new double[tokens.size()];
        int left = TWENTIETHS - tokens.size();
        for (int id = 0; id < parts.length; id++) {
            int more = id == parts.length - 1 ? left : numbers.whole(0, left);
            left -= more;
            parts[id] = (1.0 + more) / TWENTIETHS;
        }
        return of(tokens, parts, numbers.whole(0, parts.length - 1), 100 * numbers.whole(2, 20));
    }
}
