package logitlab.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.model.CellState;
import logitlab.model.Vector;

/**
 * What a network carries from one token to the next, keys and values or hidden states, in native memory: of which model, and after
 * which ids.
 *
 * <p>The cache retains it, and so does every run that starts from it. The memory is freed when the last of them releases it, so that
 * an entry may leave the cache while a thread runs on it.
 */
final class NetworkState {

    private final ModelVariant model;
    private final Prefix prefix;
    private final Map<String, OnnxTensor> tensors;
    private final GraphSignature signature;
    private final long bytes;
    private int users = 1;

    /** @param tensors by the name of the input that each becomes in the next run; they are closed with this state */
    NetworkState(ModelVariant model, Prefix prefix, Map<String, OnnxTensor> tensors, GraphSignature signature) {
        this.model = model;
        this.prefix = Prefix.of(prefix.ids().toArray()); // copied, so that it does not keep a longer prefix in memory
        this.tensors = Map.copyOf(tensors);
        this.signature = signature;
        this.bytes = tensors.values().stream().mapToLong(Tensors::bytes).sum() + (long) Integer.BYTES * prefix.size();
    }

    ModelVariant model() {
        return model;
    }

    Prefix prefix() {
        return prefix;
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
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
        int common = 0;
        while (common < Math.min(prefix.size(), most) && prefix.at(common) == text.at(common)) {
            common++;
        }
        return signature.cuttable() || common == prefix.size() ? common : 0;
    }

    /** Whether another state is a part of this one. */
    boolean contains(NetworkState other) {
        return signature.cuttable()
                && model.equals(other.model)
                && other.prefix.size() <= prefix.size()
                && prefix.first(other.prefix.size()).equals(other.prefix);
    }

    /** A part whose number of entries differs from the number of tokens although it should not; empty if all are right. */
    Optional<String> withOtherLength() {
        return tensors.keySet().stream()
                .filter(name -> signature.state(name).perToken())
                .filter(name -> signature.state(name).tokens(tensors.get(name)) != prefix.size())
                .findFirst();
    }

    /** The state of an LSTM, layer by layer: past_state.0 and .1 are h and c of the first one. */
    List<CellState> cells() {
        return IntStream.range(0, tensors.size() / 2)
                .mapToObj(layer -> new CellState(vector(2 * layer), vector(2 * layer + 1)))
                .toList();
    }

    private Vector vector(int part) {
        return Vector.of(Tensors.floats(tensors.get("past_state." + part)));
    }

    /** Copies of the tensors for the first {@code count} tokens only; the caller closes them. */
    Map<String, OnnxTensor> cut(int count) throws OrtException {
        return Tensors.each(tensors, tensor -> signature.state(tensor.getKey()).cut(tensor.getValue(), count));
    }

    /** A copy in Java's heap for the first {@code count} tokens, or for all if it cannot be cut. */
    TextState copy(int count) {
        return TextState.read(signature, tensors, List.of(TextState.NONE), count)
                .get(0);
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
            tensors.values().forEach(OnnxTensor::close);
        }
    }
}
