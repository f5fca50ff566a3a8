package logitlab.model.text;

/**
 * An entry of the vocabulary.
 *
 * @param text what it adds to a text; U+FFFD if it is only a part of a character. A special token adds its name, such as
 *     {@code <|im_end|>}
 * @param hex its bytes, such as {@code E2 80}; empty if they are not known
 * @param partial whether its bytes alone are not whole characters
 * @param special whether it is a sign of the model's own and no text
 */
public record Token(int id, String text, String hex, boolean partial, boolean special) {

    /** A token that is text. */
    public Token(int id, String text, String hex, boolean partial) {
        this(id, text, hex, partial, false);
    }
}
