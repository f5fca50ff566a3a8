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
        return shown(token.text(), " \n");
    }

    /** A text as a page shows a token. */
    public static String visible(String text) {
        return shown(text, "");
    }

    /** @param asTheyAre characters that stay */
    private static String shown(String text, String asTheyAre) {
        StringBuilder shown = new StringBuilder(text.length() + 8);
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (asTheyAre.indexOf(c) >= 0) {
                shown.appendCodePoint(c);
            } else {
                append(shown, c);
            }
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case ' ' -> shown.append('␣');
            case '\n' -> shown.append('↵');
            case '\r' -> shown.append('␍');
            case '\t' -> shown.append('⇥');
            default -> {
                if (unseen(codePoint)) {
                    shown.append(String.format("‹U+%04X›", codePoint));
                } else {
                    shown.appendCodePoint(codePoint);
                }
            }
        }
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
