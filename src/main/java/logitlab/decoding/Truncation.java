package logitlab.decoding;

import java.util.BitSet;

/**
 * Drops candidates; at least one stays. Works on the survivors of the truncations before it, renormalised.
 */
public interface Truncation extends Stage {

    /**
     * A cumulative sum this close to a limit counts as equal to it. Rounding changes a sum by far less, so that five tokens of
     * 0.1 reach 0.5, as they do on paper.
     */
    double ROUNDING = 1e-12;

    /** Whether a sum of probabilities has reached p: it is at least p - {@link #ROUNDING}. */
    static boolean reached(double sum, double p) {
        return sum >= p - ROUNDING;
    }

    /** Whether a sum of probabilities is above p: greater than p + {@link #ROUNDING}. */
    static boolean exceeded(double sum, double p) {
        return sum > p + ROUNDING;
    }

    /** The places (0 for the best survivor) to keep. */
    BitSet keep(Survivors survivors);

    /** The name of this rule in links and settings, such as {@code top-p}. */
    String name();

    @Override
    default Scores apply(Scores scores, Prefix prefix) {
        return scores.keep(keep(scores.survivors()), this);
    }

    /** The first {@code count} places. */
    static BitSet head(int count) {
        BitSet head = new BitSet(count);
        head.set(0, count);
        return head;
    }
}
