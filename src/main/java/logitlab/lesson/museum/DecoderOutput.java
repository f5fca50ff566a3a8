package logitlab.lesson.museum;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Ranking;
import logitlab.decoding.Step;

/**
 * The result of one step as users of a decoder see it. Unlike a {@link Step} it may not be a distribution: a wrong program can
 * keep no token, or return NaN. Immutable.
 */
public final class DecoderOutput {

    private final double[] probabilities;
    private final BitSet kept;
    private final int chosen;

    private DecoderOutput(double[] probabilities, BitSet kept, int chosen) {
        this.probabilities = probabilities;
        this.kept = kept;
        this.chosen = chosen;
    }

    static DecoderOutput of(Step step) {
        int size = step.logits().size();
        double[] probabilities = new double[size];
        BitSet kept = new BitSet(size);
        for (Candidate candidate : step.all()) {
            probabilities[candidate.id()] = candidate.samplingProbability();
            kept.set(candidate.id(), candidate.kept());
        }
        return new DecoderOutput(probabilities, kept, step.chosen());
    }

    /**
     * Draws as most programs do: along the ranking until the sum exceeds u, and the last token if it never does. A sum with NaN
     * never exceeds anything.
     */
    static DecoderOutput drawn(float[] probabilities, BitSet kept, Ranking ranking, double u) {
        double sum = 0;
        int chosen = -1;
        for (int rank = 0; rank < ranking.size(); rank++) {
            int id = ranking.id(rank);
            if (chosen < 0 && kept.get(id)) {
                sum += probabilities[id];
                chosen = sum > u ? id : chosen;
            }
        }
        return new DecoderOutput(
                IntStream.range(0, probabilities.length)
                        .mapToDouble(id -> probabilities[id])
                        .toArray(),
                (BitSet) kept.clone(),
                chosen < 0 ? ranking.id(ranking.size() - 1) : chosen);
    }

    /** The vocabulary size. */
    public int size() {
        return probabilities.length;
    }

    /** May be NaN. */
    public double probability(int id) {
        return probabilities[id];
    }

    public boolean kept(int id) {
        return kept.get(id);
    }

    /** The number of tokens that are kept, which can be 0. */
    public int kept() {
        return kept.cardinality();
    }

    public int chosen() {
        return chosen;
    }

    /** The largest difference between two probabilities; infinite if one of this output is NaN. */
    public double farthest(DecoderOutput other) {
        return broken()
                ? Double.POSITIVE_INFINITY
                : IntStream.range(0, size())
                        .mapToDouble(id -> Math.abs(probability(id) - other.probability(id)))
                        .max()
                        .orElseThrow();
    }

    /** Whether a probability is NaN. */
    public boolean broken() {
        return brokenCount() > 0;
    }

    /** The number of probabilities that are NaN. */
    public long brokenCount() {
        return Arrays.stream(probabilities).filter(Double::isNaN).count();
    }
}
