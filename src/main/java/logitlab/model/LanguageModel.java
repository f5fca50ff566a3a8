package logitlab.model;

import java.util.List;
import java.util.OptionalInt;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;

/**
 * A causal language model: token ids in, the logits of the next token out.
 *
 * <p>Safe for use by many threads. Nothing is computed twice while the cache holds it: the same prefix runs no model, and one
 * token more runs one token.
 */
public interface LanguageModel extends AutoCloseable {

    /** The name of its folder, as links say it. */
    String id();

    ModelCard card();

    Tokenizer tokenizer();

    /**
     * The ids that a typed prompt begins a text with; an empty one begins with the start token.
     *
     * @throws InvalidValue naming {@code prompt}, where it is too long, or is empty and the model has no start token
     */
    Prefix prompt(String text);

    /**
     * The logits after each of the prefixes of {@code whole} with {@code from} to {@code whole.size()} ids, by one run at most.
     *
     * @param from at least 1, at most the size of {@code whole}
     * @return {@code whole.size() - from + 1} vectors, each of shape {@code [vocabulary size]}
     * @throws IllegalArgumentException where an id is outside the vocabulary or the prefix outside the context
     */
    List<Logits> logits(Prefix whole, int from);

    /** The logits of the token after {@code prefix}. */
    default Logits logits(Prefix prefix) {
        return logits(prefix, prefix.size()).get(0);
    }

    /** The token that this choice takes, where it was made before and has not been forgotten since. */
    OptionalInt remembered(Choice choice);

    /** Remembers which token a choice takes, so that opening a long link does not make every choice again. */
    void remember(Choice choice, int chosen);

    /** The token that ends a text, where there is one. */
    OptionalInt endOfText();

    /** How often the network has run, and on how many tokens. */
    Runs runs();

    @Override
    void close();

    /** What the network has been asked so far. */
    record Runs(long runs, long tokens) {}
}
