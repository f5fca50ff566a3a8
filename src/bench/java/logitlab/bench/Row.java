package logitlab.bench;

import java.util.List;
import java.util.Locale;

/**
 * One line of the table.
 *
 * @param measured the median
 * @param spread the range that contains four out of five pairs; empty for a count
 * @param aim the highest value that is acceptable, or the lowest if {@code atLeast}
 */
record Row(String what, double measured, String unit, String spread, double aim, boolean atLeast) {

    private static final String FORMAT = "%-62s  %14s  %14s  %18s  %s%n";

    static Row of(String what, Ratios ratios, double aim) {
        return new Row(
                what,
                ratios.median(),
                "times",
                "%s to %s".formatted(number(ratios.quantile(0.1)), number(ratios.quantile(0.9))),
                aim,
                false);
    }

    static Row atLeast(String what, Ratios ratios, double aim) {
        Row row = of(what, ratios, aim);
        return new Row(row.what(), row.measured(), row.unit(), row.spread(), aim, true);
    }

    static String table(List<Row> rows) {
        StringBuilder table = new StringBuilder(FORMAT.formatted("what", "measured", "4 of 5 within", "aim", ""));
        rows.forEach(row -> table.append(row.line()));
        return table.toString();
    }

    private String line() {
        return FORMAT.formatted(
                what,
                number(measured) + " " + unit,
                spread,
                "%s %s %s".formatted(atLeast ? "at least" : "at most", plain(aim), unit),
                (atLeast ? measured >= aim : measured <= aim) ? "met" : "missed");
    }

    private static String plain(double aim) {
        return aim == Math.rint(aim) ? String.format(Locale.ROOT, "%.0f", aim) : Double.toString(aim);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.1f", value);
    }
}
