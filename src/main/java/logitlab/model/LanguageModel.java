package logitlab.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.model.memory.Footprint;
import logitlab.model.prompt.ChatTemplate;
import logitlab.model.prompt.Prompt;
import logitlab.model.text.Tokenizer;

/**
 * A causal language model: token ids in, the logits of the next token out.
 *
 * <p>Safe for use by many threads. Nothing is computed twice while it is in the cache: the same prefix runs no model, and one
 * token more runs one token.
 */
public interface LanguageModel extends AutoCloseable {

    /** The name of its folder, as in links. */
    String id();

    /** The id and the switches, which together are a part of every key in a cache. */
    String key();

    /**
     * The same model with other factors on what its heads and MLPs put out; it shares the network and the cache, and closing it closes
     * nothing. With {@link Switches#NONE} it computes the same as without switches, to the bit.
     *
     * @throws InvalidValueException naming the switch, if this model has no such head or MLP, or its graphs cannot switch it
     */
    LanguageModel with(Switches switches);

    /** The heads and MLPs that {@link #with} can switch. */
    Switches.Extent switchable();

    ModelCard card();

    Tokenizer tokenizer();

    /**
     * The ids of a typed text, after the tokens that the tokenizer adds before every text. An empty text consists of these start
     * tokens alone, or of the model's {@code bos_token_id} if the tokenizer adds no token. Special tokens that are typed count as plain
     * text.
     *
     * <p>A start token does not end a text, even if it has the same id as the token that does. It counts for a repetition
     * penalty, as it does in Hugging Face's transformers, and it takes a place in the context.
     *
     * <pre>
     * tokenizer.json with {@code <s> $A}   "the cat" is {@code <s>}, the, cat; "" is {@code <s>}
     * GPT-2                      "the cat" is the, cat;      "" is {@code <|endoftext|>}
     * </pre>
     *
     * @throws InvalidValueException naming {@code prompt}, if it is too long, or is empty and the model has no start token
     */
    default Prefix prompt(String text) {
        return prompt(Prompt.of(text));
    }

    /**
     * The ids of what a visitor gives the model to continue. A text is at most 2,000 characters long. A conversation has at most 40
     * messages, with at most 2,000 characters each on average, and gets exactly the tokens of its {@link #rendered} text, so it has start
     * tokens only if the template writes them.
     *
     * @throws InvalidValueException naming {@code prompt} or, for a conversation, {@code messages}, if it is too long or empty, has a
     *     special token that the network does not know, the model has no chat template, or the template refuses it
     */
    Prefix prompt(Prompt prompt);

    /**
     * The text that the chat template writes for a conversation.
     *
     * <pre>
     * user: Why?   is {@code <|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n} in the form that many models share
     * </pre>
     *
     * @throws InvalidValueException naming {@code messages}, if it is too long, the model has no chat template, or the template refuses it
     */
    String rendered(Prompt.Chat chat);

    /** Puts a conversation into the form that the model was trained on; empty if the package has no template or it cannot be rendered exactly. */
    Optional<ChatTemplate> chatTemplate();

    /** Why the package's chat template cannot be used, one sentence; empty if it can, and if the package has none. */
    default Optional<String> templateProblem() {
        return Optional.empty();
    }

    /** How many tokens at the front of a text were added by {@link #prompt} and not typed. */
    int startTokens(Prefix text);

    /** The text without its start tokens. */
    default String text(Prefix ids) {
        return tokenizer().text(Prefix.of(ids.ids().skip(startTokens(ids)).toArray()));
    }

    /** Whether {@link #prompt} accepts a text; checked before the program suggests a text of its own. */
    default boolean accepts(String text) {
        return accepts(Prompt.of(text));
    }

    /** The same for any prompt. */
    default boolean accepts(Prompt text) {
        try {
            prompt(text);
            return true;
        } catch (InvalidValueException no) {
            return false;
        }
    }

    /** As many of the text's first words as are accepted, or of its first letters if not even one word is. */
    default String beginning(String text) {
        String shorter = text;
        while (!shorter.isEmpty() && !accepts(shorter)) {
            int space = shorter.lastIndexOf(' ');
            shorter = shorter.substring(0, space < 0 ? shorter.length() - 1 : space);
        }
        return shorter;
    }

    /** Why no token can follow a prompt and the ids that were chosen after it; empty if a token can. */
    default Optional<FinishReason> finish(Prefix prompt, List<Integer> chosen) {
        if (chosen.stream().anyMatch(endTokens()::contains)) {
            return Optional.of(FinishReason.END_OF_TEXT);
        }
        return prompt.size() + chosen.size() > card().contextLength()
                ? Optional.of(FinishReason.CONTEXT_FULL)
                : Optional.empty();
    }

