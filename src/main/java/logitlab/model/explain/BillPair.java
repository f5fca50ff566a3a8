package logitlab.model.explain;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.Logits;
import logitlab.decoding.Ranking;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.OutputRow;

/**
 * The bills of two tokens at one position, part by part.
 *
 * @param target the token that is explained, {@code against} the other
 * @param ofTarget its bill, which has the same parts as {@code ofAgainst}
 */
public record BillPair(int target, int against, Bill ofTarget, Bill ofAgainst) {

    /** How many hidden units are listed; the others are one part. */
    private static final int UNITS = 20;

    /** @return empty if the package does not expose what a bill needs */
    public static Optional<BillPair> of(LanguageModel model, Inspection seen, int position, int target, int against) {
        return model.outputRows(List.of(target, against)).flatMap(rows -> of(seen, position, target, against, rows));
    }

    private static Optional<BillPair> of(Inspection seen, int position, int target, int against, List<OutputRow> rows) {
        Optional<Bill> one = Bill.of(seen, position, rows.get(0)).map(bill -> bill.withUnits(UNITS));
        List<Integer> units = one.stream()
                .flatMap(bill -> bill.parts().stream())
                .filter(part -> part.kind() == Bill.Kind.UNIT)
                .map(Bill.Part::number)
                .toList();
        return one.flatMap(bill -> Bill.of(seen, position, rows.get(1))
                .map(other -> new BillPair(target, against, bill, other.withUnits(units))));
    }

    /** What each part added to the target more than to the other. */
    public Bill difference() {
        return ofTarget.minus(ofAgainst);
    }

    /** The best token other than {@code target}: what a target is compared with unless a link says otherwise. */
    public static int runnerUp(Logits logits, int target) {
        return Ranking.of(logits).ids().filter(id -> id != target).findFirst().orElse(target);
    }
}
