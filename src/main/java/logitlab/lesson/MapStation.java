package logitlab.lesson;

import java.util.Locale;

/** The stations of the way from a text to its next token, in order. Every lesson shows where on this way it is. */
public enum MapStation {
    TEXT,
    TOKENS,
    EMBEDDING,
    LAYERS,
    LOGITS,
    TEMPERATURE,
    SOFTMAX,
    CUT,
    DRAW,
    NEXT_TOKEN;

    /** As in the front matter of a lesson: {@code next-token}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
