package logitlab.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import logitlab.decoding.Logits;

/** Native tensors made, cut and read. Whoever makes one closes it. */
final class Tensors {

    private static final OrtEnvironment ENVIRONMENT = Network.ENVIRONMENT;

    private Tensors() {}

    /** Shape {@code [1, count]}. */
    static OnnxTensor of(long[] values) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), new long[] {1, values.length});
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

    /** The vectors of a tensor {@code [1, positions, vocabulary size]} from one position on. */
    static List<Logits> logits(OnnxTensor tensor, int from) {
        long[] shape = tensor.getInfo().getShape();
        FloatBuffer values = tensor.getFloatBuffer();
        float[] row = new float[(int) shape[2]];
        List<Logits> logits = new ArrayList<>();
        for (int position = from; position < shape[1]; position++) {
            values.get(position * row.length, row);
            logits.add(Logits.of(row));
        }
        return logits;
    }
}