    /**
     * The logits after each of the prefixes of {@code whole} with {@code from} to {@code whole.size()} ids: from one run at most, or from
     * several of a graph that gives the logits of one position only, and where those of all would take too much memory.
     *
     * @param from at least 1, at most the size of {@code whole}
     * @throws IllegalArgumentException if an id is outside the vocabulary or the prefix is longer than the context
     * @throws FaultyLogitsException if the model gives NaN, plus infinity or nothing but minus infinity
     */
    default List<Logits> logits(Prefix whole, int from) {
        return logits(whole, from, vector -> vector);
    }

    /**
     * What a function makes of these logits, one vector after the other: all together they may be more than memory holds.
     *
     * <pre>
     * model.logits(text, 1, Logits::argmax)   are the tokens that are most probable after each prefix of a text
     * </pre>
     */
    <T> List<T> logits(Prefix whole, int from, Function<Logits, T> use);

    /** The logits of the token after {@code prefix}. */
    default Logits logits(Prefix prefix) {
        return logits(prefix, prefix.size()).get(0);
    }

    /**
     * Computes what {@link #logits(Prefix)} will be asked for, in one run for all texts, if they are of one length, the model has read each
     * but for its last token, and its numbers are the same to the bit. Otherwise it does nothing.
     */
    void prepare(List<Prefix> texts);

    /** Whether it can read a text in several runs, because it keeps what it has computed for the first tokens and continues from there. */
    default boolean readsInPieces() {
        return false;
    }

    /**
     * How many tokens a run must read to give the logits after a text: those that no state in memory covers. A model without states
     * reads the whole text each time.
     */
    default int unread(Prefix text) {
        return text.size();
    }

    /**
     * What a model carries from a text that it has read to the next token. Immutable; it has no memory outside Java's heap, so nobody
     * needs to free it, and what all continuations of a text have in common is there once.
     */
    interface State {

        /** Before the first token; of every model. */
        State NONE = new State() {

            @Override
            public Prefix text() {
                return Prefix.EMPTY;
            }

            @Override
            public long bytes() {
                return 0;
            }
        };

        Prefix text();

        /** The memory that it takes in addition to the state that it continues. */
        long bytes();

        /** The text with one token more. */
        default Continuation then(int id) {
            return then(Prefix.of(id));
        }

        /** The text with more tokens, at least one. */
        default Continuation then(Prefix more) {
            return new Continuation(this, more);
        }
    }

    /** A text to read, of which the first tokens have been read. @param more the other tokens */
    record Continuation(State read, Prefix more) {

        public Prefix text() {
            return read.text().plus(more.ids().boxed().toList());
        }
    }

    /** What a model says after a text. @param logits of the next token */
    record Reading(Logits logits, State state) {}

    /**
     * Reads texts of one length, of which equally many tokens have been read already. Several texts go through the network together if
     * that gives each the same numbers as alone, to the bit, which is tried in the background when it is first
     * needed; otherwise, and until that is known, one by one.
     *
     * <pre>
     * State once = model.read(model.prompt("Once")).state();
     * model.read(List.of(once.then(280), once.then(281))).get(1).logits()   are the logits after Once and token 281
     * </pre>
     *
     * @throws IllegalArgumentException if the lengths differ, an id is outside the vocabulary, a text is longer than the context, or
     *     a state belongs to another model
     */
    List<Reading> read(List<Continuation> texts);

    /**
     * Reads one text, as far as the cache does not know it.
     *
     * @throws IllegalArgumentException if it is empty or longer than the context, or an id is outside the vocabulary
     */
    Reading read(Prefix text);

    /** How many texts of a length {@link #read(List)} takes through the network together: the largest number first, 1 is the last. */
    List<Integer> together(int length);

    /** Splits texts of a length into parts that {@link #read(List)} takes in one run each. */
    default <T> List<List<T>> inRuns(List<T> texts, int length) {
        if (texts.size() == 1) {
            return List.of(texts);
        }
        List<List<T>> runs = new ArrayList<>();
        for (int from = 0; from < texts.size(); ) {
            int rest = texts.size() - from;
            int size = together(length).stream()
                    .filter(number -> number <= rest)
                    .findFirst()
                    .orElseThrow();
            runs.add(texts.subList(from, from + size));
            from += size;
        }
        return runs;
    }

    /** What can be seen of it besides its logits. */
    Set<Exposed> exposed();

