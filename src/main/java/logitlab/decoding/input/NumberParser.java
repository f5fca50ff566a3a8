package logitlab.decoding.input;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads numbers in links, forms and lesson blocks; a failure names the field, the rule and the value. */
public final class NumberParser {

    private static final int LONGEST = 30;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private NumberParser() {}

    /**
     * A number in plain or scientific notation, such as 0.8 or 1e-3.
     *
     * @throws InvalidValueException if the value is not a number, or is outside the range
     */
    public static double number(String field, String text, Range range) {
        double value = find(text)
                .orElseThrow(() -> new InvalidValueException(
                        field, new Constraint(text.contains(",") ? "number-comma" : "number"), text));
        if (!range.contains(value)) {
            throw new InvalidValueException(field, range.rule(), text);
        }
        return value;
    }

    /**
     * A whole number, in any notation: 5, 5.0 and 5e0 are the same.
     *
     * @throws InvalidValueException if the value is not a whole number, or is outside the range
     */
    public static Long whole(String field, String text, Range range) {
        if (text.contains(",")) {
            throw new InvalidValueException(field, new Constraint("whole-comma"), text);
        }
        number(field, text, range);
        // as a double 0.99999999999999999 would be 1
        BigDecimal exact = new BigDecimal(text.strip());
        if (exact.stripTrailingZeros().scale() > 0) {
            throw new InvalidValueException(field, new Constraint("whole"), text);
        }
        return exact.longValueExact();
    }

    /** The number, or empty if the text is not one; NaN, infinity, 1e999 and a hundred digits are not. */
    public static OptionalDouble find(String text) {
        String stripped = text.strip();
        if (stripped.length() > LONGEST || !NUMBER.matcher(stripped).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(stripped) + 0.0; // makes 0 of -0
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
