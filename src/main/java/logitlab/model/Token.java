package logitlab.model;

/**
 * One entry of the vocabulary.
 *
 * @param text what it stands for; U+FFFD where it is only a part of a character
 * @param hex its bytes, such as {@code E2 80}; empty where they are not known
 * @param partial whether its bytes are no whole characters by themselves
 */
public record Token(int id, String text, String hex, boolean partial) {}
