package logitlab.model.prompt.python;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A text of a template, which remembers what of it somebody typed.
 *
 * @param chars the text
 * @param typed the indices of the typed ones of its chars; nobody changes the set
 */
public record MarkedText(String chars, BitSet typed) {

    private static final BitSet NONE = new BitSet();
    public static final MarkedText EMPTY = of("");

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

    /** The same in parts each of which is typed as a whole or not at all. */
    public List<MarkedText> runs() {
        List<MarkedText> runs = new ArrayList<>();
        for (int from = 0; from < chars.length(); ) {
            int end = typed.get(from) ? typed.nextClearBit(from) : typed.nextSetBit(from);
            int to = end < 0 ? chars.length() : Math.min(end, chars.length());
            runs.add(part(from, to));
            from = to;
        }
        return runs;
    }

    public int length() {
        return chars.length();
    }

    public boolean isEmpty() {
        return chars.isEmpty();
    }

    /** In characters as Python counts them. */
    public int codePoints() {
        return chars.codePointCount(0, chars.length());
    }

    /** The chars from an index up to a later one, exclusive. */
    public MarkedText part(int from, int to) {
        if (from == 0 && to == chars.length()) {
            return this;
        }
        return new MarkedText(chars.substring(from, to), typed.isEmpty() ? NONE : typed.get(from, to));
    }

    public MarkedText plus(MarkedText next) {
        return new Builder().add(this).add(next).build();
    }

    /** The text after a change. If its length differs, all of it counts as typed if any char of this one does. */
    public MarkedText to(UnaryOperator<String> change) {
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
    public static final class Builder {

        private final StringBuilder chars = new StringBuilder();
        private final BitSet typed = new BitSet();

        public Builder add(MarkedText text) {
            int start = chars.length();
            for (int from = text.typed.nextSetBit(0); from >= 0; ) {
                int to = text.typed.nextClearBit(from);
                typed.set(start + from, start + to);
                from = text.typed.nextSetBit(to);
            }
            chars.append(text.chars);
            return this;
        }

        public int length() {
            return chars.length();
        }

        public MarkedText build() {
            return new MarkedText(chars.toString(), typed.isEmpty() ? NONE : (BitSet) typed.clone());
        }
    }
}
