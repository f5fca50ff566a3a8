package logitlab.model.caching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.CacheKey;
import logitlab.model.Choice;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.prompt.ChatTemplate;
import logitlab.model.prompt.Prompt;
import logitlab.model.prompt.PromptReader;
import logitlab.model.text.Tokenizer;

/** A model with its limits and its cache. It does not compute again what the cache has, even if several threads need it at once. */
public abstract class CachingModel implements LanguageModel {

    /** Enough that two different texts hardly ever wait for each other. */
    private static final int LOCKS = 1 << 12;

    private final String id;
    private final String key;
    private final ModelCard card;
    private final Set<Integer> ends;
    private final PromptReader prompts;
    private final AnswerCache answers;
    private final List<Lock> locks;

    /** @param ends the tokens that end a text, see {@link LanguageModel#endTokens} */
    protected CachingModel(String id, ModelCard card, List<Integer> ends, PromptReader prompts, AnswerCache answers) {
        this.id = id;
        this.key = id;
        this.card = card;
        this.ends = Collections.unmodifiableSet(new LinkedHashSet<>(ends));
        this.prompts = prompts;
        this.answers = answers;
        this.locks = Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();
    }

    /** The same model under another key. */
    protected CachingModel(CachingModel origin, String key) {
        this.id = origin.id;
        this.key = key;
        this.card = origin.card;
        this.ends = origin.ends;
        this.prompts = origin.prompts;
        this.answers = origin.answers;
        this.locks = origin.locks;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String key() {
        return key;
    }

    @Override
    public final ModelCard card() {
        return card;
    }

    @Override
    public final Tokenizer tokenizer() {
        return prompts.tokenizer();
    }

    @Override
    public final Optional<ChatTemplate> chatTemplate() {
        return prompts.template().template();
    }

    @Override
    public final Optional<String> templateProblem() {
        return prompts.template().problem();
    }

    @Override
    public final Prefix prompt(Prompt prompt) {
        return prompts.ids(prompt);
    }

    @Override
    public final String rendered(Prompt.Chat chat) {
        return prompts.rendered(chat).text();
    }

    @Override
    public final int startTokens(Prefix text) {
        return prompts.startTokens(text);
    }

    @Override
    public final Set<Integer> endTokens() {
        return ends;
    }

    @Override
    public final <T> List<T> logits(Prefix whole, int from, Function<Logits, T> use) {
        check(whole, from);
        List<CacheKey> texts = CacheKey.logits(key, whole, from);
        List<T> used = new ArrayList<>();
        answers.recall(texts, used, use);
        if (used.size() < texts.size()) {
            alone(whole, () -> {
                answers.recall(texts, used, use);
                if (used.size() < texts.size()) {
                    run(whole, from + used.size(), computed -> {
                        answers.logits().put(texts.get(used.size()), computed);
                        used.add(use.apply(computed));
                    });
                }
                return used;
            });
        }
        return used;
    }

    /**
     * Runs on a text that is within the limits.
     *
     * @param each receives the logits after each prefix of {@code from} or more tokens, the shortest prefix first
     */
    protected abstract void run(Prefix whole, int from, Consumer<Logits> each);

    @Override
    public final void prepare(List<Prefix> texts) {
        if (unknown(texts).size() > 1) {
            alone(texts, () -> {
                List<Prefix> unknown = unknown(texts);
                if (unknown.size() > 1) {
                    runTogether(unknown, (text, computed) -> answers.logits().put(keyOf(text), computed));
                }
                return unknown;
            });
        }
    }

    private List<Prefix> unknown(List<Prefix> texts) {
        return texts.stream()
                .distinct()
                .filter(text -> answers.logits().find(keyOf(text)).isEmpty())
                .toList();
    }

    private CacheKey keyOf(Prefix text) {
        return CacheKey.logits(key, text, text.size()).get(0);
    }

    /** Runs on several texts at once, if it can. @param each receives the logits after a text */
    protected void runTogether(List<Prefix> texts, BiConsumer<Prefix, Logits> each) {}

    /** Does work on a text. Other threads that need the same text wait, and then find the result in the cache. */
    protected <T> T alone(Prefix whole, Supplier<T> work) {
        return alone(List.of(whole), work);
    }

    /** The same for several texts. Every thread takes the locks in the same order, so none waits for another that waits for it. */
    private <T> T alone(List<Prefix> texts, Supplier<T> work) {
        Deque<Lock> held = new ArrayDeque<>();
        try {
            texts.stream()
                    .mapToInt(text -> Math.floorMod(text.hashCode(), LOCKS))
                    .sorted()
                    .distinct()
                    .mapToObj(locks::get)
                    .forEach(same -> {
                        lock(same);
                        held.push(same);
                    });
            return work.get();
        } finally {
            held.forEach(Lock::unlock);
        }
    }

    /** Waits for a lock. */
    protected void lock(Lock same) {
        same.lock();
    }

    /** @throws IllegalArgumentException if a text is empty or too long, or has a token that the model does not know */
    protected final void check(Prefix whole, int from) {
        if (from < 1 || from > whole.size() || whole.size() > card.contextLength()) {
            throw new IllegalArgumentException("prefix must have from 1 to " + card.contextLength() + " ids but has "
                    + whole.size() + ", looked at from " + from);
        }
        whole.ids().forEach(this::requireKnown);
    }

    /** Refuses ids outside the vocabulary, because ONNX Runtime would count negative ones from the end of its table. */
    protected final void requireKnown(int token) {
        if (token < 0 || token >= card.vocabularySize()) {
            throw new IllegalArgumentException(
                    "token id must be from 0 to " + (card.vocabularySize() - 1) + " but is " + token);
        }
    }

    /** The texts that are read together. @throws IllegalArgumentException if their lengths differ, or one is not within the limits */
    protected final List<Prefix> checked(List<Continuation> texts) {
        List<Prefix> whole = texts.stream().map(Continuation::text).toList();
        whole.forEach(text -> check(text, text.size()));
        if (differ(whole.stream().map(Prefix::size))
                || differ(texts.stream().map(text -> text.more().size()))) {
            throw new IllegalArgumentException("texts that are read together must be of one length");
        }
        return whole;
    }

    private static boolean differ(Stream<Integer> lengths) {
        return lengths.distinct().count() > 1;
    }

    @Override
    public final Optional<Choice> remembered(CacheKey key) {
        return answers.choices().find(key);
    }

    @Override
    public final void remember(CacheKey key, Choice choice) {
        answers.choices().put(key, choice);
    }
}
