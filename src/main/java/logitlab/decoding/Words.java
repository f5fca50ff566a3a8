package logitlab.decoding;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/** Numbers from the words of links, forms and lesson blocks; a failure names the field, the rule and the value. */
public final class Words {

    private static final int LONGEST = 30;

    private Words() {}

    /**
     * A number in plain or scientific notation, such as 0.8 or 1e-3.
     *
     * @throws InvalidValue where the word is no number, or is outside the range
     */
    public static double number(String field, String word, Range range) {
        double value = find(word).orElseThrow(() -> new InvalidValue(field, new Rule("number"), word));
        if (!range.contains(value)) {
            throw new InvalidValue(field, range.rule(), word);
        }
        return value;
    }

    /**
     * A whole number.
     *
     * @throws InvalidValue where the word is no whole number, or is outside the range
     */
    public static Long whole(String field, String word, Range range) {
        double value = number(field, word, range);
        if (value != Math.rint(value)) {
            throw new InvalidValue(field, new Rule("whole"), word);
        }
        return new BigDecimal(word.strip()).longValueExact();
    }

    /** The number that a word says, empty where it says none; NaN and infinity are none, and so is a hundred digits. */
    public static OptionalDouble find(String word) {
        String stripped = word.strip();
        if (stripped.length() > LONGEST || !stripped.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(stripped));
    }
}
