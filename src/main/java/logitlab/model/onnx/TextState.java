package logitlab.model.onnx;

import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.model.onnx.tensor.StateMemory;
import logitlab.model.onnx.tensor.StateRow;

/**
 * What a network carries from a text to its next token, in Java's heap. Immutable, and nobody needs to free it.
 *
 * <p>Keys and values belong to one token each. The state of a longer text therefore has only those of its last tokens, and refers to the
 * state of the shorter text for the others: a thousand continuations take a thousand tokens, not a thousand texts. Hidden values and the
 * like are whole in each.
 */
final class TextState {

    /** Before any token. */
    static final TextState NONE = new TextState(null, Map.of(), 0);

    /** The objects around the numbers. */
    private static final int OVERHEAD = 100;

    private final TextState before; // of the first tokens; null in NONE
    private final Map<String, byte[]> parts; // by the name of the input; of the other tokens
    private final int tokens;

    private TextState(TextState before, Map<String, byte[]> parts, int tokens) {
        this.before = before;
        this.parts = parts;
        this.tokens = tokens;
    }

    /**
     * Copies the state of a text out of native memory.
     *
     * @param from where it lies; there may be more tokens
     * @param before of the first tokens
     * @param tokens how many tokens the text has
     */
    static TextState read(GraphSignature signature, StateRow.Place from, TextState before, int tokens) {
        TextState first = signature.grows() ? before : NONE;
        Map<String, byte[]> parts = new HashMap<>();
        signature
                .shapes()
                .forEach((name, shape) -> parts.put(
                        name,
                        from.memory().read(name, from.text(), from.padding() + first.tokens, from.padding() + tokens)));
        return new TextState(first, parts, tokens);
    }

    /** The state after one token more. @param state in native memory */
    TextState after(GraphSignature signature, StateRow state) {
        StateRow.Place place = state.open();
        try {
            return read(signature, place, this, state.tokens());
        } finally {
            place.memory().release();
        }
    }

    /** This state for a step to start from. */
    TokenStep.Past past(GraphSignature signature) {
        return new TokenStep.Past() {

            @Override
            public void fill(StateMemory to, int place, int count) {
                TextState.this.fill(signature, to, place);
            }

            @Override
            public Optional<StateRow.Place> place(int count) {
                return Optional.empty();
            }
        };
    }

    /** Puts it at the end of a place. */
    void fill(GraphSignature signature, StateMemory to, int place) {
        signature
                .shapes()
                .forEach((name, shape) -> to.put(
                        name, shape.perToken() ? all(name) : List.of(parts.get(name)), place, to.tokens() - tokens));
    }

    /** The parts of one input with a part for each token, that of the first tokens first. */
    private List<byte[]> all(String name) {
        LinkedList<byte[]> all = new LinkedList<>();
        for (TextState state = this; state.before != null; state = state.before) {
            all.addFirst(state.parts.get(name));
        }
        return all;
    }

    /** How many tokens it covers. */
    int tokens() {
        return tokens;
    }

    /** The memory that it takes in addition to the state of the first tokens. */
    long bytes() {
        return parts.values().stream().mapToLong(part -> OVERHEAD + part.length).sum();
    }
}
