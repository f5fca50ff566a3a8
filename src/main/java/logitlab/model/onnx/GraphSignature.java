package logitlab.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The names and shapes of a fast graph's inputs and outputs: what it needs, and which output is which input of the next run.
 *
 * <pre>
 * past_key_values.0.key  [batch, heads, past, head width]     comes back as  present.0.key
 * past_state.0           [1, batch, width]                    comes back as  present_state.0
 * </pre>
 */
public final class GraphSignature {

    /** Whether this run continues another one: an input of graphs that are two in one. */
    static final String APPENDS = "use_cache_branch";

    /** For how many of the last positions to compute logits, 0 for all. */
    static final String KEPT = "num_logits_to_keep";

    private static final Set<String> INTEGERS = Set.of("input_ids", "attention_mask", "position_ids", KEPT);
    private static final Set<OnnxJavaType> NUMBERS = Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16);
    private static final String KEYS_AND_VALUES = "past_key_values\\.\\d+\\.(key|value)";
    private static final String HIDDEN = "past_state\\.\\d+";

    private final Map<String, TensorInfo> inputs = new TreeMap<>();
    private final Set<String> outputs;
    private final Map<String, TensorInfo> states = new TreeMap<>();
    private final Map<String, StateShape> shapes = new TreeMap<>();
    private final SwitchInputs switches;
    private final Optional<String> refusal;
    private final boolean recurrent;

    GraphSignature(OrtSession session) throws OrtException {
        this.outputs = new TreeSet<>(session.getOutputNames());
        session.getInputInfo().forEach((name, input) -> {
            if (input.getInfo() instanceof TensorInfo tensor) {
                inputs.put(name, tensor);
                if (name.matches(KEYS_AND_VALUES + "|" + HIDDEN)) {
                    states.put(name, tensor);
                }
            }
        });
        this.switches = new SwitchInputs(inputs);
        this.refusal = refusal(session.getInputInfo());
        this.recurrent = states.keySet().stream().anyMatch(name -> name.matches(HIDDEN));
        if (refusal.isEmpty()) {
            states.forEach((name, state) -> shapes.put(
                    name,
                    name.matches(HIDDEN)
                            ? StateShape.ofHidden(state)
                            : StateShape.ofKeysOrValues(state, sequenceAxis(name))));
        }
    }

    /** What a graph must have that has no {@link #refusal}. */
    static String expected() {
        return "inputs input_ids, attention_mask, position_ids, num_logits_to_keep (int64), use_cache_branch (bool),"
                + " past_key_values.N.key and .value or past_state.N (float32 or float16), "
                + SwitchInputs.expected() + ";"
                + " outputs logits [batch, sequence, vocabulary] and present.N.key and .value or present_state.N";
    }

    private Optional<String> refusal(Map<String, NodeInfo> all) {
        if (!inputs.containsKey("input_ids")) {
            return Optional.of("no input_ids among the inputs " + String.join(", ", inputs.keySet()));
        }
        for (String name : all.keySet()) {
            Set<OnnxJavaType> types = types(name);
            if (types.isEmpty()) {
                return Optional.of("input " + name);
            }
            if (!types.contains(inputs.get(name).type)) {
                return Optional.of("input " + name + " of type " + inputs.get(name).type);
            }
            if (name.matches(KEYS_AND_VALUES) && freeAxes(name).length != 1) {
                return Optional.of("input " + name + " of shape "
                        + Arrays.toString(inputs.get(name).getShape()));
            }
        }
        return switches.refusal()
                .or(() -> wanted().stream()
                        .filter(name -> !outputs.contains(name))
                        .findFirst()
                        .map(name -> "no " + name + " among the outputs " + String.join(", ", outputs)));
    }

    /** The types that an input may have; none if it cannot be given. */
    private Set<OnnxJavaType> types(String input) {
        if (states.containsKey(input) || SwitchInputs.isOne(input)) {
            return NUMBERS;
        }
        return INTEGERS.contains(input)
                ? Set.of(OnnxJavaType.INT64)
                : input.equals(APPENDS) ? Set.of(OnnxJavaType.BOOL) : Set.of();
    }

    /** An input that cannot be given to this graph, or an output that is missing; empty if it is a language model's. */
    Optional<String> refusal() {
        return refusal;
    }

    SwitchInputs switches() {
        return switches;
    }

    boolean wants(String input) {
        return inputs.containsKey(input);
    }

    public boolean hasState() {
        return !states.isEmpty();
    }

    /** Whether the state consists of hidden values, which have no part for each token. */
    public boolean recurrent() {
        return recurrent;
    }

    /** Whether the state after fewer tokens is a part of the state after more. */
    boolean cuttable() {
        return hasState() && !recurrent;
    }

    /** How an input of the state lies in memory. */
    StateShape state(String name) {
        return shapes.get(name);
    }

    /** The bytes of the state of a text with this number of tokens. */
    long stateBytes(int tokens) {
        return shapes.values().stream().mapToLong(shape -> shape.bytes(tokens)).sum();
    }

    /** How many axes an input has. */
    int axes(String input) {
        return inputs.get(input).getShape().length;
    }

    /** The axis of keys or values that grows with the tokens: the only one without a fixed length besides the batch. */
    int sequenceAxis(String state) {
        return freeAxes(state)[0];
    }

    private int[] freeAxes(String state) {
        long[] shape = states.get(state).getShape();
        return IntStream.range(1, shape.length).filter(axis -> shape[axis] < 0).toArray();
    }

    /**
     * The state of {@code batch} texts before any token: keys and values of no token, or hidden values of zero. The caller closes it.
     */
    Map<String, OnnxTensor> initialState(int batch) throws OrtException {
        return Tensors.each(states, state -> {
            long[] shape = state.getValue().getShape();
            boolean keysAndValues = state.getKey().matches(KEYS_AND_VALUES);
            for (int axis = 0; axis < shape.length; axis++) {
                shape[axis] = shape[axis] >= 0 ? shape[axis] : keysAndValues && axis > 0 ? 0 : batch;
            }
            return Tensors.zeros(shape, state.getValue().type);
        });
    }

    /** The outputs to request: the logits and the state. */
    Set<String> wanted() {
        Set<String> wanted = new TreeSet<>(Set.of("logits"));
        states.keySet().forEach(state -> wanted.add(present(state)));
        return wanted;
    }

    /** The state after a run, under the names of the next run's inputs. */
    Map<String, OnnxTensor> state(OrtSession.Result result) {
        Map<String, OnnxTensor> state = new HashMap<>();
        states.keySet().forEach(name -> state.put(name, output(result, present(name))));
        return state;
    }

    static OnnxTensor output(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }

    private static String present(String state) {
        return state.replace("past_key_values.", "present.").replace("past_state.", "present_state.");
    }
}
