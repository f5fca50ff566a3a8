package logitlab.decoding.take;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The numbers from {@code least} to {@code most} that have at most {@code decimals} decimals, and a search among them by trying. A number is
 * counted in units of its last decimal, and its value is the double that its digits are parsed to.
 *
 * <pre>
 * new DecimalGrid(2, 0, 100).firstUnit(0, 100, units -&gt; units * units &gt;= 2000)   is 45, the value 0.45
 * </pre>
 *
 * @param least in units, as is {@code most}
 */
record DecimalGrid(int decimals, long least, long most) {

    /** The numbers of a range that have at most {@code decimals} decimals. */
    static DecimalGrid of(int decimals, double from, double to) {
        return new DecimalGrid(
                decimals, units(decimals, from, RoundingMode.CEILING), units(decimals, to, RoundingMode.FLOOR));
    }

    private static long units(int decimals, double value, RoundingMode rounding) {
        return new BigDecimal(Double.toString(value))
                .setScale(decimals, rounding)
                .unscaledValue()
                .longValueExact();
    }

    double value(long units) {
        return BigDecimal.valueOf(units, decimals).doubleValue();
    }

    /** The number nearest to a value below it, not beyond the ends of the grid. */
    long at(double value) {
        return Math.max(least, Math.min(most, units(decimals, value, RoundingMode.FLOOR)));
    }

    /**
     * The smallest number from {@code low} to {@code high} for which {@code holds}, or {@code high + 1} if it holds for no number.
     *
     * @param holds must hold for every number above one for which it holds
     */
    static long firstUnit(long low, long high, LongPredicate holds) {
        long from = low;
        long to = high + 1;
        while (from < to) {
            long middle = from + (to - from) / 2;
            if (holds.test(middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /**
     * All spans in which {@code holds}, as far as the rungs show them: every rung is tried, and between two neighbours with different
     * outcomes the end is found to the unit. What begins and ends between two neighbours is missed.
     *
     * @param rungs at least one, in units; the ends of the grid are added
     */
    Stream<Span> spans(LongStream rungs, LongPredicate holds) {
        long[] tried = LongStream.concat(LongStream.of(least, most), rungs)
                .filter(rung -> rung >= least && rung <= most)
                .sorted()
                .distinct()
                .toArray();
        Stream.Builder<Span> spans = Stream.builder();
        long from = holds.test(tried[0]) ? tried[0] : Long.MIN_VALUE;
        for (int next = 1; next < tried.length; next++) {
            boolean inside = from != Long.MIN_VALUE;
            if (holds.test(tried[next]) != inside) {
                long end = firstUnit(tried[next - 1] + 1, tried[next] - 1, unit -> holds.test(unit) != inside);
                if (inside) {
                    spans.add(new Span(value(from), value(end - 1)));
                }
                from = inside ? Long.MIN_VALUE : end;
            }
        }
        if (from != Long.MIN_VALUE) {
            spans.add(new Span(value(from), value(most)));
        }
        return spans.build();
    }

    /** {@code count + 1} rungs with equal ratios, from the least number to the most; the least must be above 0. */
    LongStream ratios(int count) {
        double ratio = Math.log((double) most / least) / count;
        return LongStream.rangeClosed(0, count).map(rung -> Math.round(least * Math.exp(rung * ratio)));
    }
}
