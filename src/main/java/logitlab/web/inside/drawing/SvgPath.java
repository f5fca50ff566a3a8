package logitlab.web.inside.drawing;

import logitlab.web.view.Numbers;

/** Outlines of shapes, written as the {@code d} of an SVG path. */
public final class SvgPath {

    private SvgPath() {}

    /** {@code 12}, {@code 12.5}: at most two decimals, none if they are 0. */
    public static String number(double value) {
        return Numbers.decimalsUpTo(value, 2);
    }

    /**
     * A path with its numbers filled in, one for each {@code #}.
     *
     * <pre>
     * SvgPath.of("M# #h#", 1, 2, 0.5)   is "M1 2h0.5"
     * </pre>
     */
    public static String of(String template, double... numbers) {
        StringBuilder path = new StringBuilder();
        int next = 0;
        for (char c : template.toCharArray()) {
            path.append(c == '#' ? number(numbers[next++]) : c);
        }
        return path.toString();
    }
}
