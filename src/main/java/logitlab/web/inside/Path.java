package logitlab.web.inside;

import java.util.Locale;

/** Outlines of shapes, written as the {@code d} of an SVG path. */
final class Path {

    private Path() {}

    /** {@code 12}, {@code 12.5}: at most two decimals, none if they are 0. */
    static String number(double value) {
        String plain = String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
        return plain.equals("-0") ? "0" : plain;
    }

    static String rectangle(double x, double y, double width, double height) {
        return "M" + number(x) + " " + number(y) + "h" + number(width) + "v" + number(height) + "h" + number(-width)
                + "z";
    }

    /**
     * A band that flows from one place to another, leaving and arriving straight.
     *
     * @param down whether it flows down the page; otherwise to the right
     * @param from its beginning along the flow, where it reaches from {@code low} to {@code high} across the flow
     */
    static String band(boolean down, double from, double low, double high, double to, double toLow, double toHigh) {
        double half = (from + to) / 2;
        return "M" + point(down, from, low)
                + "C" + point(down, half, low) + " " + point(down, half, toLow) + " " + point(down, to, toLow)
                + "L" + point(down, to, toHigh)
                + "C" + point(down, half, toHigh) + " " + point(down, half, high) + " " + point(down, from, high)
                + "Z";
    }

    /** The coordinates {@code x y} of a point, given along the flow and across it. */
    static String point(boolean down, double along, double across) {
        return down ? number(across) + " " + number(along) : number(along) + " " + number(across);
    }
}
