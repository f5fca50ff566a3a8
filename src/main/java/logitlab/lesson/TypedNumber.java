package logitlab.lesson;

import java.math.BigDecimal;
import java.util.Set;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Range;
import logitlab.decoding.Words;

/**
 * A number as people type it or copy it from a page, in the notation that links have.
 *
 * <p>A comma alone is the decimal sign, spaces (thin and no-break ones too) group digits by three, a typeset minus is a minus. What
 * has two commas, or a comma and a point, can be read in two ways: it stays as it is, for {@link Words} to refuse.
 *
 * <pre>
 * TypedNumber.plain("temperature", "0,8")    is "0.8"
 * TypedNumber.plain("top-p", "95,5%")        is "0.955"
 * TypedNumber.plain("seed", "1 024")         is "1024"
 * TypedNumber.plain("prompt", "0,8")         is "0,8", since a prompt is no number
 * </pre>
 */
public final class TypedNumber {

    private static final Set<String> SHARES = Set.of("top-p", "min-p", "typical-p");
    private static final Set<String> WHOLE =
            Set.of("seed", "rows", "at", "steps", "count", "turn", "position", "layer", "head", "top-k");
    private static final Set<String> OTHERS = Set.of("temperature", "repetition-penalty", "constant", "scale");

    private static final Range ANY = Range.of(-Double.MAX_VALUE, Double.MAX_VALUE);
    private static final int LONGEST = 60;
    private static final String SPACE = "[\\s\u00a0\u2007\u2009\u202f]";
    private static final String THREE_DIGITS = "(?=\\d{3}(?!\\d))";

    private TypedNumber() {}

    /**
     * The word of a form's field in the notation of links; what is no number there stays as it was typed.
     *
     * @param field its name in the link, without lane or block; of one that is for no number every word stays
     */
    public static String plain(String field, String typed) {
        if (WHOLE.contains(field)) {
            return typed.contains(",") ? typed : understood(typed); // a whole number has no decimals
        }
        if (SHARES.contains(field) && isPercentage(typed)) {
            String percent = understood(withoutPercent(typed));
            return Words.find(percent).isPresent() ? share(percent) : typed;
        }
        return SHARES.contains(field) || OTHERS.contains(field) || field.matches("(bias|logits)\\.\\d+")
                ? understood(typed)
                : typed;
    }

    private static String share(String percent) {
        return new BigDecimal(percent).movePointLeft(2).stripTrailingZeros().toPlainString();
    }

    /** Whether a percent sign stands at its end. */
    static boolean isPercentage(String typed) {
        return typed.length() <= LONGEST && typed.matches(".*%" + SPACE + "*");
    }

    static String withoutPercent(String typed) {
        return typed.substring(0, typed.lastIndexOf('%'));
    }

    /** The number that was typed. @throws InvalidValue naming the field, with the word as it was typed, where it is not one */
    public static double number(String field, String typed) {
        return Words.number(field, understood(typed), ANY);
    }

    /**
     * The number that was typed, without the percent sign behind it.
     *
     * @throws InvalidValue naming the field, with the word as it was typed, where it is not one
     */
    public static double percentage(String field, String typed) {
        String number = understood(isPercentage(typed) ? withoutPercent(typed) : typed);
        return Words.number(field, Words.find(number).isPresent() ? number : typed, ANY);
    }

    /**
     * A count as it was typed or copied: {@code 49,152} is how pages write it, and a whole number has no decimals.
     *
     * @throws InvalidValue naming the field, where it is no whole number, or outside the range
     */
    public static long count(String field, String typed, Range range) {
        String plain = typed.length() > LONGEST ? typed : typed.replaceAll("(?<=\\d)," + THREE_DIGITS, "");
        return Words.whole(field, plain.contains(",") ? typed : understood(plain), range);
    }

    private static String understood(String typed) {
        if (typed.length() > LONGEST) {
            return typed;
        }
        String word = typed.replaceAll("^" + SPACE + "+|" + SPACE + "+$", "")
                .replaceAll("(?<=\\d)" + SPACE + THREE_DIGITS, "")
                .replace('\u2212', '-')
                .replaceFirst("^\\+(?=[\\d,.])", "");
        String plain = word.matches("[^,.]*,[^,.]*") ? word.replace(',', '.') : word;
        return Words.find(plain).isPresent() ? plain : typed;
    }
}
