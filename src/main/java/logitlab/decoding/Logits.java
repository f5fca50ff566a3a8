package logitlab.decoding;

import java.util.BitSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The raw scores of one position: one real number for each token id, before any softmax.
 *
 * <p>Shape {@code [vocabulary size]}, indexed by token id, unit nats. Minus infinity is legal and means a banned token;
 * NaN, plus infinity and a vector of nothing but minus infinity are refused. Immutable.
 *
 * <pre>
 * Logits.of(2.1, -0.5, 0.3, 1.2, -1.0).softmax().at(0)   is 0.591...
 * </pre>
 */
public final class Logits {

    private final float[] floats; // from a model, half the bytes
    private final double[] doubles; // computed here; one of the two is empty
    private final double max;
    private volatile double sumOfExponentials; // computed when first needed, 0 before

    /** Keeps the array itself, which the caller must not use any more. */
    Logits(double[] values) {
        this(new float[0], values);
    }

    private Logits(float[] floats, double[] doubles) {
        this.floats = floats;
        this.doubles = doubles;
        this.max = maximum();
    }

    /** @throws IllegalArgumentException if a value is NaN or plus infinity, or if no value is finite */
    public static Logits of(double... values) {
        return new Logits(values.clone());
    }

    /** The output of a model; each float is widened when it is used, and none is rounded. */
    public static Logits of(float[] values) {
        return new Logits(values.clone(), new double[0]);
    }

    private double maximum() {
        double max = Double.NEGATIVE_INFINITY;
        for (int id = 0; id < size(); id++) {
            double value = at(id);
            if (Double.isNaN(value) || value == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "logit of token id " + id + " must be a number or minus infinity but is " + value);
            }
            max = Math.max(max, value);
        }
        if (max == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("logits must have a finite value but have none among " + size());
        }
        return max;
    }

    /** The vocabulary size. */
    public int size() {
        return floats.length + doubles.length;
    }

    /** The memory that the numbers take. */
    public long bytes() {
        return (long) Float.BYTES * floats.length + (long) Double.BYTES * doubles.length;
    }

    public double at(int id) {
        return doubles.length > 0 ? doubles[id] : floats[id];
    }

    public double max() {
        return max;
    }

    /** The token id with the largest logit, the lowest id if several have it: {@code argmax z}. */
    public int argmax() {
        int best = 0;
        while (at(best) != max) {
            best++;
        }
        return best;
    }

    /** The ids that are not in {@code shown}. */
    public BitSet idsExcept(IntStream shown) {
        BitSet ids = new BitSet(size());
        ids.set(0, size());
        shown.forEach(ids::clear);
        return ids;
    }

    /** False for a token whose logit is minus infinity. */
    public boolean allows(int id) {
        return at(id) != Double.NEGATIVE_INFINITY;
    }

    /** A copy, by id. */
    public double[] toArray() {
        double[] copy = new double[size()];
        for (int id = 0; id < copy.length; id++) {
            copy[id] = at(id);
        }
        return copy;
    }

    /** A new logit for each id: {@code z'_i = f(i)}, {@link #saturated}; a banned token stays banned. */
    public Logits map(IntToDoubleFunction logitOf) {
        double[] mapped = new double[size()];
        for (int id = 0; id < mapped.length; id++) {
            mapped[id] = allows(id) ? saturated(logitOf.applyAsDouble(id)) : Double.NEGATIVE_INFINITY;
        }
        return new Logits(mapped);
    }

    /** The logit itself, or the largest double of its sign if a scaling exceeded it, because no scaling bans a token. */
    static double saturated(double logit) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, logit));
    }

    /** {@code ln sum_j exp(z_j)}, as {@code m + ln sum_j exp(z_j - m)} with {@code m = max z}, so that nothing overflows. */
    public double logSumExp() {
        return max + Math.log(sumOfExponentials());
    }

    /** {@code sum_j exp(z_j - m)} with {@code m = max z}, at least 1. */
    double sumOfExponentials() {
        double sum = sumOfExponentials;
        if (sum == 0) {
            for (int id = 0; id < size(); id++) {
                sum += Math.exp(at(id) - max);
            }
            sumOfExponentials = sum;
        }
        return sum;
    }

    /** {@code p_i = exp(z_i - m) / sum_j exp(z_j - m)} with {@code m = max z}, in [0, 1]. */
    public double probability(int id) {
        return Math.exp(at(id) - max) / sumOfExponentials();
    }

    /** {@code ln p_i = z_i - logSumExp}, in nats, at most 0; minus infinity for a banned token. */
    public double logProbability(int id) {
        return at(id) - max - Math.log(sumOfExponentials()); // both are at most 0
    }

    /** The surprisal of the token that really came next: {@code -ln p_target}, in nats, from 0 to infinity. */
    public double crossEntropy(int target) {
        return 0 - logProbability(target); // 0 for a certain token, not -0
    }

    /** The {@link #probability} of every token. Without the shift by {@code m}, logits near -1000 would give 0 / 0. */
    public Distribution softmax() {
        double[] probabilities = new double[size()];
        double sum = 0;
        for (int id = 0; id < probabilities.length; id++) {
            probabilities[id] = Math.exp(at(id) - max);
            sum += probabilities[id];
        }
        for (int id = 0; id < probabilities.length; id++) {
            probabilities[id] /= sum;
        }
        sumOfExponentials = sum;
        return new Distribution(this, probabilities);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Logits same) || size() != same.size()) {
            return false;
        }
        for (int id = 0; id < size(); id++) {
            if (Double.compare(at(id), same.at(id)) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int id = 0; id < size(); id++) {
            hash = 31 * hash + Double.hashCode(at(id));
        }
        return hash;
    }

    @Override
    public String toString() {
        return size() + " logits, at most " + max;
    }
}
