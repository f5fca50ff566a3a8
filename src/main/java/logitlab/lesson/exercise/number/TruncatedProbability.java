package logitlab.lesson.exercise.number;

import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: truncated}: the sampling probability of a token that is kept, renormalised over all kept tokens. */
final class TruncatedProbability {

    private TruncatedProbability() {}

    static NumberQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.truncating(values);
        int of = truncation.id(values, "of");
        if (!truncation.keeps(of)) {
            throw new InvalidValueException("of", new Constraint("stays"), values.text("of"));
        }
        return of(truncation, of);
    }

    private static NumberQuestion of(TruncationCase truncation, int of) {
        List<Double> before = truncation.before();
        double p = truncation.settings().topP();
        Stream<Mistake> wrongCuts =
                truncation.wrong().stream().map(wrong -> Mistake.of(wrong.mistake(), among(wrong.ids(), before, of)));
        Stream<Mistake> wrongDivisions = Stream.of(
                Mistake.of("not-renormalised", before.get(of)),
                Mistake.of("divided-by-p", p < 1 ? before.get(of) / p : Double.NaN));
        return NumberQuestion.ofToken(
                truncation,
                of,
                NumberQuestion.PROBABILITY,
                id -> truncation.keeps(id) ? truncation.probability(id) : Double.NaN,
                Stream.concat(wrongCuts, wrongDivisions).toList(),
                () -> List.of(SolutionLine.of(
                        "step.divide", Value.of(truncation.token(of)), Value.share(before.get(of)), sum(truncation))),
                () -> solution(truncation, of),
                numbers -> fresh(truncation.fresh(numbers), numbers));
    }

    private static NumberQuestion fresh(TruncationCase truncation, SeededNumbers numbers) {
        List<Integer> kept = TruncationCase.ids(truncation.kept());
        return of(truncation, kept.get(numbers.whole(0, kept.size() - 1)));
    }

    /** The probability of a token if exactly these tokens were kept; NaN if the list is empty. */
    private static double among(List<Integer> ids, List<Double> before, int of) {
        return (ids.contains(of) ? before.get(of) : 0)
                / ids.stream().mapToDouble(before::get).sum();
    }

    /** Of the probabilities of the kept tokens. */
    private static Value sum(TruncationCase truncation) {
        List<Double> before = truncation.before();
        return Value.share(truncation.kept().stream()
                .mapToDouble(candidate -> before.get(candidate.id()))
                .sum());
    }

    private static List<SolutionLine> solution(TruncationCase truncation, int of) {
        List<Double> before = truncation.before();
        List<Double> kept =
                TruncationCase.ids(truncation.kept()).stream().map(before::get).toList();
        Value sum = sum(truncation);
        SolutionLine added = SolutionLine.of("solution.kept-sum", new Value.Sum(Value.Kind.SHARE, kept), sum);
        SolutionLine divided = SolutionLine.of(
                "solution.divide",
                Value.of(truncation.token(of)),
                Value.share(before.get(of)),
                sum,
                Value.share(truncation.probability(of)),
                Value.percent(truncation.probability(of)));
        return SolutionLine.listed(truncation.solution().stream(), added, divided);
    }
}
