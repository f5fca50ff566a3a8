package logitlab.model.prompt.jinja;

import java.util.BitSet;
import java.util.function.UnaryOperator;

/**
 * A text of a template, which remembers what of it somebody typed.
 *
 * @param chars the text
 * @param typed the indices of the typed ones of its chars; nobody changes the set
 */
public record MarkedText(String chars, BitSet typed) {

    private static final BitSet NONE = new BitSet();
    static final MarkedText EMPTY = of("");

    /** A text of the template. */
    public static MarkedText of(String chars) {
        return new MarkedText(chars, NONE);
    }

    /** A text that somebody typed. */
    public static MarkedText typed(String chars) {
        BitSet all = new BitSet();
        all.set(0, chars.length());
        return new MarkedText(chars, all);
    }

    int length() {
        return chars.length();
    }

    boolean isEmpty() {
        return chars.isEmpty();
    }

    /** In characters as Python counts them. */
    int codePoints() {
        return chars.codePointCount(0, chars.length());
    }

    /** The chars from one index up to another one. */
    MarkedText part(int from, int to) {
        if (from == 0 && to == chars.length()) {
            return this;
        }
        return new MarkedText(chars.substring(from, to), typed.isEmpty() ? NONE : typed.get(from, to));
    }

    MarkedText plus(MarkedText next) {
        return new Builder().add(this).add(next).build();
    }

    /** Another text in the place of this one. If the lengths differ, all of it counts as typed as soon as one of the chars does. */
    MarkedText to(UnaryOperator<String> change) {
        String changed = change.apply(chars);
        if (typed.isEmpty()) {
            return of(changed);
        }
        return changed.length() == chars.length() ? new MarkedText(changed, typed) : typed(changed);
    }

    @Override
    public String toString() {
        return chars;
    }

    /** Joins texts. */
    static final class Builder {

        private final StringBuilder chars = new StringBuilder();
        private final BitSet typed = new BitSet();

        Builder add(MarkedText text) {
            int start = chars.length();
            for (int from = text.typed.nextSetBit(0); from >= 0; ) {
                int to = text.typed.nextClearBit(from);
                typed.set(start + from, start + to);
                from = text.typed.nextSetBit(to);
            }
            chars.append(text.chars);
            return this;
        }

        int length() {
            return chars.length();
        }

        MarkedText build() {
            return new MarkedText(chars.toString(), typed.isEmpty() ? NONE : (BitSet) typed.clone());
        }
    }
}
