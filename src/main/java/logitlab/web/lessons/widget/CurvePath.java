package logitlab.web.lessons.widget;

import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.web.view.Numbers;

/** Curves as the {@code d} of an SVG path, from 0 to 1000 wide and from 300, which stands for 0, to 0 high, which stands for 1. */
final class CurvePath {

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 300;

    private CurvePath() {}

    /**
     * A curve through equally distant points; a single point becomes a horizontal line.
     *
     * <pre>
     * CurvePath.of(2, i -> i)   is "M0.0 300.0L1000.0 0.0"
     * </pre>
     */
    static String of(int points, IntToDoubleFunction share) {
        if (points == 1) {
            return "M0 " + number(HEIGHT * (1 - share.applyAsDouble(0))) + "H1000";
        }
        return IntStream.range(0, points)
                .mapToObj(i -> (i == 0 ? "M" : "L") + x((double) i / (points - 1)) + " "
                        + number(HEIGHT * (1 - share.applyAsDouble(i))))
                .collect(Collectors.joining());
    }

    /** The place of a share of the width. */
    static String x(double share) {
        return number(WIDTH * share);
    }

    /** The place of a share of the height, counted from the bottom. */
    static String y(double share) {
        return number(HEIGHT * (1 - share));
    }

    private static String number(double value) {
        return Numbers.decimals(value, 1);
    }
}
