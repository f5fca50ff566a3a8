package logitlab.decoding;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Logits before and after something was done to them: what stayed the same, found by looking at every token.
 *
 * <p>Figures that differ by less than 1e-9 are the same but for rounding; of probabilities, by less than that share of themselves.
 *
 * <pre>
 * of [1, 2] and [6, 7]   every probability is the same
 * of [1, 2] and [2, 4]   the order is, and no probability
 * </pre>
 */
public record Comparison(Logits before, Logits after) {

    private static final double SAME = 1e-9;

    public Comparison {
        if (before.size() != after.size()) {
            throw new IllegalArgumentException(
                    "logits must be " + before.size() + " as before but are " + after.size());
        }
    }

    private IntStream ids() {
        return IntStream.range(0, before.size());
    }

    private IntStream left() {
        return ids().filter(id -> before.allows(id) && after.allows(id));
    }

    /** How many tokens have another rank. */
    public int moved() {
        Ranking was = Ranking.of(before);
        Ranking is = Ranking.of(after);
        return (int) ids().filter(id -> was.rank(id) != is.rank(id)).count();
    }

    /** Whether every token has the rank it had. */
    public boolean sameOrder() {
        return moved() == 0;
    }

    /** Whether greedy takes the token that it took. */
    public boolean sameGreedy() {
        return before.argmax() == after.argmax();
    }

    /** Whether the distance between any two tokens that are left is what it was: {@code z_i - z_j}. */
    public boolean sameDifferences() {
        return spread(id -> after.at(id) - before.at(id)) < SAME;
    }

    /** Whether any two tokens that are left are as many times more probable than each other as they were: {@code p_i / p_j}. */
    public boolean sameRatios() {
        return spread(id -> after.logProbability(id) - before.logProbability(id)) < SAME;
    }

    /** From the smallest to the largest of what became of each token that is left. */
    private double spread(IntToDoubleFunction change) {
        return left().mapToDouble(change).max().orElse(0)
                - left().mapToDouble(change).min().orElse(0);
    }

    /** Of how many tokens the probability is another one. */
    public int otherProbabilities() {
        Distribution was = before.softmax();
        Distribution is = after.softmax();
        return (int)
                ids().filter(id -> Math.abs(was.at(id) - is.at(id)) >= SAME).count();
    }

    /** Whether every token has the probability it had. */
    public boolean sameProbabilities() {
        return otherProbabilities() == 0;
    }

    /** Whether the model is as undecided as it was. */
    public boolean sameEntropy() {
        return Math.abs(before.softmax().entropy() - after.softmax().entropy()) < SAME;
    }
}
