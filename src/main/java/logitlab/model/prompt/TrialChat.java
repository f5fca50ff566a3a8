package logitlab.model.prompt;

import java.util.List;
import logitlab.model.prompt.ChatMessage.Role;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.prompt.python.RaisedException;

/**
 * A conversation on which a template is tried when it is read, so that one that cannot be rendered is known before anyone chats.
 *
 * @param needed whether a template has to accept it; others it may refuse, with its own sentence
 */
record TrialChat(List<ChatMessage> messages, boolean needed) {

    private static final ChatMessage SYSTEM = new ChatMessage(Role.SYSTEM, " You are a poet.\n");
    private static final ChatMessage QUESTION =
            new ChatMessage(Role.USER, "Why?\n\n \"Who\" 'knows' <b>{{ x }}</b> é 🐱 ");
    private static final ChatMessage ANSWER = new ChatMessage(Role.ASSISTANT, "<think>\nWell.\n</think>\n\nBecause. ");

    static List<TrialChat> all() {
        return List.of(
                new TrialChat(List.of(QUESTION), true),
                new TrialChat(List.of(SYSTEM, QUESTION), false),
                new TrialChat(List.of(QUESTION, ANSWER, QUESTION), false),
                new TrialChat(List.of(SYSTEM, QUESTION, ANSWER, QUESTION, ANSWER, QUESTION), false),
                new TrialChat(List.of(new ChatMessage(Role.USER, "")), false));
    }

    /** @throws JinjaException if the template fails, or refuses what it has to accept */
    void tryOn(ChatTemplate template) {
        try {
            template.written(messages);
        } catch (RaisedException refusal) {
            if (needed) {
                throw refusal;
            }
        }
    }
}
