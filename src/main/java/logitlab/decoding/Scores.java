package logitlab.decoding;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The scores between two stages: a logit for every token, dropped or not, and which truncation dropped it.
 *
 * <p>Immutable; each stage makes the next one. Tokens are ranked by falling logit, ties by the lower id.
 */
public final class Scores {

    private static final Truncation[] NOTHING = {};

    private final Logits logits;
    private final Truncation[] droppedBy; // by id; empty as long as nothing is dropped
    private Ranking ranking; // this and the next are computed when first needed, or passed on by a truncation
    private Survivors survivors;

    private Scores(Logits logits, Truncation[] droppedBy, Ranking ranking, Survivors survivors) {
        this.logits = logits;
        this.droppedBy = droppedBy;
        this.ranking = ranking;
        this.survivors = survivors;
    }

    public static Scores of(Logits logits) {
        return new Scores(logits, NOTHING, null, null);
    }

    /** The scores after stages, in their order, for a token chosen after {@code prefix}. */
    public static Scores after(List<Stage> stages, Logits logits, Prefix prefix) {
        Scores scores = of(logits);
        for (Stage stage : stages) {
            scores = stage.apply(scores, prefix);
        }
        return scores;
    }

    /**
     * The probability of every token, by id, if the next one is drawn from these scores: 0 for one that is dropped.
     *
     * <pre>
     * Scores.after(List.of(new TopK(1)), Logits.of(0, 2, 1), Prefix.EMPTY).probabilities()   is 0, 1, 0
     * </pre>
     */
    public double[] probabilities() {
        double[] probabilities = new double[logits.size()];
        if (Arrays.stream(droppedBy).allMatch(Objects::isNull)) {
            Distribution all = logits.softmax();
            Arrays.setAll(probabilities, all::at);
        } else {
            Survivors kept = survivors();
            for (int place = 0; place < kept.size(); place++) {
                probabilities[kept.id(place)] = kept.probability(place);
            }
        }
        return probabilities;
    }

    /** The adjusted logits: those of the model after the stages so far. */
    public Logits logits() {
        return logits;
    }

    public Scores with(Logits adjusted) {
        return new Scores(adjusted, droppedBy, null, null);
    }

    /** The rank of every token. */
    public Ranking ranking() {
        Ranking known = ranking;
        if (known == null) {
            known = Ranking.of(logits);
            ranking = known;
        }
        return known;
    }

    Optional<Truncation> droppedBy(int id) {
        return droppedBy.length == 0 ? Optional.empty() : Optional.ofNullable(droppedBy[id]);
    }

    /** True for a token that no truncation dropped and whose logit is not minus infinity. */
    public boolean kept(int id) {
        return (droppedBy.length == 0 || droppedBy[id] == null) && logits.allows(id);
    }

    /** The kept tokens, best first, with their probabilities renormalised. */
    Survivors survivors() {
        Survivors known = survivors;
        if (known == null) {
            known = Survivors.of(this);
            survivors = known;
        }
        return known;
    }

    /** The kept token with the largest logit, the lowest id if several have it. */
    int best() {
        int best = -1;
        for (int id = 0; id < logits.size(); id++) {
            if (kept(id) && (best < 0 || logits.at(id) > logits.at(best))) {
                best = id;
            }
        }
        return best;
    }

    /** Drops those survivors whose place (0 for the best) is not in {@code keep}. */
    Scores keep(BitSet keep, Truncation by) {
        Survivors survivors = survivors();
        Truncation[] dropped = Arrays.copyOf(droppedBy, logits.size());
        for (int place = keep.nextClearBit(0); place < survivors.size(); place = keep.nextClearBit(place + 1)) {
            dropped[survivors.id(place)] = by;
        }
        return new Scores(logits, dropped, ranking, survivors.only(keep));
    }
}
