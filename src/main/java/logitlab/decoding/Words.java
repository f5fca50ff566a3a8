package logitlab.decoding;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers from the words of links, forms and lesson blocks; a failure names the field, the rule and the value. */
public final class Words {

    private static final int LONGEST = 30;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private Words() {}

    /**
     * A number in plain or scientific notation, such as 0.8 or 1e-3.
     *
     * @throws InvalidValue where the word is no number, or is outside the range
     */
    public static double number(String field, String word, Range range) {
        double value = find(word)
                .orElseThrow(
                        () -> new InvalidValue(field, new Rule(word.contains(",") ? "number-comma" : "number"), word));
        if (!range.contains(value)) {
            throw new InvalidValue(field, range.rule(), word);
        }
        return value;
    }

    /**
     * A whole number, in any notation: 5, 5.0 and 5e0 are the same.
     *
     * @throws InvalidValue where the word is no whole number, or is outside the range
     */
    public static Long whole(String field, String word, Range range) {
        if (word.contains(",")) {
            throw new InvalidValue(field, new Rule("whole-comma"), word);
        }
        number(field, word, range);
        // as a double 0.99999999999999999 would be 1
        BigDecimal exact = new BigDecimal(word.strip());
        if (exact.stripTrailingZeros().scale() > 0) {
            throw new InvalidValue(field, new Rule("whole"), word);
        }
        return exact.longValueExact();
    }

    /** The number that a word says, empty where it says none; NaN, infinity and 1e999 are none, and so is a hundred digits. */
    public static OptionalDouble find(String word) {
        String stripped = word.strip();
        if (stripped.length() > LONGEST || !NUMBER.matcher(stripped).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(stripped) + 0.0; // makes 0 of -0
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
