package logitlab.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.model.InvalidPackageException;

/**
 * The inputs and outputs of an ONNX file.
 *
 * @param path inside the package
 */
public record GraphDescription(String path, List<Value> inputs, List<Value> outputs) {

    /**
     * An input or output, or the same one of all layers.
     *
     * @param name {@code past_key_values.N.key} if there is one for each layer
     * @param type {@code int64}, {@code float}
     * @param shape the name or the length of each axis: {@code [batch, 12, past, 64]}
     * @param count the number of layers
     */
    public record Value(String name, String type, String shape, int count) {}

    public GraphDescription {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** @throws InvalidPackageException if the file is not a graph */
    public static GraphDescription read(Path folder, String path) throws InvalidPackageException {
        return Sessions.open(folder.resolve(path), 1, true, session -> {
            GraphDescription graph = new GraphDescription(
                    path,
                    values(session.getInputInfo().values()),
                    values(session.getOutputInfo().values()));
            Sessions.close(session);
            return graph;
        });
    }

    /** Those that differ only in the number of their layer become one. */
    private static List<Value> values(Collection<NodeInfo> nodes) {
        Map<Value, Integer> layers = new LinkedHashMap<>();
        nodes.forEach(node -> layers.merge(value(node), 1, Integer::sum));
        List<Value> values = new ArrayList<>();
        layers.forEach((value, count) -> values.add(new Value(value.name, value.type, value.shape, count)));
        return values;
    }

    private static Value value(NodeInfo node) {
        String name = node.getName().replaceAll("(?<=[._/])\\d+(?=[._/]|$)", "N");
        return node.getInfo() instanceof TensorInfo tensor
                ? new Value(name, tensor.type.name().toLowerCase(Locale.ROOT), shape(tensor), 1)
                : new Value(name, "no tensor", "", 1);
    }

    private static String shape(TensorInfo tensor) {
        long[] lengths = tensor.getShape();
        String[] names = tensor.getDimensionNames();
        return IntStream.range(0, lengths.length)
                .mapToObj(axis ->
                        lengths[axis] >= 0 ? Long.toString(lengths[axis]) : names[axis].isEmpty() ? "?" : names[axis])
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
