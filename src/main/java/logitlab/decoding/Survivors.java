package logitlab.decoding;

import java.util.Arrays;
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
    private Shares shares; // computed when first needed: greedy decoding needs those of its last survivor alone

    /** @param sum of the exponentials */
    private record Shares(double[] probabilities, double sum) {}

    private Survivors(int[] ids, Logits logits) {
        this.ids = ids;
        this.logits = logits;
    }

    private Shares shares() {
        Shares known = shares;
        if (known == null) {
            double[] probabilities = new double[ids.length];
            double sum = 0;
            for (int place = 0; place < ids.length; place++) {
                probabilities[place] = Math.exp(logit(place) - logit(0));
                sum += probabilities[place];
            }
            for (int place = 0; place < ids.length; place++) {
                probabilities[place] /= sum;
            }
            known = new Shares(probabilities, sum);
            shares = known;
        }
        return known;
    }

    static Survivors of(Scores scores) {
        Ranking ranking = scores.ranking();
        int[] kept = new int[ranking.size()];
        int count = 0;
        for (int rank = 0; rank < kept.length; rank++) {
            int id = ranking.id(rank);
            if (scores.kept(id)) {
                kept[count++] = id;
            }
        }
        return new Survivors(count < kept.length ? Arrays.copyOf(kept, count) : kept, scores.logits());
    }

    /** Those at the places in {@code keep}, renormalised. */
    Survivors only(BitSet keep) {
        int[] kept = new int[keep.cardinality()];
        int count = 0;
        for (int place = keep.nextSetBit(0); place >= 0; place = keep.nextSetBit(place + 1)) {
            kept[count++] = ids[place];
        }
        return new Survivors(kept, logits);
    }

    public int size() {
        return ids.length;
    }

    /** The token at a place, 0 for the best. */
    public int id(int place) {
        return ids[place];
    }

    /** The place of each id of the vocabulary; 0 for one that is no candidate any more. */
    int[] places() {
        return Ranking.places(ids, logits.size());
    }

    double logit(int place) {
        return logits.at(ids[place]);
    }

    public double probability(int place) {
        return shares().probabilities[place];
    }

    /** {@code ln p_place}, which distinguishes tokens even if the probability itself is too small for a double. */
    double logProbability(int place) {
        return logit(place) - logit(0) - Math.log(shares().sum);
    }
}
