package logitlab.decoding;

/**
 * A probability for each token id; they sum to 1.
 *
 * <p>Shape {@code [vocabulary size]}, each value in [0, 1]. Made by {@link Logits#softmax}, so that scores and
 * probabilities are never confused. Immutable.
 *
 * <pre>
 * Logits.of(0, 0).softmax().entropy()   is ln 2, 0.693... nats
 * </pre>
 */
public final class Distribution {

    private final Logits logits;
    private final double[] probabilities;

    /** Keeps the array itself. @param logits of which these are the softmax */
    Distribution(Logits logits, double[] probabilities) {
        this.logits = logits;
        this.probabilities = probabilities;
    }

    public int size() {
        return probabilities.length;
    }

    public double at(int id) {
        return probabilities[id];
    }

    /**
     * {@code H = -sum_i p_i ln p_i} in nats, from 0 (certain) to ln V (uniform over V tokens); a token of probability 0
     * adds nothing. Computed as {@code ln sum_j exp(z_j - m) - sum_i p_i (z_i - m)} with {@code m = max z}, which needs one
     * logarithm. Source: Shannon, A Mathematical Theory of Communication, 1948.
     */
    public double entropy() {
        double mean = 0;
        for (int id = 0; id < size(); id++) {
            if (logits.allows(id)) {
                mean += at(id) * (logits.at(id) - logits.max());
            }
        }
        return Math.max(0, Math.log(logits.sumOfExponentials()) - mean);
    }
}
