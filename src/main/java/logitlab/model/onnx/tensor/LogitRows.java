package logitlab.model.onnx.tensor;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Copies the wanted rows of logits to Java's heap, and no others. ONNX Runtime can only copy a whole tensor there, so a graph of a few
 * hundred bytes cuts the rows out beforehand; {@code models/training/logit_rows.py} made one for each type of number.
 */
public final class LogitRows {

    /** The types that logits may have. */
    public static final Set<OnnxJavaType> TYPES =
            Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.BFLOAT16);

    /** The most memory that one copy takes, unless it is a single row. */
    private static final long COPY_BYTES = 4 << 20;

    private static final Map<OnnxJavaType, OrtSession> CUTTERS = new EnumMap<>(OnnxJavaType.class);

    private LogitRows() {}

    /** How many positions of each text a tensor {@code [batch, positions, vocabulary]} or {@code [batch, vocabulary]} has. */
    private static int positions(OnnxTensor logits) {
        long[] shape = logits.getInfo().getShape();
        return shape.length == 2 ? 1 : (int) shape[1];
    }

    private static int width(OnnxTensor logits) {
        long[] shape = logits.getInfo().getShape();
        return (int) shape[shape.length - 1];
    }

    /**
     * Hands out the rows of the last {@code count} positions of a single text, as 32-bit numbers.
     *
     * @throws IllegalStateException if the tensor has fewer positions
     */
    public static void last(OnnxTensor logits, int count, Consumer<float[]> each) throws OrtException {
        int positions = positions(logits);
        if (count > positions) {
            throw new IllegalStateException("the graph gave the logits of " + positions + " positions, not " + count);
        }
        int most = (int) Math.max(1, COPY_BYTES / (Float.BYTES * width(logits)));
        if (count == positions && count <= most) {
            split(Tensors.floats(logits), width(logits)).forEach(each);
            return;
        }
        for (int from = positions - count; from < positions; from += most) {
            cut(logits, from, Math.min(positions, from + most)).forEach(each);
        }
    }

    /** The row of the last position of each text. */
    public static List<float[]> lastOfEach(OnnxTensor logits) throws OrtException {
        int positions = positions(logits);
        return positions == 1 ? split(Tensors.floats(logits), width(logits)) : cut(logits, positions - 1, positions);
    }

    /** The row of one position of a tensor with a single text. */
    public static float[] at(OnnxTensor logits, int position) throws OrtException {
        return cut(logits, position, position + 1).get(0);
    }

    private static List<float[]> cut(OnnxTensor logits, int from, int to) throws OrtException {
        try (OnnxTensor first = Tensors.vector(from);
                OnnxTensor end = Tensors.vector(to);
                OrtSession.Result result =
                        cutter(logits.getInfo().type).run(Map.of("logits", logits, "from", first, "to", end))) {
            return split(Tensors.floats((OnnxTensor) result.get(0)), width(logits));
        }
    }

    private static List<float[]> split(float[] values, int width) {
        List<float[]> rows = new ArrayList<>();
        for (int at = 0; at < values.length; at += width) {
            rows.add(values.length == width ? values : Arrays.copyOfRange(values, at, at + width));
        }
        return rows;
    }

    private static synchronized OrtSession cutter(OnnxJavaType type) throws OrtException {
        OrtSession known = CUTTERS.get(type);
        if (known == null) {
            known = Sessions.open(graph(type));
            CUTTERS.put(type, known);
        }
        return known;
    }

    private static byte[] graph(OnnxJavaType type) {
        String name = "/graphs/rows_" + type.name().toLowerCase(Locale.ROOT) + ".onnx";
        try (InputStream graph = LogitRows.class.getResourceAsStream(name)) {
            return graph.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
