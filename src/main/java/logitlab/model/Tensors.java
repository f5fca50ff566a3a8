package logitlab.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;

/** Native tensors made, cut and read. Whoever makes one closes it. */
final class Tensors {

    private static final OrtEnvironment ENVIRONMENT = Network.ENVIRONMENT;

    private Tensors() {}

    /** Shape {@code [rows, count]}; all rows are of one length. */
    static OnnxTensor of(long[]... rows) throws OrtException {
        long[] values = Stream.of(rows).flatMapToLong(LongStream::of).toArray();
        return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), new long[] {rows.length, rows[0].length});
    }

    static OnnxTensor zeros(long[] shape) throws OrtException {
        int count = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
        return OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.allocate(count), shape);
    }

    static long bytes(OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        return LongStream.of(info.getShape()).reduce(info.type.size, (a, b) -> a * b);
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
        ByteBuffer cut = ByteBuffer.allocateDirect(blocks * kept).order(ByteOrder.nativeOrder());
        for (int i = 0; i < blocks; i++) {
            cut.put(all.slice(i * block, kept));
        }
        shape[axis] = count;
        return OnnxTensor.createTensor(ENVIRONMENT, cut.flip(), shape, info.type);
    }

    /** All numbers of a float tensor, a copy. */
    static float[] floats(OnnxTensor tensor) {
        FloatBuffer values = tensor.getFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }

    /** The vectors of a tensor {@code [1, positions, vocabulary size]} from one position on. */
    static List<Logits> logits(OnnxTensor tensor, int from) {
        int positions = (int) tensor.getInfo().getShape()[1];
        FloatBuffer values = tensor.getFloatBuffer();
        return IntStream.range(from, positions)
                .mapToObj(position -> logits(tensor, values, position))
                .toList();
    }

    /** The vector of one position of one text, from a tensor {@code [batch, positions, vocabulary size]}. */
    static Logits logits(OnnxTensor tensor, int text, int position) {
        int positions = (int) tensor.getInfo().getShape()[1];
        return logits(tensor, tensor.getFloatBuffer(), text * positions + position);
    }

    private static Logits logits(OnnxTensor tensor, FloatBuffer values, int row) {
        float[] vector = new float[(int) tensor.getInfo().getShape()[2]];
        values.get(row * vector.length, vector);
        return Logits.of(vector);
    }
}
