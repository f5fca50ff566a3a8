package logitlab.web.view;

import logitlab.model.text.Token;

/** A token as a page shows it: with visible spaces, newlines and tabs, and with its bytes if it is a part of a character. */
public final class TokenText {

    private TokenText() {}

    /** {@code ␣cat}, {@code ↵}, {@code ‹E2 80›}. */
    public static String visible(Token token) {
        if (token.partial()) {
            return "‹" + token.hex() + "›";
        }
        return visible(token.text());
    }

    /** The token as a part of a text that people read: spaces and line breaks stay, what nobody can see is named. */
    public static String readable(Token token) {
        if (token.partial()) {
            return "‹" + token.hex() + "›";
        }
        StringBuilder readable = new StringBuilder();
        token.text()
                .codePoints()
                .forEach(c -> readable.append(c == ' ' || c == '\n' ? Character.toString(c) : visible(c)));
        return readable.toString();
    }

    /** A text as a page shows a token. */
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
