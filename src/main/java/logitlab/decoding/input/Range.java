package logitlab.decoding.input;

import java.math.BigDecimal;

/**
 * The numbers that a setting allows: from {@code min} (excluded if {@code above}) to {@code max} (included).
 *
 * <pre>
 * Range.above(0, 1).contains(0)   is false
 * </pre>
 */
public record Range(double min, double max, boolean above) {

    public static Range of(double min, double max) {
        return new Range(min, max, false);
    }

    public static Range above(double min, double max) {
        return new Range(min, max, true);
    }

    boolean contains(double value) {
        return (above ? value > min : value >= min) && value <= max;
    }

    /** {@code value} itself. @throws IllegalArgumentException naming the setting, its range and the value */
    public double require(String name, double value) {
        if (!contains(value)) {
            throw new IllegalArgumentException(
                    name + " must be " + this + " but is " + (Double.isFinite(value) ? plain(value) : value));
        }
        return value;
    }

    Constraint rule() {
        return new Constraint(above ? "above-up-to" : "from-to", plain(min), plain(max));
    }

    @Override
    public String toString() {
        return (above ? "above " : "from ") + plain(min) + (above ? " up to " : " to ") + plain(max);
    }

    /** A number without a redundant ".0", in digits if that is short: 0.0009 rather than 9.0E-4. */
    public static String plain(double value) {
        String digits =
                new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
        return digits.length() <= 20 ? digits : Double.toString(value);
    }
}
