package logitlab.web.lessons.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import logitlab.lesson.widget.ExponentialWidget.Dot;
import logitlab.web.view.Numbers;

/**
 * The curve of e to the power of x, drawn so that its highest dot is near the top. The same curve fits every shift of the dots: only
 * the figures on the axes change. Places along x are in percent of the width, heights in CSS pixels.
 *
 * @param path the curve over 1,000 units across, in pixels from the top
 * @param dots from left to right
 * @param across the figures below the curve
 * @param up the figures at its left
 */
public record ExponentialCurve(String path, List<Labelled> dots, List<Tick> across, List<Tick> up) {

    public static final int HEIGHT = 250;

    private static final double ABOVE = 1.14; // the top, as a multiple of the highest dot
    private static final double LEFT = 0.36; // of the distance between the outer dots
    private static final double RIGHT = 0.06;
    private static final int POINTS = 101;

    /** The narrowest width for which names are kept apart, in CSS pixels. */
    private static final double NARROWEST = 280;

    private static final double LETTER = 8.1;
    private static final double DIGIT = 7.4;
    private static final double LINE = 19;
    private static final double ABOVE_DOT = 9;

    /**
     * A dot with its name above and to the left, where the curve is never.
     *
     * @param y of the dot, as {@code name} of its name's line, from the top
     * @param end where the name ends, in pixels from the dot
     */
    public record Labelled(String x, double y, double name, double end, String token, String value) {

        /** The middle of the name's line. */
        public double leader() {
            return name - 4;
        }
    }

    /** @param at in percent across, or in pixels from the top; @param zero whether it stands for 0 */
    public record Tick(String at, String label, boolean zero) {}

    /** @param token returns the name of a token */
    public static ExponentialCurve of(List<Dot> all, IntFunction<String> token) {
        List<Dot> dots = all.stream().sorted(Comparator.comparingDouble(Dot::x)).toList();
        Window window = Window.of(dots.get(0).x(), dots.get(dots.size() - 1).x());
        return new ExponentialCurve(path(window), labelled(dots, window, token), across(window), up(window));
    }

    /** The part of the plane that is drawn. @param highest the x of the highest dot */
    private record Window(double from, double to, double highest) {

        static Window of(double lowest, double highest) {
            double span = Math.max(1, highest - lowest);
            return new Window(lowest - LEFT * span, highest + RIGHT * span, highest);
        }

        double share(double x) {
            return (x - from) / (to - from);
        }

        /** Pixels from the top of the height of e to the power of x; the same whatever is added to every x. */
        double pixels(double x) {
            return rounded(HEIGHT * (1 - Math.exp(x - highest) / ABOVE));
        }

        /** The height at the top; infinite or 0 if no computer can write it down. */
        double top() {
            return ABOVE * Math.exp(highest);
        }
    }

    private static String path(Window window) {
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> (double) i / (POINTS - 1))
                .mapToObj(share -> Numbers.decimals(1000 * share, 0) + " "
                        + Numbers.decimals(window.pixels(window.from() + share * (window.to() - window.from())), 1))
                .collect(Collectors.joining("L", "M", ""));
    }

    private static List<Labelled> labelled(List<Dot> dots, Window window, IntFunction<String> token) {
        List<Labelled> labelled = new ArrayList<>();
        double right = Double.NEGATIVE_INFINITY; // where the names so far end, at the narrowest
        double line = HEIGHT;
        for (Dot dot : dots) {
            String name = token.apply(dot.id());
            String value = Heights.brief(dot.y());
            double wide = LETTER * name.length() + DIGIT * (value.length() + 1);
            double at = NARROWEST * window.share(dot.x());
            double end = Math.max(-2, wide - at);
            double y = window.pixels(dot.x());
            double free = y - ABOVE_DOT;
            line = at + end - wide < right + 6 ? Math.min(free, line - LINE) : free;
            right = Math.max(right, at + end);
            labelled.add(new Labelled(percent(window.share(dot.x())), y, rounded(line), rounded(end), name, value));
        }
        return List.copyOf(labelled);
    }

    private static List<Tick> across(Window window) {
        double step = round((window.to() - window.from()) / 5);
        return multiples(step, window.from(), window.to())
                .filter(x -> window.share(x) > 0.02 && window.share(x) < 0.99)
                .mapToObj(x -> new Tick(percent(window.share(x)), Numbers.plain(clean(x)), clean(x) == 0))
                .toList();
    }

    private static List<Tick> up(Window window) {
        double top = window.top();
        if (!(top > 1e-300 && top < Double.POSITIVE_INFINITY)) {
            return List.of();
        }
        return multiples(round(top / 5), 0, top)
                .filter(y -> y > 0 && y < 0.98 * top)
                .mapToObj(y -> new Tick(Double.toString(rounded(HEIGHT * (1 - y / top))), Heights.tick(y), false))
                .toList();
    }

    private static DoubleStream multiples(double step, double from, double to) {
        long first = (long) Math.ceil(from / step);
        return DoubleStream.iterate(first, i -> i * step <= to, i -> i + 1).map(i -> i * step);
    }

    /** The next number of the form 1, 2 or 5 times a power of ten. Example: 0.72 becomes 1. */
    static double round(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double times = step / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    private static double clean(double x) {
        return Math.round(x * 1e6) / 1e6 + 0.0; // no negative zero
    }

    private static double rounded(double pixels) {
        return Math.round(pixels * 10) / 10.0;
    }

    private static String percent(double share) {
        return Numbers.decimals(100 * share, 2) + "%";
    }
}
