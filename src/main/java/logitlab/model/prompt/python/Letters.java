package logitlab.model.prompt.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** What Python does with the letters of texts. */
public final class Letters {

    private Letters() {}

    public static boolean space(int letter) {
        return letter >= 0x1c && letter <= 0x20
                || letter >= '\t' && letter <= '\r'
                || letter == 0x85
                || letter > 0x7f && Character.isSpaceChar(letter);
    }

    /** {@code text} without the letters at its ends. */
    public static MarkedText strip(MarkedText text, IntPredicate unwanted, boolean left, boolean right) {
        String chars = text.chars();
        int from = 0;
        while (left && from < chars.length() && unwanted.test(chars.codePointAt(from))) {
            from += Character.charCount(chars.codePointAt(from));
        }
        int to = chars.length();
        while (right && to > from && unwanted.test(chars.codePointBefore(to))) {
            to -= Character.charCount(chars.codePointBefore(to));
        }
        return text.part(from, to);
    }

    public static MarkedText trim(MarkedText text) {
        return strip(text, Letters::space, true, true);
    }

    /** The lines, without what ends them. */
    public static List<MarkedText> lines(MarkedText text, boolean keepEnds) {
        List<MarkedText> lines = new ArrayList<>();
        String chars = text.chars();
        int start = 0;
        for (int i = 0; i < chars.length(); i++) {
            char letter = chars.charAt(i);
            if (letter >= '\n' && letter <= '\r'
                    || letter >= 0x1c && letter <= 0x1e
                    || letter == 0x85
                    || letter == 0x2028
                    || letter == 0x2029) {
                int end = i;
                if (letter == '\r' && i + 1 < chars.length() && chars.charAt(i + 1) == '\n') {
                    i++;
                }
                lines.add(text.part(start, keepEnds ? i + 1 : end));
                start = i + 1;
            }
        }
        if (start < chars.length()) {
            lines.add(text.part(start, chars.length()));
        }
        return lines;
    }

    public static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** A large first letter, and small ones after it. */
    public static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.codePointAt(0);
        return titled(first)
                + lower(text).substring(lower(Character.toString(first)).length());
    }

    /** Every letter that follows something else is large. */
    public static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); ) {
            int letter = text.codePointAt(i);
            boolean cased =
                    Character.isUpperCase(letter) || Character.isLowerCase(letter) || Character.isTitleCase(letter);
            title.append(inside ? lower(Character.toString(letter)) : titled(letter));
            inside = cased;
            i += Character.charCount(letter);
        }
        return title.toString();
    }

    private static String titled(int letter) {
        String upper = upper(Character.toString(letter));
        int title = Character.toTitleCase(letter);
        if (title != letter || upper.length() <= Character.charCount(letter)) {
            return Character.toString(title);
        }
        String first = upper.substring(0, 1);
        return first.equals(lower(first)) ? upper : first + lower(upper.substring(1)); // ß becomes Ss, ŉ becomes ʼN
    }

    public static String swapped(String text) {
        StringBuilder swapped = new StringBuilder();
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(letter -> swapped.append(
                        Character.isUpperCase(letter.codePointAt(0)) || Character.isTitleCase(letter.codePointAt(0))
                                ? lower(letter)
                                : upper(letter)));
        return swapped.toString();
    }

    /** Whether there is a letter and all fit. */
    public static boolean all(String text, IntPredicate wanted) {
        return !text.isEmpty() && text.codePoints().allMatch(wanted);
    }

    /** Whether there are letters that can be large or small, and all of them are so. */
    public static boolean cased(String text, boolean upper) {
        boolean any = false;
        for (int letter : text.codePoints().toArray()) {
            if (upper
                    ? Character.isLowerCase(letter)
                    : Character.isUpperCase(letter) || Character.isTitleCase(letter)) {
                return false;
            }
            any |= upper ? Character.isUpperCase(letter) : Character.isLowerCase(letter);
        }
        return any;
    }
}
