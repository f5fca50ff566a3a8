package logitlab.web.link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.prompt.ChatMessage;
import logitlab.model.prompt.ChatTemplate;
import logitlab.model.prompt.Prompt;

/**
 * What a link says about its prompt, on {@code /play} and on {@code /inside}.
 *
 * <pre>
 * prompt = ["&amp;prompt=" text] ["&amp;chat=1"] ["&amp;system=" text] ["&amp;template=" 12 hex digits] ["&amp;special=1"]
 * </pre>
 *
 * <p>With {@code chat=1} the text is what the user says, and {@code system} what the system says before. A model without a chat template
 * reads the text as plain text, and the page says so. {@code template} is the digest of the template that the link was made with; without
 * {@code chat=1} it means nothing and is left out. {@code system} stays in the link without {@code chat=1}, so that a visitor who goes
 * back to Chat finds it again, but no model reads it. With {@code special=1} the names of special tokens in a plain text stand for these
 * tokens; in a chat it means nothing and is left out. A blank value is off.
 *
 * @param system blank if nobody speaks as the system; at most 2,000 characters
 */
public record PromptLink(String text, boolean chat, String system, Optional<String> template, boolean special) {

    public static final String TEXT = "prompt";
    public static final String CHAT = "chat";
    public static final String SYSTEM = "system";
    static final String TEMPLATE = "template";
    public static final String SPECIAL = "special";
    static final List<String> KEYS = List.of(TEXT, CHAT, SYSTEM, TEMPLATE, SPECIAL);

    private static final int LONGEST_SYSTEM = 2000;
    private static final String ON = "1";

    public PromptLink {
        system = system.isBlank() ? "" : system;
        template = chat ? template : Optional.empty();
        special = special && !chat;
    }

    /** A plain text. */
    public static PromptLink of(String text) {
        return new PromptLink(text, false, "", Optional.empty(), false);
    }

    /** @param opening the text if the parameters contain none */
    static PromptLink parse(Map<String, String> values, String opening) {
        String system = Query.text(values.getOrDefault(SYSTEM, ""));
        if (system.length() > LONGEST_SYSTEM) {
            throw new InvalidValueException(SYSTEM, new Constraint("at-most-characters", LONGEST_SYSTEM), system);
        }
        Optional<String> template = Query.find(values, TEMPLATE);
        template.filter(hex -> !hex.matches("[0-9a-f]{12}")).ifPresent(hex -> {
            throw new InvalidValueException(TEMPLATE, new Constraint("digest"), hex);
        });
        return new PromptLink(
                Query.text(values.getOrDefault(TEXT, opening)),
                isOn(values, CHAT),
                system,
                template,
                isOn(values, SPECIAL));
    }

    private static boolean isOn(Map<String, String> values, String key) {
        Optional<String> value = Query.find(values, key);
        value.filter(given -> !given.equals(ON)).ifPresent(given -> {
            throw new InvalidValueException(key, new Constraint("one-of", ON), given);
        });
        return value.isPresent();
    }

    /** Whether it is one of its parameters. */
    public static boolean isKey(String key) {
        return KEYS.contains(key);
    }

    /** What a model is given to read: a conversation if the link is a chat and the model has a chat template, otherwise a text. */
    public Prompt on(LanguageModel model) {
        if (!isConversation(model)) {
            return new Prompt.Text(text, special);
        }
        ChatMessage user = new ChatMessage(ChatMessage.Role.USER, text);
        return new Prompt.Chat(
                system.isEmpty() ? List.of(user) : List.of(new ChatMessage(ChatMessage.Role.SYSTEM, system), user));
    }

    /**
     * The ids of what a model is given to read.
     *
     * @throws InvalidValueException naming {@code prompt}, if the model does not accept it; naming {@code system}, if it would accept a chat
     *     without what the system says
     */
    public Prefix read(LanguageModel model) {
        try {
            return model.prompt(on(model));
        } catch (InvalidValueException refused) {
            throw isConversation(model) ? named(model, refused) : refused;
        }
    }

    /** The text that a model's chat template writes; empty if the model does not read it as a conversation. */
    public Optional<String> rendered(LanguageModel model) {
        return on(model) instanceof Prompt.Chat conversation
                ? Optional.of(model.rendered(conversation))
                : Optional.empty();
    }

    private InvalidValueException named(LanguageModel model, InvalidValueException refused) {
        boolean ofSystem = refused.field().equals(SYSTEM)
                || !system.isEmpty() && model.accepts(new PromptLink(text, true, "", template, false).on(model));
        return new InvalidValueException(ofSystem ? SYSTEM : TEXT, refused.constraint(), ofSystem ? system : text);
    }

    /** Whether a model reads it as a conversation. */
    public boolean isConversation(LanguageModel model) {
        return chat && model.chatTemplate().isPresent();
    }

    /** As much of a plain text as all the models accept; what is said in a chat stays whole. */
    PromptLink beginning(Stream<LanguageModel> models) {
        String beginning = text;
        for (LanguageModel model : chat ? List.<LanguageModel>of() : models.toList()) {
            beginning = model.beginning(beginning);
        }
        return text(beginning);
    }

    /** The same with the template of the model that reads it, unless the link names one. */
    public PromptLink completed(LanguageModel model) {
        return with(template.or(() -> model.chatTemplate().map(ChatTemplate::digest)));
    }

    /** The same for a link with another model. */
    public PromptLink withoutTemplate() {
        return with(Optional.empty());
    }

    /** The same with another text. */
    public PromptLink text(String other) {
        return new PromptLink(other, chat, system, template, special);
    }

    private PromptLink with(Optional<String> other) {
        return new PromptLink(text, chat, system, other, special);
    }

    /** Adds the parameters from which {@link #parse} makes this again. */
    void addTo(Map<String, String> values) {
        values.put(TEXT, text);
        if (chat) {
            values.put(CHAT, ON);
        }
        if (!system.isEmpty()) {
            values.put(SYSTEM, system);
        }
        template.ifPresent(hex -> values.put(TEMPLATE, hex));
        if (special) {
            values.put(SPECIAL, ON);
        }
    }

    /** Its parameters. */
    public Map<String, String> toMap() {
        Map<String, String> values = new LinkedHashMap<>();
        addTo(values);
        return values;
    }
}