    /** How many tokens a text may have to be inspected: 0 if the package has no graph for that. */
    int mostInspected();

    /**
     * What happens between the ids of a text and their logits, as far as the package exposes it.
     *
     * @param position at which each layer's prediction is computed; everything else covers all positions
     * @param groups what to read
     * @throws IllegalArgumentException if the text is longer than {@link #mostInspected}, or an id or the position is invalid
     */
    Inspection inspect(Prefix whole, int position, Set<Inspection.Group> groups);

    /** The same if the text is not longer than {@link #mostInspected}; otherwise empty. */
    default Optional<Inspection> inspectIfShort(Prefix whole, int position, Set<Inspection.Group> groups) {
        return whole.size() <= mostInspected() ? Optional.of(inspect(whole, position, groups)) : Optional.empty();
    }

    /** What the pages show of it: the vectors between the layers, the attention and the lens. */
    default Inspection inspect(Prefix whole, int position) {
        return inspect(whole, position, Inspection.Group.USUAL);
    }

    /** The rows of the output table that make the logits of these tokens; empty if the package exposes neither it nor the token table. */
    Optional<List<OutputRow>> outputRows(List<Integer> ids);

    /** The rows of the output table for every token, read when first needed; empty if the package does not expose them, or they are too many. */
    Optional<List<OutputRow>> outputTable();

    /** The embedding of every token, computed when first needed; empty if the package does not expose it. */
    Optional<TokenTable> tokenTable();

    /** Whether it passes hidden values and cells from token to token, as an LSTM does; Mamba and its kind have neither. */
    boolean recurrent();

    /** What each layer carries from these tokens to the next, the first layer first; empty if the model is not recurrent. */
    List<CellState> cellStates(Prefix prefix);

    /** What was chosen under this key, if it was chosen before and has not been forgotten since. */
    Optional<Choice> remembered(CacheKey key);

    /** Remembers a choice, so that opening a long link does not make every choice again. */
    void remember(CacheKey key, Choice choice);

    /** The tokens that end a text, by falling importance: the one that the package names first comes first; empty if none does. */
    Set<Integer> endTokens();

    /** The most texts that go through a network together. */
    int MOST_TOGETHER = 16;

    /**
     * What a network has done so far.
     *
     * <pre>
     * {1=10, 4=2}   are 12 runs of 18 texts in all
     * </pre>
     *
     * @param bySize how often it has run, by the number of texts in a run
     * @param tokens how many tokens it has read
     */
    record Runs(SortedMap<Integer, Long> bySize, long tokens) {

        public static final Runs NONE = new Runs(new TreeMap<>(), 0);

        public Runs {
            bySize = Collections.unmodifiableSortedMap(new TreeMap<>(bySize));
        }

        public long runs() {
            return bySize.values().stream().mapToLong(count -> count).sum();
        }

        /** The sum of the texts over all runs. */
        public long texts() {
            return bySize.entrySet().stream()
                    .mapToLong(size -> size.getKey() * size.getValue())
                    .sum();
        }

        public Runs plus(Runs more) {
            SortedMap<Integer, Long> sum = new TreeMap<>(bySize);
            more.bySize.forEach((size, count) -> sum.merge(size, count, Long::sum));
            return new Runs(sum, tokens + more.tokens);
        }

        /** What has been done since an earlier time. */
        public Runs since(Runs before) {
            SortedMap<Integer, Long> rest = new TreeMap<>(bySize);
            before.bySize.forEach((size, count) -> rest.merge(size, -count, Long::sum));
            rest.values().removeIf(count -> count == 0);
            return new Runs(rest, tokens - before.tokens);
        }
    }

    Runs runs();

    /** How many texts wait at present for a run of this model, with any switches. */
    int waiting();

    /** @param loaded whether it is in memory now; otherwise it is loaded when it is needed */
    record Memory(Footprint footprint, boolean loaded) {}

    Memory memory();

    /**
     * A server that runs the network of a model.
     *
     * @param host its name, without anything else of its address
     */
    record Engine(String host, State state) {

        /** What is known of it. */
        public enum State {
            /** It gives the numbers that the package states. */
            ANSWERS,
            /** It does not answer, and is tried again. */
            AWAY,
            /** It gives other numbers than the package states, and is tried again. */
            WRONG
        }
    }

    /** The server that it runs on; empty if it runs in this process. */
    default Optional<Engine> engine() {
        return Optional.empty();
    }

    /** The memory of the state of a text with this number of tokens, in bytes. */
    long stateBytes(int tokens);

    @Override
    void close();
}
