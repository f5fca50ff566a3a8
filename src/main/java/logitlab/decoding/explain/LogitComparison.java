package logitlab.decoding.explain;

import java.util.DoubleSummaryStatistics;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import logitlab.decoding.Distribution;
import logitlab.decoding.Logits;
import logitlab.decoding.Ranking;

/**
 * Logits before and after a change: what stayed the same, over all tokens.
 *
 * <p>Differences below 1e-9 count as rounding.
 *
 * <pre>
 * of [1, 2] and [6, 7]   every probability is the same
 * of [1, 2] and [2, 4]   the order is the same, and no probability is
 * </pre>
 */
public record LogitComparison(Logits before, Logits after) {

    private static final double SAME = 1e-9;

    public LogitComparison {
        if (before.size() != after.size()) {
            throw new IllegalArgumentException(
                    "logits must be " + before.size() + " as before but are " + after.size());
        }
    }

    /** How many tokens have another rank. */
    public int changedRanks() {
        Ranking was = Ranking.of(before);
        Ranking is = Ranking.of(after);
        return (int) ids().filter(id -> was.rank(id) != is.rank(id)).count();
    }

    private IntStream ids() {
        return IntStream.range(0, before.size());
    }

    public boolean sameOrder() {
        return changedRanks() == 0;
    }

    /** Whether greedy decoding chooses the same token. */
    public boolean sameGreedy() {
        return before.argmax() == after.argmax();
    }

    /** Whether {@code z_i - z_j} is the same for any two tokens that are left. */
    public boolean sameDifferences() {
        return spread(id -> after.at(id) - before.at(id)) < SAME;
    }

    /** Whether {@code p_i / p_j} is the same for any two tokens that are left. */
    public boolean sameRatios() {
        return spread(id -> after.logProbability(id) - before.logProbability(id)) < SAME;
    }

    /** The largest minus the smallest change among the tokens that are left. */
    private double spread(IntToDoubleFunction change) {
        DoubleSummaryStatistics changes = ids().filter(id -> before.allows(id) && after.allows(id))
                .mapToDouble(change)
                .summaryStatistics();
        return changes.getMax() - changes.getMin(); // minus infinity if no token is left
    }

    /** How many tokens have another probability. */
    public int changedProbabilities() {
        Distribution was = before.softmax();
        Distribution is = after.softmax();
        return (int)
                ids().filter(id -> Math.abs(was.at(id) - is.at(id)) >= SAME).count();
    }

    public boolean sameProbabilities() {
        return changedProbabilities() == 0;
    }

    public boolean sameEntropy() {
        return Math.abs(before.softmax().entropy() - after.softmax().entropy()) < SAME;
    }
}
