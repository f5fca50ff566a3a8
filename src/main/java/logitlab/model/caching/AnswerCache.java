package logitlab.model.caching;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import logitlab.decoding.Logits;
import logitlab.model.CacheKey;
import logitlab.model.Choice;
import logitlab.model.memory.LruCache;

/** What models have answered, and what was chosen from it. All models share one cache. */
public record AnswerCache(LruCache<CacheKey, Logits> logits, LruCache<CacheKey, Choice> choices) {

    public long bytes() {
        return logits.bytes() + choices.bytes();
    }

    /**
     * Uses the logits of texts that are known, up to the first that is not.
     *
     * @param used what was made of the first texts, to which this adds
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
