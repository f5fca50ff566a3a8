package logitlab.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;

/**
 * Keeps the logits and the state after prefixes, what a model looks like inside there, and the tokens chosen, so that nothing
 * is computed twice. All models share it; its size in bytes is bounded.
 *
 * <p>Half of the bytes are for state, a quarter for inspections, and most of the rest for logits. A longer state contains the
 * shorter ones, so a lane keeps only its last one. Safe for use by many threads; an evicted state stays alive until the run
 * that holds it releases it.
 */
final class PrefixCache implements AutoCloseable {

    /** The heap that an entry takes besides its value: its key, its place in the map, and the objects around the numbers. */
    private static final int ENTRY = 150;

    private record Key(String model, Prefix prefix) {}

    private final Recent<Fingerprint, Logits> logits;
    private final Recent<Key, State> states;
    private final Recent<Fingerprint, Inspection> inspections;
    private final Recent<Fingerprint, List<Logits>> lenses;
    private final Recent<Fingerprint, Integer> choices;

    PrefixCache(long bytes) {
        logits = new Recent<>(bytes / 4 - bytes / 16, (key, vector) -> ENTRY + vector.bytes());
        states = new Recent<>(bytes / 2, (key, state) -> ENTRY + state.bytes(), State::release);
        inspections = new Recent<>(bytes / 4 - bytes / 16, (key, seen) -> ENTRY + seen.bytes());
        lenses = new Recent<>(bytes / 16, (key, lens) -> ENTRY + bytes(lens));
        choices = new Recent<>(bytes / 16, (key, id) -> ENTRY);
    }

    private static long bytes(List<Logits> lens) {
        return lens.stream().mapToLong(layer -> ENTRY + layer.bytes()).sum();
    }

    Optional<Logits> logits(Fingerprint text) {
        return logits.find(text);
    }

    void keep(Fingerprint text, Logits vector) {
        logits.put(text, vector);
    }

    /** The state that spares a run on {@code prefix} most of its first {@code most} tokens; held for the caller, who releases it. */
    Optional<State> hold(String model, Prefix prefix, int most) {
        return states.best(state -> state.model().equals(model) ? state.spares(prefix, most) : 0)
                .filter(State::hold);
    }

    /** Takes over the caller's hold of the state. */
    void keep(State state) {
        Key key = new Key(state.model(), state.prefix());
        if (states.fits(key, state)) {
            states.removeIf(state::contains);
        }
        states.put(key, state);
    }

    Optional<Inspection> inspection(Fingerprint text) {
        return inspections.find(text);
    }

    void keep(Fingerprint text, Inspection seen) {
        inspections.put(text, seen);
    }

    Optional<List<Logits>> lens(Fingerprint position) {
        return lenses.find(position);
    }

    void keep(Fingerprint position, List<Logits> lens) {
        lenses.put(position, lens);
    }

    OptionalInt chosen(Fingerprint choice) {
        return choices.find(choice).stream().mapToInt(Integer::intValue).findFirst();
    }

    void keep(Fingerprint choice, int id) {
        choices.put(choice, id);
    }

    long bytes() {
        return logits.bytes() + states.bytes() + inspections.bytes() + lenses.bytes() + choices.bytes();
    }

    @Override
    public void close() {
        states.removeIf(state -> true);
    }
}
