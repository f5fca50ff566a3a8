package logitlab.decoding;

import java.util.BitSet;

/**
 * The tokens that are still candidates, best first, each with its probability among them.
 *
 * <p>{@code p_place = exp(z_place - z_0) / sum over survivors}; the probabilities sum to 1 and never rise with the place.
 * A truncation works on these, and the draw selects one of those that the last truncation leaves.
 */
public final class Survivors {

    private final int[] ids;
    private final Logits logits;
    private final double[] probabilities;
    private final double logSum;

    private Survivors(int[] ids, Logits logits) {
        this.ids = ids;
        this.logits = logits;
        this.probabilities = new double[ids.length];
        double sum = 0;
        for (int place = 0; place < ids.length; place++) {
            probabilities[place] = Math.exp(logit(place) - logit(0));
            sum += probabilities[place];
        }
        for (int place = 0; place < ids.length; place++) {
            probabilities[place] /= sum;
        }
        this.logSum = Math.log(sum);
    }

    static Survivors of(Scores scores) {
        return new Survivors(scores.ranking().ids().filter(scores::kept).toArray(), scores.logits());
    }

    /** Those at the places in {@code keep}, renormalised. */
    Survivors only(BitSet keep) {
        return new Survivors(keep.stream().map(place -> ids[place]).toArray(), logits);
    }

    public int size() {
        return ids.length;
    }

    /** The token at a place, 0 for the best. */
    public int id(int place) {
        return ids[place];
    }

    double logit(int place) {
        return logits.at(ids[place]);
    }

    public double probability(int place) {
        return probabilities[place];
    }

    /** {@code ln p_place}, which distinguishes tokens even if the probability itself is too small for a double. */
    double logProbability(int place) {
        return logit(place) - logit(0) - logSum;
    }
}
