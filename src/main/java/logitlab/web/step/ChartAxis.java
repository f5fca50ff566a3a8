package logitlab.web.step;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.LongStream;
import logitlab.web.view.Numbers;

/**
 * The horizontal axis of a chart that the server draws, with marks at round numbers.
 *
 * @param from the value at its left end
 * @param to the value at its right end, greater than {@code from}
 */
public record ChartAxis(double from, double to, List<Mark> marks) {

    private static final double[] ROUND = {1, 2, 5, 10};
    private static final int MOST_STEPS = 6;

    /** A number below the axis. @param at its place, in percent of the width */
    public record Mark(String at, String label) {

        /** The ends of an axis over the whole width keep their numbers inside. */
        public String anchor() {
            return at.equals("0.00%") ? "start" : at.equals("100.00%") ? "end" : "middle";
        }
    }

    /**
     * The axis from a round number to a round number that contains both values.
     *
     * <p>Example: from −9.3 to 8.7 makes an axis from −10 to 10, with a mark every 5.
     */
    public static ChartAxis around(double least, double most) {
        double step = step(least, most);
        double from = step * Math.floor(least / step);
        double to = Math.max(from + step, step * Math.ceil(most / step));
        return of(from, to, step, Numbers::plain);
    }

    /** The axis between exactly these values, with a mark at each multiple of a round number. */
    static ChartAxis between(double from, double to) {
        return of(from, to, step(from, to), Numbers::plain);
    }

    /** The axis of the bars, from 0 to its end. */
    static ChartAxis of(BarAxis bars) {
        double step = bars.end() / (bars.end() == 1 || bars.end() == 0.2 ? 4 : 5);
        return of(0, bars.end(), step, BarAxis::label);
    }

    private static double step(double least, double most) {
        double exact = Math.max(most - least, 1e-9) / MOST_STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(exact)));
        for (double round : ROUND) {
            if (round * power >= exact) {
                return round * power;
            }
        }
        return 10 * power;
    }

    private static ChartAxis of(double from, double to, double step, DoubleFunction<String> label) {
        ChartAxis bare = new ChartAxis(from, to, List.of());
        double slack = 1e-9 * step;
        List<Mark> marks = LongStream.rangeClosed(
                        (long) Math.ceil((from - slack) / step), (long) Math.floor((to + slack) / step))
                .mapToDouble(each -> Math.round(each * step * 1e9) / 1e9) // 0.3 instead of 0.30000000000000004
                .mapToObj(value -> new Mark(bare.at(value), label.apply(value)))
                .toList();
        return new ChartAxis(from, to, marks);
    }

    /** The place of a value, as a share of the width from 0 to 1; a value beyond an end is at the end. */
    public double share(double value) {
        return Math.min(1, Math.max(0, (value - from) / (to - from)));
    }

    /** The place of a value, in percent of the width. */
    String at(double value) {
        return Numbers.width(share(value));
    }
}
