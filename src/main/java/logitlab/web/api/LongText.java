package logitlab.web.api;

import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Permit;

/**
 * A text that takes a model seconds or minutes to read. It is read in pieces, so that the others who use the model wait for one piece
 * at most.
 */
final class LongText {

    /** Tokens that are read in one piece: less than a second on a model of GPT-2's size. */
    static final int PIECE = 256;

    /** A model that keeps nothing of what it has read cannot read in pieces. */
    static final int MOST_AT_ONCE = 2_048;

    private LongText() {}

    /**
     * Reads all of a text but its end, which is short enough to be read in one piece with what is made of it.
     *
     * @param field where the tokens come from
     * @throws InvalidValueException naming the field, if the text is longer than what the model can read in pieces: its states have
     *     limited memory
     */
    static void read(LanguageModel model, String field, Prefix text, Permit permit) {
        boolean inPieces = model.stateBytes(1) > 0;
        if (!inPieces && text.size() > MOST_AT_ONCE) {
            throw tooLong(field, MOST_AT_ONCE, text);
        }
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
            if (!kept) {
                throw tooLong(field, read, text);
            }
            read += PIECE;
        }
    }

    private static InvalidValueException tooLong(String field, int most, Prefix text) {
        return new InvalidValueException(field, new Constraint("at-most-tokens", most), Integer.toString(text.size()));
    }
}
