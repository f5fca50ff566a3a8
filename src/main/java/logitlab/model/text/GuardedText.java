package logitlab.model.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A text that a template has written around what somebody typed, in which {@link Guard marks} break typed names.
 *
 * @param letters its code points without the marks
 * @param broken the letters that have a mark before them
 */
record GuardedText(int[] letters, BitSet broken) {

    static GuardedText of(String guarded) {
        BitSet broken = new BitSet();
        List<Integer> letters = new ArrayList<>();
        int[] all = guarded.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            if (all[i] != Guard.MARK) {
                letters.add(all[i]);
            } else if (i + 1 < all.length && all[i + 1] == Guard.MARK) {
                letters.add(all[i++]);
            } else {
                broken.set(letters.size());
            }
        }
        return new GuardedText(letters.stream().mapToInt(letter -> letter).toArray(), broken);
    }

    /** The text with {@link SpecialNames#unheard} names for the special tokens that the template wrote, and without marks. */
    String withUnheardNames(SpecialNames special, NumberedTokenizer full) {
        BitSet found = writtenByTheTemplate(special, full);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters.length; i++) {
            text.appendCodePoint(letters[i]);
            if (found.get(i)) {
                text.append(special.unheardOf());
            }
        }
        return text.toString();
    }

    /** The first letters of the special tokens that are found if something unheard of stands in the place of each mark. */
    private BitSet writtenByTheTemplate(SpecialNames special, NumberedTokenizer full) {
        StringBuilder text = new StringBuilder();
        List<Integer> origins = new ArrayList<>(); // of each letter of the text
        for (int i = 0; i < letters.length; i++) {
            boolean onlyLetter =
                    broken.get(i) && broken.get(i + 1) && special.names().contains(Character.toString(letters[i]));
            String next = (broken.get(i) ? special.unheardOf() : "")
                    + (onlyLetter ? special.unheardOf() : Character.toString(letters[i]));
            text.append(next);
            for (int j = next.codePointCount(0, next.length()); j > 0; j--) {
                origins.add(i);
            }
        }
        int[] all = text.codePoints().toArray();
        BitSet found = new BitSet();
        for (NumberedTokenizer.Piece piece : full.pieces(text.toString())) {
            String name = new String(all, piece.from(), piece.to() - piece.from());
            int spaces = name.length() - name.stripLeading().length();
            if (special.names().contains(name.strip())) {
                found.set(origins.get(piece.from() + spaces));
            }
        }
        return found;
    }
}
