package logitlab.model.caching;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import logitlab.decoding.Logits;
import logitlab.model.CacheKey;
import logitlab.model.Choice;
import logitlab.model.memory.LruCache;

/** The logits that models have given, and the tokens that were chosen from them. All models share one cache. */
public record AnswerCache(LruCache<CacheKey, Logits> logits, LruCache<CacheKey, Choice> choices) {

    public long bytes() {
        return logits.bytes() + choices.bytes();
    }

    /**
     * Uses the logits of one text after the other, up to the first text that the cache does not have.
     *
     * @param used the results for the first texts; this adds those for the next ones
     */
    <T> void recall(List<CacheKey> texts, List<T> used, Function<Logits, T> use) {
        while (used.size() < texts.size()) {
            Optional<Logits> known = logits.find(texts.get(used.size()));
            if (known.isEmpty()) {
                return;
            }
            used.add(use.apply(known.get()));
        }
    }
}
