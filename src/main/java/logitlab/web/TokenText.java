package logitlab.web;

import logitlab.model.Token;

/** A token as a page shows it: spaces, newlines and tabs visible, a part of a character as its bytes. */
public final class TokenText {

    private TokenText() {}

    /** {@code ␣cat}, {@code ↵}, {@code ‹E2 80›}. */
    public static String visible(Token token) {
        if (token.partial()) {
            return "‹" + token.hex() + "›";
        }
        return visible(token.text());
    }

    /** A token by its text, where that is all that is known of it. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> visible.append(visible(c)));
        return visible.toString();
    }

    private static String visible(int codePoint) {
        return switch (codePoint) {
            case ' ' -> "␣";
            case '\n' -> "↵";
            case '\r' -> "␍";
            case '\t' -> "⇥";
            default -> unseen(codePoint) ? String.format("‹U+%04X›", codePoint) : Character.toString(codePoint);
        };
    }

    private static boolean unseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
