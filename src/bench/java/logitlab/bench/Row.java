package logitlab.bench;

import java.util.List;
import java.util.Locale;

/**
 * One line of the table.
 *
 * @param measured the median
 * @param spread what four of five pairs lie within, empty where it is a count
 * @param aim the most that it should be
 */
record Row(String what, double measured, String unit, String spread, double aim) {

    private static final String FORMAT = "%-62s  %14s  %14s  %18s  %s%n";

    static Row of(String what, Ratios ratios, double aim) {
        return new Row(
                what,
                ratios.median(),
                "times",
                "%s to %s".formatted(number(ratios.quantile(0.1)), number(ratios.quantile(0.9))),
                aim);
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
                "at most %.0f %s".formatted(aim, unit),
                measured <= aim ? "met" : "missed");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.1f", value);
    }
}
