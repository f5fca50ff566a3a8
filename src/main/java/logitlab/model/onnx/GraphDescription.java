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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.model.InvalidPackageException;
import logitlab.model.onnx.tensor.Sessions;

/**
 * The inputs and outputs of an ONNX file.
 *
 * @param path inside the package
 */
public record GraphDescription(String path, List<Value> inputs, List<Value> outputs) {

    /**
     * An input or output, or the same one of several layers.
     *
     * @param name {@code past_key_values.N.key} if there is one for several layers
     * @param type {@code int64}, {@code float}
     * @param shape the name or the length of each axis: {@code [batch, 12, past, 64]}
     * @param layers what N stands for: {@code 0 to 5}, or {@code 0, 2, 3}; empty for one that has a name of its own
     */
    public record Value(String name, String type, String shape, String layers) {}

    private static final Pattern LAYER = Pattern.compile("(?<=[._/])\\d{1,6}(?=[._/]|$)");

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
        Map<Value, List<String>> alike = new LinkedHashMap<>();
        nodes.forEach(node -> alike.computeIfAbsent(
                        value(LAYER.matcher(node.getName()).replaceAll("N"), node), each -> new ArrayList<>())
                .add(node.getName()));
        List<Value> values = new ArrayList<>();
        alike.forEach((value, names) -> values.add(
                names.size() == 1
                        ? new Value(names.get(0), value.type, value.shape, "")
                        : new Value(value.name, value.type, value.shape, layers(names))));
        return values;
    }

    private static Value value(String name, NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor
                ? new Value(name, tensor.type.name().toLowerCase(Locale.ROOT), shape(tensor), "")
                : new Value(name, "no tensor", "", "");
    }

    /** The numbers in the names: {@code 0 to 5} if they follow each other. */
    private static String layers(List<String> names) {
        List<Integer> numbers = names.stream()
                .map(name -> LAYER.matcher(name)
                        .results()
                        .map(MatchResult::group)
                        .findFirst()
                        .orElseThrow())
                .map(Integer::valueOf)
                .sorted()
                .toList();
        int first = numbers.get(0);
        int last = numbers.get(numbers.size() - 1);
        return last - first == numbers.size() - 1
                ? first + " to " + last
                : numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
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
