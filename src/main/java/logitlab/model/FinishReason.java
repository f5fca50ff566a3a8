package logitlab.model;

import java.util.Locale;

/** Why a lane cannot take another step. */
public enum FinishReason {
    END_OF_TEXT,
    CONTEXT_FULL;

    /** {@code end-of-text} or {@code context-full}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
