package logitlab.web.lessons.picture;

import java.util.Locale;

/** Exponentials of any size as a page shows them: {@code 8.17}, {@code 0.0450}, {@code 2.19 × 10⁴⁴}, and ∞ where a computer gives up. */
public final class Heights {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final double LARGE = 1e5;
    private static final double SMALL = 1e-4;

    private Heights() {}

    /** With four decimals, as in a table. */
    public static String exact(double height) {
        return height >= LARGE || height < SMALL ? power(height, 2) : String.format(Locale.ROOT, "%,.4f", height);
    }

    /** With three figures or so, as beside a dot. */
    public static String brief(double height) {
        if (height >= LARGE || height < SMALL) {
            return power(height, 1);
        }
        int decimals = height >= 100 ? 0 : height >= 0.1 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", height);
    }

    /** A round number on an axis: {@code 8}, {@code 0.25}, {@code 2 × 10⁴⁴}. */
    static String tick(double height) {
        return height >= LARGE || height < SMALL
                ? power(height, 0)
                : String.format(Locale.ROOT, "%,.4f", height).replaceAll("\\.?0+$", "");
    }

    private static String power(double height, int decimals) {
        if (height == 0) {
            return "0";
        }
        if (height == Double.POSITIVE_INFINITY) {
            return "∞";
        }
        String[] parts =
                String.format(Locale.ROOT, "%." + decimals + "e", height).split("e");
        StringBuilder power = new StringBuilder(parts[0] + " × 10");
        Integer.toString(Integer.parseInt(parts[1]))
                .chars()
                .forEach(c -> power.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0')));
        return power.toString();
    }
}
