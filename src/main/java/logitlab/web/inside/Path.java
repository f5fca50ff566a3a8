package logitlab.web.inside;

import java.util.Locale;

/** Outlines of shapes, as the {@code d} of an SVG path says them. */
final class Path {

    private Path() {}

    /** {@code 12}, {@code 12.5}: at most two decimals, none where they are 0. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        String plain = text.replaceAll("\\.?0+$", "");
        return plain.equals("-0") ? "0" : plain;
    }

    /**
     * A ribbon of one thickness that flows from one place to another, leaving and arriving straight.
     *
     * @param down whether it flows down the page; else to the right
     * @param from where it leaves, along the flow, and {@code middle} of its thickness across the flow
     */
    static String ribbon(boolean down, double from, double middle, double to, double toMiddle, double thickness) {
        return band(
                down,
                from,
                middle - thickness / 2,
                middle + thickness / 2,
                to,
                toMiddle - thickness / 2,
                toMiddle + thickness / 2);
    }

    /** The same with a thickness that changes on the way: from {@code [low, high]} to {@code [toLow, toHigh]}. */
    static String band(boolean down, double from, double low, double high, double to, double toLow, double toHigh) {
        double half = (from + to) / 2;
        return "M" + point(down, from, low)
                + "C" + point(down, half, low) + " " + point(down, half, toLow) + " " + point(down, to, toLow)
                + "L" + point(down, to, toHigh)
                + "C" + point(down, half, toHigh) + " " + point(down, half, high) + " " + point(down, from, high)
                + "Z";
    }

    private static String point(boolean down, double along, double across) {
        return down ? number(across) + " " + number(along) : number(along) + " " + number(across);
    }
}
