package logitlab.decoding;

import java.util.BitSet;
import java.util.stream.IntStream;
import logitlab.decoding.input.Range;

/**
 * Locally typical sampling: sorts by {@code |-ln p_i - H|}, the distance of a token's surprisal from the entropy, and keeps
 * the shortest head whose probabilities sum to p or more, with all that tie at its border. {@code strict} is the border of llama.cpp: the
 * sum must be above p, and of tokens that tie at the border the better ones stay, as few as needed.
 *
 * <p>p is in (0, 1]; 1 is off. A sum of p - 1e-12 or more counts as p ({@link Truncation#ROUNDING}). It may drop
 * the most probable token. Source: Meister et al. 2023, arXiv 2202.00666.
 *
 * <pre>
 * p = 0.4 on probabilities 0.25 and six times 0.125, H = 1.91   keeps the six of surprisal 2.08 (they tie), not the one of 1.39;
 *                                                               strict, it keeps the first four of the six
 * </pre>
 */
public record TypicalP(double p, boolean strict) implements Truncation {

    public static final Range RANGE = Range.above(0, 1);

    public TypicalP {
        RANGE.require("typical-p", p);
    }

    /** With the border of Hugging Face. */
    public TypicalP(double p) {
        this(p, false);
    }

    @Override
    public String name() {
        return "typical-p";
    }

    /**
     * Surprisal rises with the place, so the distances fall until the token nearest to H and rise after it. The kept places are
     * therefore one range, which grows from there towards the smaller of the next distances:
     *
     * <pre>
     * place       0    1    2    3    4
     * distance  1.2  0.4  0.1  0.5  2.0     adds 2, 1, 3, 0, 4 until they sum to p
     * </pre>
     */
    @Override
    public BitSet keep(Survivors survivors) {
        if (p == 1) {
            return Truncation.head(survivors.size());
        }
        double[] distances = distances(survivors);
        int from = nearest(distances);
        int to = from;
        double sum = 0;
        double border = 0;
        while (from > 0 || to < distances.length) {
            boolean better = to == distances.length || from > 0 && distances[from - 1] <= distances[to];
            int next = better ? from - 1 : to;
            if (from < to && enough(sum, distances[next] > border)) {
                break;
            }
            sum += survivors.probability(next);
            border = distances[next];
            from = Math.min(from, next);
            to = Math.max(to, next + 1);
        }
        BitSet keep = new BitSet(distances.length);
        keep.set(from, to);
        return keep;
    }

    /** @param farther whether the next token is farther from the entropy than the last one taken */
    private boolean enough(double sum, boolean farther) {
        return strict ? Truncation.exceeded(sum, p) : farther && Truncation.reached(sum, p);
    }

    private static double[] distances(Survivors survivors) {
        double[] surprises = new double[survivors.size()];
        double entropy = 0;
        for (int place = 0; place < surprises.length; place++) {
            surprises[place] = -survivors.logProbability(place);
            if (survivors.probability(place) > 0) { // 0 times an infinite surprisal is 0, not NaN
                entropy += survivors.probability(place) * surprises[place];
            }
        }
        for (int place = 0; place < surprises.length; place++) {
            surprises[place] = Math.abs(surprises[place] - entropy);
        }
        return surprises;
    }

    private static int nearest(double[] distances) {
        return IntStream.range(0, distances.length)
                .reduce((best, place) -> distances[place] < distances[best] ? place : best)
                .orElseThrow();
    }
}
