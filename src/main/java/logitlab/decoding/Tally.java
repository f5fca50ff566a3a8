package logitlab.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same choice made many times, each time with the next draw of a seed: how often each token came, against how often it should.
 *
 * <p>Of n draws a token of sampling probability p comes n p times, give or take {@code sqrt(n p (1 - p))}: the standard deviation of a
 * binomial count, within two of which it lies 95 times of 100. Immutable.
 *
 * <pre>
 * Tally.of(step of two tokens at 0.5 each, 42, 100)   counts about 50 each, give or take 5
 * </pre>
 */
public final class Tally {

    public static final Range COUNTS = Range.of(1, 10_000);

    private final Step step;
    private final int count;
    private final List<Candidate> kept;
    private final int[] counts;

    /** @param draw how often this token came, and how often it should: {@code expected} give or take {@code deviation} */
    public record Line(Candidate candidate, int count, double expected, double deviation) {

        /** How many standard deviations the count lies above what was expected; 0 where it cannot vary. */
        public double off() {
            return deviation == 0 ? 0 : (count - expected) / deviation;
        }
    }

    private Tally(Step step, long seed, int count) {
        this.step = step;
        this.count = count;
        this.kept = step.intervals(step.kept());
        this.counts = new int[kept.size()];
        double[] ends = kept.stream()
                .mapToDouble(candidate -> candidate.cumulative().orElseThrow())
                .toArray();
        for (int draw = 0; draw < count; draw++) {
            counts[place(ends, new Draw(seed, draw).u())]++;
        }
    }

    /**
     * Draws number 0 to {@code count - 1} of the seed.
     *
     * @param count of draws, in {@link #COUNTS}
     */
    public static Tally of(Step step, long seed, int count) {
        COUNTS.require("count", count);
        return new Tally(step, seed, count);
    }

    /** The first interval that ends above u; the last one where rounding leaves its end at or below u. */
    private static int place(double[] ends, double u) {
        int found = Arrays.binarySearch(ends, u);
        int place = found < 0 ? -found - 1 : found + 1;
        while (place > 0 && place < ends.length && ends[place - 1] > u) { // of equal ends any may be found
            place--;
        }
        return Math.min(place, ends.length - 1);
    }

    public Step step() {
        return step;
    }

    public int count() {
        return count;
    }

    /** The best {@code most} of the kept tokens in rank order. */
    public List<Line> best(int most) {
        List<Line> lines = new ArrayList<>();
        for (int place = 0; place < Math.min(most, kept.size()); place++) {
            double p = kept.get(place).samplingProbability();
            lines.add(new Line(kept.get(place), counts[place], count * p, Math.sqrt(count * p * (1 - Math.min(1, p)))));
        }
        return List.copyOf(lines);
    }

    /** How often a token came that is not among the best {@code most}. */
    public int others(int most) {
        return Arrays.stream(counts).skip(most).sum();
    }

    /** How many different tokens came at least once. */
    public int different() {
        return (int) Arrays.stream(counts).filter(times -> times > 0).count();
    }
}
