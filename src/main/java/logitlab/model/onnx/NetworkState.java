package logitlab.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.model.CellState;
import logitlab.model.Vector;
import logitlab.model.onnx.tensor.StateMemory;
import logitlab.model.onnx.tensor.StateRow;
import logitlab.model.onnx.tensor.Tensors;

/**
 * What a network carries from one token to the next, keys and values or hidden states, in native memory: of which model, and after
 * which ids.
 *
 * <p>The cache retains it, and so does every run that starts from it. The memory is freed when the last of them releases it, so that
 * an entry may leave the cache while a thread runs on it.
 */
final class NetworkState implements TokenStep.Past {

    private final ModelVariant model;
    private final Prefix prefix;
    private final StateRow row;
    private final GraphSignature signature;
    private final long bytes;
    private int users = 1;

    /** @param row is closed with this state */
    NetworkState(ModelVariant model, Prefix prefix, StateRow row, GraphSignature signature) {
        this.model = model;
        this.prefix = Prefix.of(prefix.ids().toArray()); // copied, so that it does not keep a longer prefix in memory
        this.row = row;
        this.signature = signature;
        this.bytes = signature.stateBytes(prefix.size()) + (long) Integer.BYTES * prefix.size();
    }

    /** What a run has made of a single text. @param tensors by the name of the input that each becomes in the next run */
    static NetworkState of(
            ModelVariant model, Prefix prefix, Map<String, OnnxTensor> tensors, GraphSignature signature) {
        StateMemory memory = StateMemory.of(signature.shapes(), tensors, prefix.size());
        return new NetworkState(model, prefix, new StateRow(memory, 0, 0, prefix.size()), signature);
    }

    ModelVariant model() {
        return model;
    }

    Prefix prefix() {
        return prefix;
    }

    long bytes() {
        return bytes;
    }

    /**
     * How many tokens at the front of {@code text}, at most {@code most}, need not be run again with this state; 0 if it does not fit.
     *
     * <p>Keys and values belong to one token each, so the first ones serve every text with the same beginning; a hidden state, or one of
     * both kinds, serves only texts that begin with its whole prefix.
     */
    int reusablePrefixLength(Prefix text, int most) {
        int common = Math.min(prefix.common(text), most);
        return signature.cuttable() || common == prefix.size() ? common : 0;
    }

    /** Whether it is the state after the first {@code count} tokens of a text, or has that in it. */
    boolean covers(Prefix text, int count) {
        return reusablePrefixLength(text, count) == count;
    }

    /** Whether it has the states of all shorter texts in it. */
    boolean cuttable() {
        return signature.cuttable();
    }

    /** Whether another state is a part of this one. */
    boolean contains(NetworkState other) {
        return signature.cuttable() && model.equals(other.model) && prefix.common(other.prefix) == other.prefix.size();
    }

    /** A part whose number of entries differs from the number of tokens although it should not; empty if all are right. */
    Optional<String> withOtherLength() {
        return with(
                prefix.size(),
                memory -> memory.tensors().keySet().stream()
                        .filter(name -> signature.state(name).perToken())
                        .filter(name ->
                                signature.state(name).tokens(memory.tensors().get(name)) != prefix.size())
                        .findFirst());
    }

    /** The state of an LSTM, layer by layer: past_state.0 and .1 are h and c of the first one. */
    List<CellState> cells() {
        return with(
                prefix.size(),
                memory -> IntStream.range(0, memory.tensors().size() / 2)
                        .mapToObj(layer -> new CellState(vector(memory, 2 * layer), vector(memory, 2 * layer + 1)))
                        .toList());
    }

    private static Vector vector(StateMemory memory, int part) {
        return Vector.of(Tensors.floats(memory.tensors().get("past_state." + part)));
    }

    /** Memory with nothing but the state after the first {@code count} tokens; the caller releases it. */
    StateMemory memory(int count) throws OrtException {
        Optional<StateRow.Place> place = place(count);
        if (place.isPresent()
                && place.get().memory().texts() == 1
                && place.get().memory().tokens() == count) {
            return place.get().memory();
        }
        place.ifPresent(other -> other.memory().release());
        StateMemory own = StateMemory.allocate(signature.shapes(), 1, count);
        try {
            fill(own, 0, count);
            return own;
        } catch (RuntimeException | Error e) {
            own.release();
            throw e;
        }
    }

    private <T> T with(int count, Function<StateMemory, T> use) {
        try {
            StateMemory memory = memory(count);
            try {
                return use.apply(memory);
            } finally {
                memory.release();
            }
        } catch (OrtException e) {
            throw OnnxNetwork.failed(e);
        }
    }

    @Override
    public Optional<StateRow.Place> place(int count) {
        return count == row.tokens() ? Optional.of(row.open()) : Optional.empty();
    }

    @Override
    public void fill(StateMemory to, int place, int count) {
        StateRow.Place from = row.open();
        try {
            from.memory().copy(from.text(), from.padding(), count, to, place);
        } finally {
            from.memory().release();
        }
    }

    /** A copy in Java's heap for the first {@code count} tokens, or for all if it cannot be cut. */
    TextState copy(int count) {
        return copy(TextState.NONE, count);
    }

    /** The same, with those of the first tokens that there is a copy of. */
    TextState copy(TextState before, int count) {
        StateRow.Place from = row.open();
        try {
            return TextState.read(signature, from, before, count);
        } finally {
            from.memory().release();
        }
    }

    /** False if the memory has been freed already. */
    synchronized boolean retain() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    synchronized void release() {
        users--;
        if (users == 0) {
            row.close();
        }
    }
}
