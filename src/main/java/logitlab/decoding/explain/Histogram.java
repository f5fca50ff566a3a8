package logitlab.decoding.explain;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import logitlab.decoding.Candidate;
import logitlab.decoding.Step;

/**
 * Counts of logits in bins of equal width, from the lowest to the highest.
 *
 * <p>Bin {@code i} holds the logits from {@code from + i * width} (included) to the start of the next bin (excluded). The width is a
 * power of two and {@code from} a multiple of it, so that both are exact and a logit at a border has one bin. Minus infinity
 * (a banned token) is not counted.
 *
 * <pre>
 * Histogram.of(new double[] {0, 0.5, 1, 3}, 4)   is from 0, width 1, counts 2, 1, 0, 1
 * </pre>
 *
 * @param from the start of the first bin, in logits
 * @param width of each bin, in logits
 * @param counts the logits in each bin; empty if there is no finite logit
 */
public record Histogram(double from, double width, List<Integer> counts) {

    /** The narrowest bins, so that a few logits that nearly agree are in one bin. */
    private static final double NARROWEST = 0x1p-4;

    public Histogram {
        counts = List.copyOf(counts);
    }

    /** The raw logits of the tokens that are not {@code shown}. */
    public static Histogram of(Step step, List<Candidate> shown, int mostBins) {
        BitSet others = step.logits().idsExcept(shown.stream().mapToInt(Candidate::id));
        return of(others.stream().mapToDouble(step.logits()::at).toArray(), mostBins);
    }

    /** @param mostBins at least 2; the bins are as narrow as this number of them allows */
    public static Histogram of(double[] logits, int mostBins) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            if (logit != Double.NEGATIVE_INFINITY) {
                least = Math.min(least, logit);
                most = Math.max(most, logit);
            }
        }
        if (least > most) {
            return new Histogram(0, NARROWEST, List.of());
        }
        double width =
                Math.max(NARROWEST, Math.scalb(1.0, Math.getExponent(Math.max(-least, most)) - 40)); // stays exact
        while (Math.floor(most / width) - Math.floor(least / width) + 1 > mostBins) {
            width *= 2;
        }
        double first = Math.floor(least / width);
        int bins = (int) (Math.floor(most / width) - first) + 1;
        return new Histogram(first * width, width, counts(logits, first, width, bins));
    }

    /** Counts different logits in the same bins, and leaves out those that lie in none of them. */
    public Histogram recount(double[] logits) {
        return new Histogram(from, width, counts(logits, from / width, width, counts.size()));
    }

    private static List<Integer> counts(double[] logits, double first, double width, int bins) {
        int[] counts = new int[bins];
        for (double logit : logits) {
            double bin = Math.floor(logit / width) - first;
            if (bin >= 0 && bin < bins) {
                counts[(int) bin]++;
            }
        }
        return Arrays.stream(counts).boxed().toList();
    }

    /** The end of the last bin. */
    public double to() {
        return from + width * counts.size();
    }
}
