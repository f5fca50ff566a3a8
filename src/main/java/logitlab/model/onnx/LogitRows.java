package logitlab.model.onnx;

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

/**
 * Copies the wanted rows of logits to Java's heap, and no others. ONNX Runtime can only copy a whole tensor there, so a graph of a few
 * hundred bytes cuts the rows out beforehand; {@code models/training/logit_rows.py} made one for each type of number.
 */
final class LogitRows {

    /** The types that logits may have. */
    static final Set<OnnxJavaType> TYPES = Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.BFLOAT16);

    /** The most memory that one copy takes, unless it is a single row of each text. */
    private static final long COPY_BYTES = 4 << 20;

    private static final Map<OnnxJavaType, OrtSession> CUTTERS = new EnumMap<>(OnnxJavaType.class);

    private LogitRows() {}

    /** How many positions of each text a tensor {@code [batch, positions, vocabulary]} or {@code [batch, vocabulary]} has. */
    static int positions(OnnxTensor logits) {
        long[] shape = logits.getInfo().getShape();
        return shape.length == 2 ? 1 : (int) shape[1];
    }

    private static int width(OnnxTensor logits) {
        long[] shape = logits.getInfo().getShape();
        return (int) shape[shape.length - 1];
    }

    /**
     * The rows of the last {@code count} positions of each text, as 32-bit numbers: those of the first text first.
     *
     * @throws IllegalStateException if the tensor has fewer positions
     */
    static List<float[]> last(OnnxTensor logits, int count) throws OrtException {
        int positions = positions(logits);
        int texts = (int) logits.getInfo().getShape()[0];
        if (count > positions) {
            throw new IllegalStateException("the graph gave the logits of " + positions + " positions, not " + count);
        }
        long row = (long) Float.BYTES * texts * width(logits);
        if (count == positions && (count == 1 || count * row <= COPY_BYTES)) {
            return split(Tensors.floats(logits), width(logits));
        }
        int most = (int) Math.max(1, COPY_BYTES / row);
        List<List<float[]>> byText = new ArrayList<>();
        for (int text = 0; text < texts; text++) {
            byText.add(new ArrayList<>());
        }
        for (int from = positions - count; from < positions; from += most) {
            List<float[]> some = cut(logits, from, Math.min(positions, from + most));
            int each = some.size() / texts;
            for (int text = 0; text < texts; text++) {
                byText.get(text).addAll(some.subList(text * each, (text + 1) * each));
            }
        }
        return byText.stream().flatMap(List::stream).toList();
    }

    /** The row of one position of a tensor with a single text. */
    static float[] at(OnnxTensor logits, int position) throws OrtException {
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
