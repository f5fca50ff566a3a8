package logitlab.web.inside.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.web.view.Numbers;

/**
 * A waterfall: each bar begins where the one before ended, and the last is the sum.
 *
 * @param zero where 0 is, as a share of the width such as {@code 12.50%}
 */
public record BillBars(List<Bar> bars, String zero) {

    /**
     * One bar.
     *
     * @param target the id of what its name leads to, if that is something
     * @param x where it begins from the left; {@code width} is a share of the whole width, too
     * @param kind {@code gain}, {@code loss} or {@code sum}
     */
    public record Bar(String name, Optional<String> target, String amount, String x, String width, String kind) {}

    /** What is added. @param target as in {@link Bar} */
    public record Summand(String name, Optional<String> target, double amount) {}

    /** @param total the name of the sum */
    public static BillBars of(List<Summand> summands, String total) {
        double low = 0;
        double high = 0;
        double at = 0;
        for (Summand summand : summands) {
            at += summand.amount();
            low = Math.min(low, at);
            high = Math.max(high, at);
        }
        double range = high > low ? high - low : 1;
        List<Bar> bars = new ArrayList<>();
        at = 0;
        for (Summand summand : summands) {
            double amount = summand.amount();
            double from = Math.min(at, at + amount);
            bars.add(new Bar(
                    summand.name(),
                    summand.target(),
                    Numbers.signed(amount),
                    Numbers.width((from - low) / range),
                    Numbers.width(Math.abs(amount) / range),
                    amount < 0 ? "loss" : "gain"));
            at += amount;
        }
        bars.add(new Bar(
                total,
                Optional.empty(),
                Numbers.logit(at),
                Numbers.width((Math.min(0, at) - low) / range),
                Numbers.width(Math.abs(at) / range),
                "sum"));
        return new BillBars(List.copyOf(bars), Numbers.width(-low / range));
    }
}
