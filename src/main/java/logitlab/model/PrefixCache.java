package logitlab.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;

/**
 * The logits and the state after prefixes, what they look like inside, and the tokens chosen there, so that nothing is computed
 * twice; bounded in bytes, for all models together.
 *
 * <p>Half of the bytes are for state, a quarter for what was looked into, most of the others for logits. A longer state has the
 * shorter ones in it, so that a lane keeps its last one only. Safe for use by many threads; a state that leaves lives on until
 * the run that holds it lets go.
 */
final class PrefixCache implements AutoCloseable {

    /** What an entry takes of the heap beside its value: its key, its place in the map, and the objects around the numbers. */
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
