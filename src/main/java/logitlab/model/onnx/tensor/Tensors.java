package logitlab.model.onnx.tensor;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Makes, cuts and reads native tensors; the caller closes those that are made. */
public final class Tensors {

    private static final OrtEnvironment ENVIRONMENT = Sessions.ENVIRONMENT;

    /** Makes one tensor. */
    @FunctionalInterface
    public interface Maker<T> {

        OnnxTensor make(T from) throws OrtException;
    }

    /** A tensor for each value, under the same names; if one of them cannot be made, those before it are closed. */
    public static <T> Map<String, OnnxTensor> each(Map<String, T> values, Maker<Map.Entry<String, T>> maker)
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
    public static OnnxTensor of(long[]... rows) throws OrtException {
        long[] values = Stream.of(rows).flatMapToLong(LongStream::of).toArray();
        return whole(values, OnnxJavaType.INT64, rows.length, rows[0].length);
    }

    /** Whole numbers of 64 or 32 bits. */
    public static OnnxTensor whole(long[] values, OnnxJavaType type, long... shape) throws OrtException {
        return type == OnnxJavaType.INT32
                ? OnnxTensor.createTensor(
                        ENVIRONMENT,
                        IntBuffer.wrap(
                                LongStream.of(values).mapToInt(Math::toIntExact).toArray()),
                        shape)
                : OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), shape);
    }

    /** Shape {@code [count]}. */
    public static OnnxTensor vector(long... values) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), new long[] {values.length});
    }

    public static OnnxTensor of(float[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(values), shape);
    }

    /** A single value with {@code axes} axes of length 1. */
    public static OnnxTensor of(boolean value, int axes) throws OrtException {
        long[] shape = LongStream.generate(() -> 1).limit(axes).toArray();
        ByteBuffer one = buffer(1).put(0, (byte) (value ? 1 : 0));
        return OnnxTensor.createTensor(ENVIRONMENT, one, shape, OnnxJavaType.BOOL);
    }

    public static OnnxTensor zeros(long[] shape, OnnxJavaType type) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, buffer((int) bytes(shape, type)), shape, type);
    }

    /** Native memory, in the order of this machine. */
    public static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    public static long bytes(OnnxTensor tensor) {
        return bytes(tensor.getInfo().getShape(), tensor.getInfo().type);
    }

    private static long bytes(long[] shape, OnnxJavaType type) {
        return LongStream.of(shape).reduce(type.size, (a, b) -> a * b);
    }

    /** A copy of all numbers of a tensor of 32 or 16 bits; 16 bits are widened. */
    public static float[] floats(OnnxTensor tensor) {
        FloatBuffer values = tensor.getFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }
}
