package logitlab.model.prompt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.prompt.jinja.JinjaTemplate;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.prompt.python.MarkedText;
import logitlab.model.prompt.python.RaisedException;

/**
 * A chat template: a program in Jinja that writes a conversation as the text that a model was trained on, as transformers'
 * {@code apply_chat_template(messages, add_generation_prompt=True)} does.
 *
 * <pre>
 * {% for message in messages %}{{ '&lt;|' + message.role + '|>' + message.content + '\n' }}{% endfor %}
 *     writes   &lt;|user|>Why is the sky blue?
 * </pre>
 *
 * <p>The date is fixed, so that a link shows the same text on every day: a template that asks for it gets 26 July 2024, the day that
 * Llama 3.1's template names by itself.
 */
public final class ChatTemplate {

    /** The most characters of a problem that are repeated. */
    private static final int SENTENCE = 300;

    private final String source;
    private final String digest;
    private final JinjaTemplate program;
    private final Map<String, String> specialTokens;

    private ChatTemplate(String source, JinjaTemplate program, Map<String, String> specialTokens) {
        this.source = source;
        this.digest = digestOf(source);
        this.program = program;
        this.specialTokens = Map.copyOf(specialTokens);
    }

    /**
     * Reads a template and tries it on some conversations.
     *
     * @param specialTokens the names of special tokens by their variables, such as {@code bos_token}
     * @throws JinjaException if it cannot be rendered exactly as in Python
     */
    public static ChatTemplate of(String source, Map<String, String> specialTokens) {
        ChatTemplate template = new ChatTemplate(source, JinjaTemplate.parse(source), specialTokens);
        TrialChat.all().forEach(trial -> trial.tryOn(template));
        return template;
    }

    private static String digestOf(String source) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }

    /** The first 12 hex digits of the SHA-256 of {@link #source}. */
    public String digest() {
        return digest;
    }

    /** The Jinja program. */
    public String source() {
        return source;
    }

    /**
     * The conversation as the model is to read it, up to the place where its answer begins.
     *
     * @throws InvalidValueException naming {@code system} if the template refuses a system text, and {@code messages} if it refuses the
     *     conversation for another reason or fails
     */
    public RenderedChat render(List<ChatMessage> messages) {
        try {
            return written(messages);
        } catch (RaisedException refusal) {
            String sentence = brief(refusal);
            if (refusesSystem(messages)) {
                throw new InvalidValueException(
                        "system",
                        new Constraint("template-without-system", sentence),
                        messages.get(0).content());
            }
            throw new InvalidValueException("messages", new Constraint("template-refuses", sentence), text(messages));
        } catch (JinjaException failure) {
            throw new InvalidValueException(
                    "messages", new Constraint("template-fails", brief(failure)), text(messages));
        }
    }

    /** What is wrong, in one line, cut if it is long: a template says as much as it likes, in any letters. */
    static String brief(JinjaException problem) {
        String message = problem.getMessage().replaceAll("\\s+", " ").replaceAll("\\p{C}", "\uFFFD");
        return message.length() > SENTENCE ? message.substring(0, SENTENCE) + "…" : message;
    }

    private boolean refusesSystem(List<ChatMessage> messages) {
        if (messages.size() < 2 || messages.get(0).role() != ChatMessage.Role.SYSTEM) {
            return false;
        }
        try {
            written(messages.subList(1, messages.size()));
            return true;
        } catch (JinjaException alsoRefused) {
            return false;
        }
    }

    private static String text(List<ChatMessage> messages) {
        return messages.stream().map(ChatMessage::content).collect(Collectors.joining("\n"));
    }

    /** The same with the exceptions of Jinja. */
    RenderedChat written(List<ChatMessage> messages) {
        Map<String, Object> variables = new LinkedHashMap<>(specialTokens);
        variables.put("messages", messages.stream().map(ChatTemplate::variable).toList());
        variables.put("tools", null);
        variables.put("documents", null);
        variables.put("add_generation_prompt", true);
        MarkedText written = program.render(variables);
        return new RenderedChat(written.runs().stream()
                .map(run -> new RenderedChat.Part(run.chars(), !run.typed().isEmpty()))
                .toList());
    }

    private static Map<String, Object> variable(ChatMessage message) {
        Map<String, Object> variable = new LinkedHashMap<>();
        variable.put("role", message.role().key());
        variable.put("content", MarkedText.typed(message.content()));
        return variable;
    }
}
