package logitlab.model.prompt;

import java.util.List;

/** What a visitor gives a model to continue. */
public sealed interface Prompt {

    /**
     * A text.
     *
     * @param special whether the names of special tokens in it, such as {@code <|im_end|>}, stand for these tokens; otherwise they are
     *     plain text like everything else
     */
    record Text(String text, boolean special) implements Prompt {}

    /** A conversation, for a model with a chat template. The names of special tokens in it are plain text. */
    record Chat(List<ChatMessage> messages) implements Prompt {

        public Chat {
            messages = List.copyOf(messages);
        }
    }

    /** A text in which the names of special tokens are plain text. */
    static Prompt of(String text) {
        return new Text(text, false);
    }
}
