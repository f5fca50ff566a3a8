package logitlab.web.api;

import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Permit;
import logitlab.web.HttpRefusedException;

/**
 * A text that takes a model seconds or minutes to read. It is read in pieces, so that the others who use the model wait for one piece
 * at most.
 */
final class LongText {

    /** Tokens that are read in one piece: less than a second on a model of GPT-2's size. */
    static final int PIECE = 256;

    /** Where nothing is kept of what has been read, a text cannot be read in pieces. */
    static final int MOST_AT_ONCE = 2_048;

    private LongText() {}

    /**
     * Reads all of a text but its end, which is short enough to be read in one piece with what is made of it. Others may take the memory
     * of what has been read: then a text of up to {@link #MOST_AT_ONCE} tokens is left to be read at once, and a longer one is begun again.
     *
     * @param field where the tokens come from
     * @throws InvalidValueException naming the field, if the text is longer than {@link #MOST_AT_ONCE} and the model cannot read in pieces
     * @throws HttpRefusedException with status 503, if there is no memory for a longer one the second time either
     */
    static void read(LanguageModel model, String field, Prefix text, Permit permit) {
        boolean inPieces = model.readsInPieces();
        if (!inPieces && text.size() > MOST_AT_ONCE) {
            throw tooLong(field, MOST_AT_ONCE, text);
        }
        boolean again = false;
        int read = text.size() - permit.run(() -> model.unread(text));
        while (inPieces && text.size() - read > PIECE) {
            Prefix piece = text.first(read + PIECE);
            boolean kept = permit.run(() -> {
                boolean known = model.unread(piece) <= PIECE;
                if (known) {
                    model.logits(piece);
                }
                return known;
            });
            if (kept) {
                read += PIECE;
            } else if (text.size() <= MOST_AT_ONCE) {
                return;
            } else if (again) {
                throw HttpRefusedException.because(503, "error.503");
            } else {
                again = true;
                read = text.size() - permit.run(() -> model.unread(text));
            }
        }
    }

    private static InvalidValueException tooLong(String field, int most, Prefix text) {
        return new InvalidValueException(field, new Constraint("at-most-tokens", most), Integer.toString(text.size()));
    }
}
