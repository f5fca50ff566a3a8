package logitlab.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;

/** Makes, cuts and reads native tensors; the caller closes those that are made. */
final class Tensors {

    private static final OrtEnvironment ENVIRONMENT = Sessions.ENVIRONMENT;

    /** Makes one tensor. */
    @FunctionalInterface
    interface Maker<T> {

        OnnxTensor make(T from) throws OrtException;
    }

    /** A tensor for each value, under the same names; if one of them cannot be made, those before it are closed. */
    static <T> Map<String, OnnxTensor> each(Map<String, T> values, Maker<Map.Entry<String, T>> maker)
            throws OrtException {
        Map<String, OnnxTensor> made = new HashMap<>();
        try {
            for (Map.Entry<String, T> value : values.entrySet()) {
                made.put(value.getKey(), maker.make(value));
            }
            return made;
        } finally {
            if (made.size() < values.size()) {
                made.values().forEach(OnnxTensor::close);
            }
        }
    }

    private Tensors() {}

    /** Shape {@code [rows, count]}; all rows have the same length. */
    static OnnxTensor of(long[]... rows) throws OrtException {
        long[] values = Stream.of(rows).flatMapToLong(LongStream::of).toArray();
        return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), new long[] {rows.length, rows[0].length});
    }

    /** Shape {@code [count]}. */
    static OnnxTensor vector(long... values) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), new long[] {values.length});
    }

    static OnnxTensor of(float[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(values), shape);
    }

    static OnnxTensor of(boolean value) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, new boolean[] {value});
    }

    /** A single number with {@code axes} axes of length 1. */
    static OnnxTensor of(long value, int axes) throws OrtException {
        long[] shape = LongStream.generate(() -> 1).limit(axes).toArray();
        return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(new long[] {value}), shape);
    }

    static OnnxTensor zeros(long[] shape, OnnxJavaType type) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, buffer((int) bytes(shape, type)), shape, type);
    }

    /** Native memory, in the order of this machine. */
    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    static long bytes(OnnxTensor tensor) {
        return bytes(tensor.getInfo().getShape(), tensor.getInfo().type);
    }

    private static long bytes(long[] shape, OnnxJavaType type) {
        return LongStream.of(shape).reduce(type.size, (a, b) -> a * b);
    }

    /**
     * A copy of the first {@code count} entries along one axis.
     *
     * <pre>
     * [[1, 2, 3], [4, 5, 6]] cut to 2 along axis 1   is [[1, 2], [4, 5]]
     * </pre>
     */
    static OnnxTensor cut(OnnxTensor tensor, int axis, int count) throws OrtException {
        TensorInfo info = tensor.getInfo();
        long[] shape = info.getShape();
        int blocks = (int) LongStream.of(shape).limit(axis).reduce(1, (a, b) -> a * b);
        ByteBuffer all = tensor.getByteBuffer();
        int block = all.capacity() / blocks;
        int kept = (int) (block / shape[axis] * count);
        ByteBuffer cut = buffer(blocks * kept);
        for (int i = 0; i < blocks; i++) {
            cut.put(all.slice(i * block, kept));
        }
        shape[axis] = count;
        return OnnxTensor.createTensor(ENVIRONMENT, cut.flip(), shape, info.type);
    }

    /** A copy of all numbers of a tensor of 32 or 16 bits; 16 bits are widened. */
    static float[] floats(OnnxTensor tensor) {
        FloatBuffer values = tensor.getFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }

    /** The last {@code count} vectors of a tensor {@code [1, positions, vocabulary size]}. */
    static List<Logits> logits(OnnxTensor tensor, int count) {
        int positions = (int) tensor.getInfo().getShape()[1];
        FloatBuffer values = tensor.getFloatBuffer();
        return IntStream.range(positions - count, positions)
                .mapToObj(position -> logits(tensor, values, position))
                .toList();
    }

    /** The last vector of each text, from a tensor {@code [batch, positions, vocabulary size]}. */
    static List<Logits> lastLogits(OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        FloatBuffer values = tensor.getFloatBuffer();
        return IntStream.range(0, (int) shape[0])
                .mapToObj(text -> logits(tensor, values, (text + 1) * (int) shape[1] - 1))
                .toList();
    }

    private static Logits logits(OnnxTensor tensor, FloatBuffer values, int row) {
        float[] vector = new float[(int) tensor.getInfo().getShape()[2]];
        values.get(row * vector.length, vector);
        return Logits.of(vector);
    }
}
