package logitlab.model.onnx.tensor;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import logitlab.model.memory.BufferPool;

/**
 * The native memory with the states of the texts of one run. A shorter text lies at the end of its place, with zeros before it.
 *
 * <p>Who retains it may use it; it is freed when the last one has released it. Safe for use by many threads.
 */
public final class StateMemory {

    /** For whatever a run writes. */
    public static final BufferPool POOL = new BufferPool(64L << 20);

    private final Map<String, StateShape> shapes;
    private final Map<String, OnnxTensor> tensors;
    private final Map<String, ByteBuffer> buffers; // empty if ONNX Runtime has allocated the memory
    private final int texts;
    private final int tokens;
    private int users = 1;

    private StateMemory(
            Map<String, StateShape> shapes,
            Map<String, OnnxTensor> tensors,
            Map<String, ByteBuffer> buffers,
            int texts,
            int tokens) {
        this.shapes = shapes;
        this.tensors = tensors;
        this.buffers = buffers;
        this.texts = texts;
        this.tokens = tokens;
    }

    /** What a run has made of a single text. */
    public static StateMemory of(Map<String, StateShape> shapes, Map<String, OnnxTensor> made, int tokens) {
        return new StateMemory(shapes, Map.copyOf(made), Map.of(), 1, tokens);
    }

    /** Memory for texts, to be filled by the caller or by a run. */
    public static StateMemory allocate(Map<String, StateShape> shapes, int texts, int tokens) throws OrtException {
        Map<String, ByteBuffer> buffers = new HashMap<>();
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<String, StateShape> shape : shapes.entrySet()) {
                ByteBuffer buffer = POOL.take(texts * shape.getValue().bytes(tokens));
                buffers.put(shape.getKey(), buffer);
                tensors.put(shape.getKey(), shape.getValue().over(buffer, texts, tokens));
            }
            return new StateMemory(shapes, tensors, buffers, texts, tokens);
        } finally {
            if (tensors.size() < shapes.size()) {
                tensors.values().forEach(OnnxTensor::close);
                buffers.values().forEach(POOL::giveBack);
            }
        }
    }

    /** By the name of the input that each becomes in the next run. */
    public Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    public int texts() {
        return texts;
    }

    /** How many tokens each text has room for. */
    public int tokens() {
        return tokens;
    }

    /** The bytes of one part; a copy in Java's heap if ONNX Runtime has allocated it. */
    public ByteBuffer part(String name) {
        return buffers.isEmpty() ? tensors.get(name).getByteBuffer() : buffers.get(name);
    }

    /** Copies the state of a text after its first {@code count} tokens to the end of a place in {@code to}. */
    public void copy(int text, int padding, int count, StateMemory to, int place) {
        shapes.forEach((name, shape) -> shape.copy(
                part(name), texts, tokens, text, padding, count, to.buffers.get(name), to.texts, to.tokens, place));
    }

    /** Copies the part of one input that belongs to the tokens in [{@code from}, {@code to}) of a place. */
    public byte[] read(String name, int text, int from, int to) {
        return shapes.get(name).read(part(name), texts, tokens, text, from, to);
    }

    /** Puts the parts of one input, which {@link StateShape#read} has made, at the end of a place. */
    public void put(String name, Iterable<byte[]> parts, int place, int padding) {
        shapes.get(name).put(parts, buffers.get(name), texts, tokens, place, padding);
    }

    /** False if it has been freed already. */
    public synchronized boolean retain() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    public synchronized void release() {
        users--;
        if (users == 0) {
            tensors.values().forEach(OnnxTensor::close);
            buffers.values().forEach(POOL::giveBack);
        }
    }
}
