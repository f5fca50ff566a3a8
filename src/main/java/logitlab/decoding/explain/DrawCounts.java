package logitlab.decoding.explain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Step;
import logitlab.decoding.input.Range;

/**
 * The same choice made many times with the successive draws of a seed: how often each token was drawn, and how often to expect it.
 *
 * <p>Of n draws a token of sampling probability p is expected n p times, with standard deviation {@code sqrt(n p (1 - p))}, as for any
 * binomial count; 95 of 100 counts are within two of them. Immutable.
 *
 * <pre>
 * new DrawCounts(step of two tokens at 0.5 each, 42, 100)   counts about 50 each, give or take 5
 * </pre>
 */
public final class DrawCounts {

    public static final Range COUNTS = Range.of(1, 10_000);

    private final int count;
    private final List<Candidate> kept;
    private final int[] counts;

    public record Line(Candidate candidate, int count, double expected, double deviation) {

        /** How many standard deviations the count is above the expected one; 0 if it cannot vary. */
        public double standardScore() {
            return deviation == 0 ? 0 : (count - expected) / deviation;
        }
    }

    /**
     * Draws number 0 to {@code count - 1} of the seed.
     *
     * @param count of draws, in {@link #COUNTS}
     */
    public DrawCounts(Step step, long seed, int count) {
        COUNTS.require("count", count);
        this.count = count;
        this.kept = step.intervals(step.kept());
        this.counts = new int[kept.size()];
        double[] ends = kept.stream()
                .mapToDouble(candidate -> candidate.cumulative().orElseThrow())
                .toArray();
        for (int draw = 0; draw < count; draw++) {
            counts[intervalAt(ends, new Draw(seed, draw).u())]++;
        }
    }

    /** The first interval that ends above u; the last one if rounding leaves its end at or below u. */
    private static int intervalAt(double[] ends, double u) {
        int found = Arrays.binarySearch(ends, u);
        return Math.min(found < 0 ? -found - 1 : found + 1, ends.length - 1);
    }

    public int count() {
        return count;
    }

    /** The best {@code most} of the kept tokens in rank order. */
    public List<Line> best(int most) {
        return IntStream.range(0, Math.min(most, kept.size()))
                .mapToObj(this::line)
                .toList();
    }

    private Line line(int place) {
        double p = kept.get(place).samplingProbability();
        return new Line(kept.get(place), counts[place], count * p, Math.sqrt(count * p * (1 - Math.min(1, p))));
    }

    /** How many draws selected a token that is not among the best {@code most}. */
    public int others(int most) {
        return Arrays.stream(counts).skip(most).sum();
    }

    /** How many tokens were drawn at least once. */
    public int distinct() {
        return (int) Arrays.stream(counts).filter(times -> times > 0).count();
    }
}
