package logitlab.decoding.explain;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Ranking;

/**
 * Softmax worked out line by line, as on paper: shift by the maximum, exponential, sum, division.
 *
 * <p>{@code shifted_i = z_i - m}, {@code exponential_i = exp(shifted_i)}, {@code probability_i = exponential_i / sum}, over the
 * whole vocabulary; {@link #best} and {@link #everythingElse} are the views that leave lines out. The probabilities are those of
 * {@link Logits#softmax}. Immutable.
 *
 * <pre>
 * new SoftmaxWork(Logits.of(2.1, -0.5, 0.3, 1.2, -1.0)).line(3)   is 1.2, -0.9, 0.407, 0.240, and sum() is 1.691
 * </pre>
 */
public final class SoftmaxWork {

    /** The steps from one logit to its probability. */
    public record Line(int id, double logit, double shifted, double exponential, double probability) {}

    /** The lines left out: how many, and the sums of their exponentials and of their probabilities. */
    public record Rest(int count, double exponentials, double probability) {}

    private final Logits logits;
    private final double sum;

    public SoftmaxWork(Logits logits) {
        this.logits = logits;
        double exponentials = 0;
        for (int id = 0; id < logits.size(); id++) {
            exponentials += exponential(id);
        }
        this.sum = exponentials;
    }

    /** The vocabulary size: how many lines there are. */
    public int size() {
        return logits.size();
    }

    /** The maximum that is subtracted from every logit. */
    public double max() {
        return logits.max();
    }

    /** The sum of all exponentials, at least 1, because the largest logit gives {@code exp(0)}. */
    public double sum() {
        return sum;
    }

    private double exponential(int id) {
        return Math.exp(logits.at(id) - logits.max());
    }

    public Line line(int id) {
        double exponential = exponential(id);
        return new Line(id, logits.at(id), logits.at(id) - logits.max(), exponential, exponential / sum);
    }

    /** Every line, by id. */
    public List<Line> all() {
        return IntStream.range(0, size()).mapToObj(this::line).toList();
    }

    /** The lines of the {@code count} largest logits, the largest first, ties by the lower id. */
    public List<Line> best(int count) {
        return Ranking.of(logits).ids().limit(count).mapToObj(this::line).toList();
    }

    /** The lines that are not {@code shown}. */
    public Rest everythingElse(List<Line> shown) {
        BitSet others = logits.idsExcept(shown.stream().mapToInt(Line::id));
        return new Rest(
                others.cardinality(),
                others.stream().mapToDouble(this::exponential).sum(),
                others.stream().mapToDouble(id -> exponential(id) / sum).sum());
    }
}
