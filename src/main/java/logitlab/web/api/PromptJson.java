package logitlab.web.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.prompt.ChatMessage;
import logitlab.model.prompt.Prompt;

/**
 * What a request gives the model to read: a text, in which the names of special tokens may stand for the tokens, or a chat.
 *
 * <pre>
 * {"prompt": "Once"}     {"prompt": "&lt;s&gt;Once", "special": true}     {"messages": [{"role": "user", "content": "Why?"}]}
 * </pre>
 */
final class PromptJson {

    private static final int MOST_MESSAGES = 40;
    private static final int LONG = 2_000;

    private static final String PROMPT = "prompt";
    private static final String SPECIAL = "special";
    private static final String MESSAGES = "messages";
    private static final Map<String, ChatMessage.Role> ROLES =
            Stream.of(ChatMessage.Role.values()).collect(Collectors.toMap(ChatMessage.Role::key, role -> role));

    private String text;
    private boolean special;
    private List<ChatMessage> messages;

    /**
     * Reads a request with these fields, among which {@code model} is required, and those of a prompt.
     *
     * @throws InvalidValueException naming a field, such as {@code messages[1].role}
     */
    void read(JsonReader json, Map<String, JsonReader.Value> others) throws IOException {
        Map<String, JsonReader.Value> fields = new HashMap<>(others);
        fields.put(PROMPT, () -> text = json.text());
        fields.put(SPECIAL, () -> special = json.flag());
        fields.put(MESSAGES, () -> messages = messages(json));
        json.object(fields, "model");
        if (text == null && messages == null) {
            throw new InvalidValueException(PROMPT, new Constraint("required"), "");
        }
        if (text != null && messages != null) {
            throw new InvalidValueException(MESSAGES, new Constraint("without-prompt"), "[…]");
        }
        if (special && messages != null) {
            throw new InvalidValueException(SPECIAL, new Constraint("without-messages"), "true");
        }
    }

    private static List<ChatMessage> messages(JsonReader json) throws IOException {
        List<ChatMessage> messages = new ArrayList<>();
        json.items(() -> {
            json.require(messages.size() < MOST_MESSAGES, "one-of-messages", MOST_MESSAGES);
            messages.add(message(json));
        });
        json.require(!messages.isEmpty(), "some-message");
        return messages;
    }

    private static ChatMessage message(JsonReader json) throws IOException {
        Map<String, String> read = new HashMap<>();
        Map<String, JsonReader.Value> fields =
                Map.of("role", () -> read.put("role", role(json)), "content", () -> read.put("content", json.text()));
        json.object(fields, "role", "content");
        return new ChatMessage(ROLES.get(read.get("role")), read.get("content"));
    }

    private static String role(JsonReader json) throws IOException {
        String role = json.text();
        json.require(
                ROLES.containsKey(role),
                "one-of",
                Stream.of(ChatMessage.Role.values()).map(ChatMessage.Role::key).collect(Collectors.joining(", ")));
        return role;
    }

    /** Whether it is a conversation of more characters than a text may have. */
    boolean isLongChat() {
        return messages != null
                && messages.stream()
                                .mapToInt(message -> message.content().length())
                                .sum()
                        > LONG;
    }

    /** @throws InvalidValueException naming {@code prompt} or {@code messages}, if the model does not accept it */
    Prefix read(LanguageModel model) {
        try {
            return model.prompt(messages == null ? new Prompt.Text(text, special) : new Prompt.Chat(messages));
        } catch (InvalidValueException refused) {
            throw refused.field().equals("system")
                    ? new InvalidValueException(MESSAGES + "[0]", refused.constraint(), refused.value())
                    : refused;
        }
    }

    /** What the chat template made of the messages; null of a text. */
    String rendered(LanguageModel model) {
        return messages == null ? null : model.rendered(new Prompt.Chat(messages));
    }
}
