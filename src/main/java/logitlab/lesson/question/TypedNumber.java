package logitlab.lesson.question;

import java.math.BigDecimal;
import java.util.Set;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;

/**
 * Converts a number as people type it, or copy it from a page, to the notation of links.
 *
 * <p>A single comma is a decimal comma, spaces (including thin and no-break spaces) separate groups of three digits, and a
 * typeset minus sign is a minus sign. Text with two commas, or with a comma and a point, is ambiguous: it stays unchanged, and
 * {@link NumberParser} refuses it.
 *
 * <pre>
 * TypedNumber.plain("temperature", "0,8")    is "0.8"
 * TypedNumber.plain("top-p", "95,5%")        is "0.955"
 * TypedNumber.plain("seed", "1 024")         is "1024"
 * TypedNumber.plain("prompt", "0,8")         is "0,8", since a prompt is not a number
 * </pre>
 */
public final class TypedNumber {

    private static final Set<String> SHARES = Set.of("top-p", "min-p", "typical-p");
    private static final Set<String> WHOLE = Set.of(
            "seed", "rows", "at", "step", "steps", "count", "turn", "position", "layer", "head", "top-k", "beams");
    private static final Set<String> OTHERS = Set.of(
            "temperature",
            "repetition-penalty",
            "length-penalty",
            "presence-penalty",
            "frequency-penalty",
            "constant",
            "scale",
            "bias-value",
            "switch-number");

    private static final Range ANY = Range.of(-Double.MAX_VALUE, Double.MAX_VALUE);
    private static final int LONGEST = 60;
    private static final String SPACE = "[\\s\u00a0\u2007\u2009\u202f]";
    private static final String THREE_DIGITS = "(?=\\d{3}(?!\\d))";

    private TypedNumber() {}

    /**
     * The value of a form field in the notation of links; text that is not a number stays as it was typed.
     *
     * @param field its name in the link, without lane or block; the value of a field that takes text never changes
     */
    public static String plain(String field, String typed) {
        if (WHOLE.contains(field)) {
            return typed.contains(",") ? typed : normalized(typed); // a whole number has no decimals
        }
        if (SHARES.contains(field) && isPercentage(typed)) {
            String percent = normalized(withoutPercent(typed));
            return NumberParser.find(percent).isPresent()
                    ? new BigDecimal(percent)
                            .movePointLeft(2)
                            .stripTrailingZeros()
                            .toPlainString()
                    : typed;
        }
        return SHARES.contains(field) || OTHERS.contains(field) || field.matches("(bias|logits)\\.\\d+")
                ? normalized(typed)
                : typed;
    }

    /** Whether it ends with a percent sign. */
    public static boolean isPercentage(String typed) {
        return typed.length() <= LONGEST && typed.matches(".*%" + SPACE + "*");
    }

    private static String withoutPercent(String typed) {
        return typed.substring(0, typed.lastIndexOf('%'));
    }

    /** The number that was typed. @throws InvalidValueException naming the field and quoting the text as typed if it is not a number */
    public static double number(String field, String typed) {
        return NumberParser.number(field, normalized(asPagesWriteIt(typed)), ANY);
    }

    /** Pages write {@code 1,234.5}. */
    private static String asPagesWriteIt(String typed) {
        return typed.length() <= LONGEST && typed.strip().matches("[+\u2212-]?\\d{1,3}(,\\d{3})+\\.\\d+")
                ? typed.replace(",", "")
                : typed;
    }

    /**
     * The number that was typed, without the percent sign after it.
     *
     * @throws InvalidValueException naming the field and quoting the text as typed if it is not a number
     */
    public static double percentage(String field, String typed) {
        String number = normalized(isPercentage(typed) ? withoutPercent(typed) : typed);
        return NumberParser.number(field, NumberParser.find(number).isPresent() ? number : typed, ANY);
    }

    /**
     * A count as it was typed or copied. Pages write {@code 49,152}, and a whole number has no decimal comma.
     *
     * @throws InvalidValueException naming the field if it is not a whole number, or is outside the range
     */
    public static long count(String field, String typed, Range range) {
        String plain = typed.length() > LONGEST ? typed : typed.replaceAll("(?<=\\d)," + THREE_DIGITS, "");
        return NumberParser.whole(field, plain.contains(",") ? typed : normalized(plain), range);
    }

    /**
     * Half of the last decimal that was typed, by which rounding can have changed the number.
     *
     * <pre>
     * TypedNumber.halfOfLastDecimal("0,24")    is 0.005
     * TypedNumber.halfOfLastDecimal("24%")     is 0.5
     * TypedNumber.halfOfLastDecimal("2.4e-1")  is 0.005
     * </pre>
     *
     * @return 0 if it is not a number
     */
    public static double halfOfLastDecimal(String typed) {
        String number = normalized(isPercentage(typed) ? withoutPercent(typed) : typed);
        return NumberParser.find(number).isPresent()
                ? new BigDecimal(number).ulp().doubleValue() / 2
                : 0;
    }

    private static String normalized(String typed) {
        if (typed.length() > LONGEST) {
            return typed;
        }
        String text = typed.replaceAll("^" + SPACE + "+|" + SPACE + "+$", "")
                .replaceAll("(?<=\\d)" + SPACE + THREE_DIGITS, "")
                .replace('\u2212', '-')
                .replaceFirst("^\\+(?=[\\d,.])", "");
        String plain = text.matches("[^,.]*,[^,.]*") ? text.replace(',', '.') : text;
        return NumberParser.find(plain).isPresent() ? plain : typed;
    }
}
