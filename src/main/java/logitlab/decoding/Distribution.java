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

    private final double[] probabilities;

    Distribution(double[] probabilities) {
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
     * adds nothing. Source: Shannon, A Mathematical Theory of Communication, 1948.
     */
    public double entropy() {
        double sum = 0;
        for (double p : probabilities) {
            if (p > 0) {
                sum += p * Math.log(p);
            }
        }
        return sum == 0 ? 0 : -sum;
    }
}
