package logitlab.lesson.museum;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Ranking;
import logitlab.decoding.Step;

/**
 * What users of a decoder see of one step. Unlike a {@link Step} it need be no distribution: a wrong program may keep nothing,
 * or give probabilities that are NaN. Immutable.
 */
public final class Output {

    private final double[] probabilities;
    private final BitSet kept;
    private final int chosen;

    private Output(double[] probabilities, BitSet kept, int chosen) {
        this.probabilities = probabilities;
        this.kept = kept;
        this.chosen = chosen;
    }

    static Output of(Step step) {
        int size = step.logits().size();
        double[] probabilities = new double[size];
        BitSet kept = new BitSet(size);
        for (Candidate candidate : step.all()) {
            probabilities[candidate.id()] = candidate.samplingProbability();
            kept.set(candidate.id(), candidate.kept());
        }
        return new Output(probabilities, kept, step.chosen());
    }

    /**
     * The draw of most programs: along the ranking until the sum exceeds u, and the last token where it never does. No sum
     * with NaN in it exceeds anything.
     */
    static Output drawn(float[] probabilities, BitSet kept, Ranking ranking, double u) {
        double sum = 0;
        int chosen = -1;
        for (int rank = 0; rank < ranking.size(); rank++) {
            int id = ranking.id(rank);
            if (chosen < 0 && kept.get(id)) {
                sum += probabilities[id];
                chosen = sum > u ? id : chosen;
            }
        }
        return new Output(
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

    /** How many tokens are kept, 0 included. */
    public int kept() {
        return kept.cardinality();
    }

    public int chosen() {
        return chosen;
    }

    /** How far two outputs are apart at the token where they are farthest; infinitely where this one has a NaN. */
    public double farthest(Output other) {
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

    /** How many probabilities are NaN. */
    public long brokenCount() {
        return Arrays.stream(probabilities).filter(Double::isNaN).count();
    }
}
