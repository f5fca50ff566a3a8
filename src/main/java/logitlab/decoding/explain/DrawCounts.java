package logitlab.decoding.explain;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Step;
import logitlab.decoding.input.Range;

/**
 * The same choice made many times, with the successive draws of a seed or with one draw of each of successive seeds: how often each
 * token was drawn, and how often to expect it.
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
    private final int[] firsts; // the number of the first draw that selected it, -1 if none did

    /** One token. @param first the number of the first draw that selected it, from 0 */
    public record Line(Candidate candidate, int count, OptionalInt first, double expected, double deviation) {

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
        this(step, count, IntStream.range(0, count).mapToObj(number -> new Draw(seed, number)));
    }

    /**
     * The draw of the step itself with each of {@code count} seeds, from {@code seed} on; after the largest seed comes 0.
     *
     * @param count of seeds, in {@link #COUNTS}
     */
    public static DrawCounts ofSeeds(Step step, long seed, int count) {
        return new DrawCounts(
                step,
                count,
                LongStream.iterate(seed, Draw::nextSeed)
                        .limit(count)
                        .mapToObj(each -> new Draw(each, step.draw().step())));
    }

    private DrawCounts(Step step, int count, Stream<Draw> draws) {
        COUNTS.require("count", count);
        this.count = count;
        this.kept = step.intervals(step.kept());
        this.counts = new int[kept.size()];
        double[] ends = kept.stream()
                .mapToDouble(candidate -> candidate.cumulative().orElseThrow())
                .toArray();
        this.firsts = new int[kept.size()];
        Arrays.fill(firsts, -1);
        int number = 0;
        for (Iterator<Draw> each = draws.iterator(); each.hasNext(); number++) {
            int place = intervalAt(ends, each.next().u());
            counts[place]++;
            firsts[place] = firsts[place] < 0 ? number : firsts[place];
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
        return new Line(
                kept.get(place),
                counts[place],
                firsts[place] < 0 ? OptionalInt.empty() : OptionalInt.of(firsts[place]),
                count * p,
                Math.sqrt(count * p * (1 - Math.min(1, p))));
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
