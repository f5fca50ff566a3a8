package logitlab.model.onnx;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.CacheKey;
import logitlab.model.Inspection;
import logitlab.model.caching.AnswerCache;
import logitlab.model.memory.LruCache;

/**
 * Keeps the logits and the state after prefixes, what a model looks like inside there, and the tokens chosen, so that nothing
 * is computed twice. All models share it; its size in bytes is bounded.
 *
 * <p>States are in native memory and have their own limit. Of the other bytes, half are for inspections, and most of the rest is for
 * logits. A longer state contains the shorter ones, so a lane keeps only its last one, and only while someone continues it: it is made
 * again from its tokens in a few milliseconds. So the memory of a crowd is free soon after the crowd has left. Safe for use by many
 * threads; an evicted state stays alive until the run that uses it releases it.
 *
 * @param lenses the lens at one position of a text, which is a small part of the lens at all of them
 */
record PrefixCache(
        AnswerCache answers,
        LruCache<Key, NetworkState> states,
        LruCache<CacheKey, Inspection> inspections,
        LruCache<CacheKey, List<Logits>> lenses) {

    /** The heap that an entry takes in addition to its value: its key, its place in the map, and the objects around the numbers. */
    private static final int ENTRY = 150;

    private static final Duration UNUSED = Duration.ofSeconds(30);

    record Key(ModelVariant model, Prefix prefix) {}

    /** @param bytes for everything but states */
    PrefixCache(long bytes, long stateBytes) {
        this(
                new AnswerCache(
                        new LruCache<>(bytes / 2 - bytes / 8, (key, vector) -> ENTRY + vector.bytes()),
                        new LruCache<>(bytes / 8, (key, choice) -> ENTRY)),
                new LruCache<>(stateBytes, (key, state) -> ENTRY + state.bytes(), NetworkState::release),
                new LruCache<>(bytes / 2 - bytes / 8, (key, seen) -> ENTRY + seen.bytes()),
                new LruCache<>(bytes / 8, (key, lens) -> ENTRY + bytes(lens)));
    }

    private static long bytes(List<Logits> lens) {
        return lens.stream().mapToLong(layer -> ENTRY + layer.bytes()).sum();
    }

    /** The state that saves a run on {@code prefix} most of its first {@code most} tokens; the caller releases it. */
    Optional<NetworkState> retainBest(ModelVariant model, Prefix prefix, int most) {
        return states.find(new Key(model, prefix.first(most)))
                .or(() -> states.best(
                        state -> state.model().equals(model) ? state.reusablePrefixLength(prefix, most) : 0))
                .filter(NetworkState::retain);
    }

    /** Keeps a state, which the caller must not release. */
    void keep(NetworkState state) {
        Key key = new Key(state.model(), state.prefix());
        if (state.cuttable() && states.accepts(key, state) && !states.remove(parent(key))) {
            states.removeIf(state::contains);
        }
        states.put(key, state);
        removeUnusedStates();
    }

    private static Key parent(Key key) {
        return new Key(key.model(), key.prefix().first(key.prefix().size() - 1));
    }

    /** Lets the states go that nobody has continued for a while. */
    void removeUnusedStates() {
        states.removeUnused(UNUSED);
    }

    long bytes() {
        return answers.bytes() + states.bytes() + inspections.bytes() + lenses.bytes();
    }

    void releaseStates() {
        states.removeIf(state -> true);
    }

    /** Lets the states of a model go, with any switches; they are in the memory of its network. */
    void releaseStates(String model) {
        states.removeIf(state -> state.model().id().equals(model));
    }
}
