package logitlab.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import logitlab.model.InvalidPackageException;

/**
 * The shapes of what {@code inspect.onnx} gives for a short text, checked against each other, and the memory that a longer text
 * takes.
 */
final class OutputSizes {

    /** The length of the short text, and the number of output rows is 1. */
    static final int POSITIONS = 3;

    private static final Set<OnnxJavaType> NUMBERS = Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16);

    private final Map<String, Long> lengths = new HashMap<>(); // of axes, by name
    private long bytesPerPosition;
    private long bytesPerPair; // attentions grow with the square
    private long tableBytes;

    /**
     * @param tensors of all outputs, by name; those that are not among the known ones are taken to grow with the text
     * @throws InvalidPackageException naming the first output with another shape than it should have, or than the earlier ones allow
     */
    OutputSizes(Path file, Map<String, OnnxTensor> tensors, Map<String, InspectionOutput> known, int vocabularySize)
            throws InvalidPackageException {
        lengths.putAll(Map.of("1", 1L, "4", 4L, "rows", 1L));
        lengths.put(InspectionOutput.POSITIONS, (long) POSITIONS);
        lengths.put("vocabulary", (long) vocabularySize);
        for (Map.Entry<String, InspectionOutput> output : known.entrySet()) {
            require(file, output.getKey(), output.getValue().axes(), tensors.get(output.getKey()));
        }
        tensors.forEach((name, tensor) -> add(
                Float.BYTES * LongStream.of(tensor.getInfo().getShape()).reduce(1, (a, b) -> a * b),
                known.containsKey(name) ? known.get(name).axes() : List.of(InspectionOutput.POSITIONS)));
        if (known.containsKey(InspectionOutput.EMBEDDINGS)) {
            tableBytes = Float.BYTES * vocabularySize * lengths.get("width");
        }
    }

    private void add(long size, List<String> axes) {
        switch ((int) axes.stream().filter(InspectionOutput.POSITIONS::equals).count()) {
            case 0 -> {} // a weight, which is in memory anyway
            case 1 -> bytesPerPosition += size / POSITIONS;
            default -> bytesPerPair += size / (POSITIONS * POSITIONS);
        }
    }

    /** The first output that has an axis says how long it is; the others must agree. */
    private void require(Path file, String name, List<String> axes, OnnxTensor tensor) throws InvalidPackageException {
        long[] shape = tensor.getInfo().getShape();
        boolean fits = shape.length == axes.size() && NUMBERS.contains(tensor.getInfo().type);
        for (int axis = 0; fits && axis < shape.length; axis++) {
            lengths.putIfAbsent(axes.get(axis), shape[axis]);
            fits = lengths.get(axes.get(axis)) == shape[axis];
        }
        if (!fits) {
            throw new InvalidPackageException(
                    file,
                    "output " + name + " of shape [" + String.join(", ", axes) + "], for a text of " + POSITIONS
                            + " tokens "
                            + axes.stream()
                                    .map(axis -> lengths.containsKey(axis)
                                            ? lengths.get(axis).toString()
                                            : axis)
                                    .toList(),
                    Arrays.toString(shape) + " of type " + tensor.getInfo().type,
                    "Export it again, or leave it out: the model can be stepped without it.");
        }
    }

    /** The memory that the outputs of a text take, in bytes. */
    long bytes(long positions) {
        return bytesPerPosition * positions + bytesPerPair * positions * positions;
    }

    /** The memory that the whole token table takes; 0 if the graph does not show it. */
    long tableBytes() {
        return tableBytes;
    }
}
