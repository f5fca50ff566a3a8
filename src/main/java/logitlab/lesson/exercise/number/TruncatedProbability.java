package logitlab.lesson.exercise.number;

import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.Mistake;

/** {@code compute: truncated}: the sampling probability of a token that is kept, renormalised over all kept tokens. */
final class TruncatedProbability {

    private TruncatedProbability() {}

    static NumberQuestion of(BlockWords values) {
        Cut cut = Cut.truncating(values);
        int of = cut.id(values, "of");
        if (!cut.keeps(of)) {
            throw new InvalidValue("of", new Rule("stays"), values.text("of"));
        }
        return of(cut, of);
    }

    private static NumberQuestion of(Cut cut, int of) {
        List<Double> before = cut.before();
        double p = cut.settings().topP();
        Stream<Mistake> wrongCuts =
                cut.wrong().stream().map(wrong -> Mistake.of(wrong.mistake(), among(wrong.ids(), before, of)));
        Stream<Mistake> wrongDivisions = Stream.of(
                Mistake.of("not-renormalised", before.get(of)),
                Mistake.of("divided-by-p", p < 1 ? before.get(of) / p : Double.NaN));
        return NumberQuestion.ofToken(
                cut,
                of,
                NumberQuestion.PROBABILITY,
                id -> cut.keeps(id) ? cut.probability(id) : Double.NaN,
                Stream.concat(wrongCuts, wrongDivisions).toList(),
                () -> solution(cut, of),
                dice -> fresh(cut.fresh(dice), dice));
    }

    private static NumberQuestion fresh(Cut cut, Dice dice) {
        List<Integer> kept = Cut.ids(cut.kept());
        return of(cut, kept.get(dice.whole(0, kept.size() - 1)));
    }

    /** The probability of a token if exactly these tokens were kept; NaN if the list is empty. */
    private static double among(List<Integer> ids, List<Double> before, int of) {
        return (ids.contains(of) ? before.get(of) : 0)
                / ids.stream().mapToDouble(before::get).sum();
    }

    private static List<Working> solution(Cut cut, int of) {
        List<Double> before = cut.before();
        List<Double> kept = Cut.ids(cut.kept()).stream().map(before::get).toList();
        Figure sum = Figure.share(kept.stream().mapToDouble(share -> share).sum());
        Working added = Working.of("solution.kept-sum", new Figure.Sum(Figure.Sort.SHARE, kept), sum);
        Working divided = Working.of(
                "solution.divide",
                Figure.of(cut.token(of)),
                Figure.share(before.get(of)),
                sum,
                Figure.share(cut.probability(of)),
                Figure.percent(cut.probability(of)));
        return Stream.concat(cut.solution().stream(), Stream.of(added, divided)).toList();
    }
}
