package logitlab.model;

import java.util.Optional;
import java.util.OptionalInt;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;

/**
 * The logits and the state after prefixes, what they look like inside, and the tokens chosen there, so that nothing is computed twice; bounded in bytes, for
 * all models together.
 *
 * <p>Half of the bytes are for state, a quarter for what was looked into, most of the others for logits. A longer state has the shorter ones in it, so that a lane
 * keeps its last one only. Safe for use by many threads; a state that leaves lives on until the run that holds it lets go.
 */
final class PrefixCache implements AutoCloseable {

    private record Key(String model, Prefix prefix) {}

    private record Chosen(Choice choice, int id) {}

    private record ChoiceKey(String model, Choice choice) {}

    private final Recent<Key, Logits> logits;
    private final Recent<Key, State> states;
    private final Recent<Key, Inspection> inspections;
    private final Recent<ChoiceKey, Chosen> choices;

    PrefixCache(long bytes) {
        logits = new Recent<>(bytes / 4 - bytes / 16, Logits::bytes, vector -> {});
        states = new Recent<>(bytes / 2, State::bytes, State::release);
        inspections = new Recent<>(bytes / 4, Inspection::bytes, seen -> {});
        choices = new Recent<>(bytes / 16, chosen -> chosen.choice().bytes(), chosen -> {});
    }

    Optional<Logits> logits(String model, Prefix prefix) {
        return logits.find(new Key(model, prefix));
    }

    void keep(String model, Prefix prefix, Logits vector) {
        logits.put(new Key(model, prefix), vector);
    }

    /** The state that spares a run on {@code prefix} most of its first {@code most} tokens; held for the caller, who releases it. */
    Optional<State> hold(String model, Prefix prefix, int most) {
        return states.best(state -> state.model().equals(model) ? state.spares(prefix, most) : 0)
                .filter(State::hold);
    }

    /** Takes over the caller's hold of the state. */
    void keep(State state) {
        states.removeIf(state::contains);
        states.put(new Key(state.model(), state.prefix()), state);
    }

    Optional<Inspection> inspection(String model, Prefix whole) {
        return inspections.find(new Key(model, whole));
    }

    void keep(String model, Prefix whole, Inspection seen) {
        inspections.put(new Key(model, whole), seen);
    }

    OptionalInt chosen(String model, Choice choice) {
        return choices.find(new ChoiceKey(model, choice)).stream()
                .mapToInt(Chosen::id)
                .findFirst();
    }

    void keep(String model, Choice choice, int id) {
        choices.put(new ChoiceKey(model, choice), new Chosen(choice, id));
    }

    long bytes() {
        return logits.bytes() + states.bytes() + inspections.bytes() + choices.bytes();
    }

    @Override
    public void close() {
        states.removeIf(state -> true);
    }
}
