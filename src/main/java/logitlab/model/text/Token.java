package logitlab.model.text;

/**
 * An entry of the vocabulary.
 *
 * @param text what it stands for; U+FFFD if it is only a part of a character
 * @param hex its bytes, such as {@code E2 80}; empty if they are not known
 * @param partial whether its bytes alone are not whole characters
 */
public record Token(int id, String text, String hex, boolean partial) {}
