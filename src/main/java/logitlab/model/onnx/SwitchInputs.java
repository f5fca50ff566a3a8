package logitlab.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Switches;
import logitlab.model.onnx.tensor.Tensors;

/**
 * The inputs of a graph that scale what its heads and MLPs put out; a graph may have both, only the first or second, or neither.
 *
 * <pre>
 * head_scale [layers, heads]     mlp_scale [layers]
 * </pre>
 */
final class SwitchInputs {

    static final String HEADS = "head_scale";
    static final String MLPS = "mlp_scale";

    private static final Map<String, Integer> AXES = Map.of(HEADS, 2, MLPS, 1);

    private final Map<String, long[]> shapes = new TreeMap<>();
    private final Optional<String> refusal;

    /** @param inputs of a graph, all of them */
    SwitchInputs(Map<String, TensorInfo> inputs) {
        inputs.forEach((name, input) -> {
            if (AXES.containsKey(name)) {
                shapes.put(name, input.getShape());
            }
        });
        this.refusal = shapes.keySet().stream()
                .filter(name -> inputs.get(name).type != OnnxJavaType.FLOAT || !fixed(name))
                .findFirst()
                .map(name -> "input " + name + " of type " + inputs.get(name).type + " and shape "
                        + Arrays.toString(shapes.get(name)));
    }

    private boolean fixed(String name) {
        long[] shape = shapes.get(name);
        return shape.length == AXES.get(name) && LongStream.of(shape).allMatch(length -> length > 0);
    }

    static boolean isOne(String input) {
        return AXES.containsKey(input);
    }

    /** What the inputs must be that have no {@link #refusal}. */
    static String expected() {
        return HEADS + " [layers, heads] and " + MLPS + " [layers] (float32, of fixed lengths)";
    }

    /** An input that cannot be given; empty if all can. */
    Optional<String> refusal() {
        return refusal;
    }

    /** The inputs with these factors, for those that the graph has; the caller closes them. */
    Map<String, OnnxTensor> tensors(Switches switches) throws OrtException {
        return Tensors.each(shapes, input -> {
            long[] shape = input.getValue();
            int layers = (int) shape[0];
            return Tensors.of(
                    input.getKey().equals(HEADS) ? switches.heads(layers, (int) shape[1]) : switches.mlps(layers),
                    shape);
        });
    }

    /** What this graph can switch. */
    Switches.Extent extent() {
        long[] heads = shapes.getOrDefault(HEADS, new long[2]);
        return new Switches.Extent((int) heads[0], (int) heads[1], (int) shapes.getOrDefault(MLPS, new long[1])[0]);
    }

    /** @throws InvalidValueException naming the switch of what this graph cannot switch */
    void require(Switches switches) {
        switches.requireWithin(extent());
    }
}
