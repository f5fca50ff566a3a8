package logitlab.model.prompt;

import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.memory.LruCache;
import logitlab.model.text.Tokenizer;

/** Turns what a visitor gives a model into token ids, within the limits. Keeps the ids, because each step sends the prompt again. */
public final class PromptReader {

    /** The longest prompt, in characters. */
    private static final int CHARACTERS = 2000;

    /** The longest conversation. */
    private static final int MESSAGES = 40;

    private static final long KEPT_BYTES = 4 << 20;

    private final Supplier<Tokenizer> tokenizer;
    private final int vocabularySize;
    private final int contextLength;
    private final OptionalInt start;
    private final OfferedTemplate template;
    private final LruCache<Prompt, Prefix> known = new LruCache<>(KEPT_BYTES, PromptReader::bytes);

    /**
     * @param tokenizer is asked whenever the tokenizer is needed, because it may leave memory
     * @param vocabularySize how many tokens the network knows
     * @param contextLength how many tokens a text may have
     * @param start the token of an empty text if the tokenizer adds no start token
     */
    public PromptReader(
            Supplier<Tokenizer> tokenizer,
            int vocabularySize,
            int contextLength,
            OptionalInt start,
            OfferedTemplate template) {
        this.tokenizer = tokenizer;
        this.vocabularySize = vocabularySize;
        this.contextLength = contextLength;
        this.start = start;
        this.template = template;
    }

    public Tokenizer tokenizer() {
        return tokenizer.get();
    }

    public OfferedTemplate template() {
        return template;
    }

    /**
     * The ids of a prompt, at least one.
     *
     * @throws InvalidValueException naming {@code prompt} or {@code messages}, if it is too long or empty, has a special token that the
     *     network does not know, there is no chat template, or the template refuses the conversation
     */
    public Prefix ids(Prompt prompt) {
        Prefix ids = known.find(prompt).orElseGet(() -> {
            Prefix encoded = prompt instanceof Prompt.Text typed ? encode(typed) : encode((Prompt.Chat) prompt);
            known.put(prompt, encoded);
            return encoded;
        });
        if (ids.size() > contextLength) {
            throw refused(prompt, new Constraint("at-most-tokens", contextLength));
        }
        ids.ids().filter(id -> id >= vocabularySize).findFirst().ifPresent(id -> {
            throw refused(
                    prompt,
                    new Constraint("without-token", tokenizer().token(id).text()));
        });
        if (ids.size() == 0) {
            return Prefix.of(start.orElseThrow(() -> refused(prompt, new Constraint("not-empty"))));
        }
        return ids;
    }

    private Prefix encode(Prompt.Text typed) {
        if (typed.text().length() > CHARACTERS) {
            throw refused(typed, new Constraint("at-most-characters", CHARACTERS));
        }
        return tokenizer().encode(typed.text(), typed.special());
    }

    private Prefix encode(Prompt.Chat chat) {
        RenderedChat written = rendered(chat);
        return tokenizer().encodeRendered(written.text(), written.typed());
    }

    /** What the template writes. @throws InvalidValueException naming {@code messages}, see {@link #ids} */
    public RenderedChat rendered(Prompt.Chat chat) {
        int messages = chat.messages().size();
        if (messages > MESSAGES) {
            throw refused(chat, new Constraint("at-most-messages", MESSAGES));
        }
        if (characters(chat) > CHARACTERS * messages) {
            throw refused(chat, new Constraint("at-most-characters", CHARACTERS * messages));
        }
        return template.template()
                .orElseThrow(() -> refused(chat, new Constraint("no-chat-template")))
                .render(chat.messages());
    }

    private static InvalidValueException refused(Prompt prompt, Constraint constraint) {
        return prompt instanceof Prompt.Text typed
                ? new InvalidValueException("prompt", constraint, typed.text())
                : new InvalidValueException("messages", constraint, text((Prompt.Chat) prompt));
    }

    private static String text(Prompt.Chat chat) {
        return chat.messages().stream().map(ChatMessage::content).collect(Collectors.joining("\n"));
    }

    private static int characters(Prompt.Chat chat) {
        return chat.messages().stream()
                .mapToInt(message -> message.content().length())
                .sum();
    }

    /** The approximate memory that a prompt and its ids take. */
    private static long bytes(Prompt prompt, Prefix prefix) {
        int characters = prompt instanceof Prompt.Text typed
                ? typed.text().length()
                : text((Prompt.Chat) prompt).length();
        return (long) Character.BYTES * characters + (long) Integer.BYTES * prefix.size() + 400;
    }

    /** How many tokens at the front of a text were not typed. */
    public int startTokens(Prefix text) {
        Prefix added = tokenizer().start();
        if (added.size() == 0) {
            return text.size() > 0 && start.isPresent() && text.at(0) == start.getAsInt() ? 1 : 0;
        }
        return text.size() >= added.size() && text.first(added.size()).equals(added) ? added.size() : 0;
    }
}
