package logitlab.model.text;

import java.util.BitSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A mark that breaks the names of special tokens where somebody typed them.
 *
 * <p>The mark is U+FDD0, which Unicode reserves for such uses; a typed U+FDD0 is doubled. It stands next to letters, never in the
 * spaces around a text, so that a template that trims a message does not notice it.
 *
 * <pre>
 * guard("a &lt;s> b")   is "a &lt;" + U+FDD0 + "s> b"
 * guard("s> b")      is U+FDD0 + "s> b", because a template could write a "&lt;" before it
 * </pre>
 */
record Guard(Set<String> names) {

    static final char MARK = '\ufdd0';

    private static final Pattern MARKS = Pattern.compile(MARK + "(" + MARK + "?)");

    Guard {
        names = Set.copyOf(names);
    }

    /** The text with a mark in each name, and where it could complete a name together with what is written around it. */
    String guard(String typed) {
        BitSet breaks = new BitSet();
        inside(typed, breaks);
        edges(typed, breaks);
        StringBuilder guarded = new StringBuilder();
        for (int i = 0; i < typed.length(); i++) {
            guarded.append(breaks.get(i) ? "" + MARK : "").append(doubled(typed.substring(i, i + 1)));
        }
        return guarded.append(breaks.get(typed.length()) ? "" + MARK : "").toString();
    }

    /** After the first letter of each name; a name of one letter is between two marks. */
    private void inside(String typed, BitSet breaks) {
        for (String name : names) {
            for (int at = typed.indexOf(name); at >= 0; at = typed.indexOf(name, at + 1)) {
                int second = typed.offsetByCodePoints(at, 1);
                breaks.set(second);
                if (second == at + name.length()) {
                    breaks.set(at);
                }
            }
        }
    }

    private void edges(String typed, BitSet breaks) {
        int from = 0;
        int to = typed.length();
        while (from < to && isSpace(typed.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(typed.charAt(to - 1))) {
            to--;
        }
        String core = typed.substring(from, to);
        if (core.isEmpty()) {
            return;
        }
        for (String name : names) {
            if (name.contains(core)) {
                breaks.set(from);
            }
            for (int i = 1; i < name.length(); i++) {
                if (core.startsWith(name.substring(i))) {
                    breaks.set(from);
                }
                if (core.endsWith(name.substring(0, i))) {
                    breaks.set(to);
                }
            }
        }
    }

    /** Whether Python's {@code strip} removes it. */
    private static boolean isSpace(char letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter) || letter == '\u0085';
    }

    /** The text with each mark that somebody typed, and no other, as {@link #guard} writes it. */
    static String doubled(String typed) {
        return typed.replace("" + MARK, "" + MARK + MARK);
    }

    static boolean isGuarded(String text) {
        return text.indexOf(MARK) >= 0;
    }

    /** The text as it was typed. */
    static String unguarded(String text) {
        return MARKS.matcher(text).replaceAll("$1");
    }
}
