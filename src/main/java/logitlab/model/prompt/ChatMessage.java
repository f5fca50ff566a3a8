package logitlab.model.prompt;

import java.util.Locale;

/** What someone says in a conversation. */
public record ChatMessage(Role role, String content) {

    /** Who says it. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT;

        /** {@code user}, as templates and JSON have it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
