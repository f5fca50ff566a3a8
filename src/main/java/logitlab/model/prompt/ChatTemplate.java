package logitlab.model.prompt;

import java.util.List;

/**
 * A chat template: a program in Jinja that writes a conversation as the text that a model was trained on.
 *
 * <pre>
 * {% for message in messages %}{{ '<|' + message.role + '|>' + message.content + '\n' }}{% endfor %}
 *     writes   <|user|>Why is the sky blue?
 * </pre>
 */
public interface ChatTemplate {

    /** The first 12 hex digits of the SHA-256 of {@link #source}. */
    String digest();

    /** The Jinja program. */
    String source();

    /**
     * The conversation as the model is to read it, up to the place where its answer begins.
     *
     * @throws logitlab.decoding.input.InvalidValueException naming {@code messages}, if the template refuses the conversation
     */
    String render(List<ChatMessage> messages);
}
