package logitlab.decoding;

import java.util.BitSet;

/**
 * Drops tokens from the running; at least one stays. Works on the survivors of the truncations before it, renormalised.
 */
public interface Truncation extends Stage {

    /** The places (0 for the best survivor) that stay. */
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
