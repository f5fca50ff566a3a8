package logitlab.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/**
 * What a network carries from one token to the next (keys and values, or hidden states), in native memory.
 *
 * <p>The cache holds it, and so does every run that starts from it; the memory is given back when the last one lets go, so an
 * entry that is evicted while a thread runs on it does no harm.
 */
final class State {

    private final OrtSession.Result result;
    private final Map<String, OnnxTensor> inputs;
    private final long bytes;
    private int holders = 1;

    /** @param inputs the tensors of {@code result} under the names of the inputs that they are for the next run */
    State(OrtSession.Result result, Map<String, OnnxTensor> inputs) {
        this.result = result;
        this.inputs = Map.copyOf(inputs);
        this.bytes = inputs.values().stream().mapToLong(State::bytes).sum();
    }

    private static long bytes(OnnxTensor tensor) {
        long count = 1;
        for (long length : tensor.getInfo().getShape()) {
            count *= length;
        }
        return count * tensor.getInfo().type.size;
    }

    Map<String, OnnxTensor> inputs() {
        return inputs;
    }

    long bytes() {
        return bytes;
    }

    /** False where the memory has been given back already. */
    synchronized boolean hold() {
        if (holders == 0) {
            return false;
        }
        holders++;
        return true;
    }

    synchronized void release() {
        holders--;
        if (holders == 0) {
            result.close();
        }
    }
}
