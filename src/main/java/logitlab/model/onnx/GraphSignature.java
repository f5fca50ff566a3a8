package logitlab.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.model.onnx.tensor.LogitRows;
import logitlab.model.onnx.tensor.StateShape;
import logitlab.model.onnx.tensor.Tensors;

/**
 * The names and shapes of a fast graph's inputs and outputs: what it needs, and which output is which input of the next run. A state is
 * whatever goes in as {@code past*} and comes out as {@code present*}.
 *
 * <pre>
 * past_key_values.0.key  [batch, heads, past, head width]     comes back as  present.0.key
 * past_conv.0            [batch, width, kernel]               comes back as  present_conv.0
 * past_0                 [2, batch, heads, past, head width]  comes back as  present_0
 * past_state.0           [1, batch, width]                    comes back as  present_state.0
 * </pre>
 *
 * @see <a href="https://github.com/huggingface/transformers.js/blob/main/packages/transformers/src/configs.js">the names of caches in
 *     transformers.js</a>
 */
public final class GraphSignature {

    /** The vectors that a graph takes in place of ids. */
    static final String VECTORS = "inputs_embeds";

    static final String LOGITS = "logits";
    private static final String PAST = "past";
    private static final String HIDDEN = "past_state\\.\\d+";
    private static final Set<OnnxJavaType> SWITCH_TYPES = Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16);

    private final Map<String, TensorInfo> inputs;
    private final Map<String, TensorInfo> outputs;
    private final Set<String> given; // by the graph that makes vectors of ids
    private final StepInputs steps;
    private final Map<String, String> presents = new TreeMap<>(); // by the name of the input
    private final Map<String, StateShape> shapes = new TreeMap<>(); // likewise
    private final SwitchInputs switches;
    private final boolean cuttable; // asked for each state in the cache, for each run
    private final Optional<String> refusal;

    /** @param given the inputs that another graph makes of the ids */
    GraphSignature(OrtSession session, Set<String> given) throws OrtException {
        this.inputs = tensors(session.getInputInfo());
        this.outputs = tensors(session.getOutputInfo());
        this.given = Set.copyOf(given);
        this.steps = new StepInputs(inputs);
        this.switches = new SwitchInputs(inputs);
        inputs.keySet().stream().filter(GraphSignature::isState).forEach(this::addState);
        this.cuttable = !shapes.isEmpty() && shapes.values().stream().allMatch(StateShape::perToken);
        this.refusal = refusal(session.getInputNames());
    }

    static Map<String, TensorInfo> tensors(Map<String, NodeInfo> all) {
        Map<String, TensorInfo> tensors = new TreeMap<>();
        all.forEach((name, value) -> {
            if (value.getInfo() instanceof TensorInfo tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    private static boolean isState(String input) {
        return bare(input).startsWith(PAST) && !StepInputs.isOne(input);
    }

    private void addState(String name) {
        present(name).ifPresent(present -> {
            presents.put(name, present);
            if (name.matches(HIDDEN)) {
                shapes.put(name, StateShape.ofHidden(inputs.get(name)));
            } else {
                StateShape.of(inputs.get(name), outputs.get(present)).ifPresent(shape -> shapes.put(name, shape));
            }
        });
    }

    /** The output that an input of a state comes back as: the one whose name is the same after {@code past} and {@code present}. */
    private Optional<String> present(String state) {
        String rest = rest(state, PAST);
        return outputs.keySet().stream()
                .filter(name -> bare(name).startsWith("present")
                        && rest(name, "present").equals(rest))
                .findFirst();
    }

    /** Without case, dots, slashes and the like. */
    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ".").replaceFirst("^\\.", "");
    }

    /** What follows in the name: {@code 0.key} of {@code past_key_values.0.key} and {@code present.0.key}. */
    private static String rest(String name, String first) {
        return bare(name)
                .replaceFirst("^" + first, "")
                .replaceFirst("^\\.key\\.values\\b", "")
                .replaceFirst("^\\.", "");
    }

    /** What a graph must have that has no {@link #refusal}. */
    static String expected() {
        return "inputs " + StepInputs.expected()
                + ", past* such as past_key_values.N.key with an output present* of the same name, "
                + SwitchInputs.expected() + "; an output logits [batch, sequence, vocabulary]";
    }

    private Optional<String> refusal(Set<String> all) {
        if (!inputs.containsKey(StepInputs.IDS) && !given.contains(VECTORS)) {
            return Optional.of(
                    inputs.containsKey(VECTORS)
                            ? "input inputs_embeds, and no graph embed_tokens.onnx next to it that makes these vectors of ids"
                            : "no input_ids among the inputs " + String.join(", ", inputs.keySet()));
        }
        return all.stream()
                .filter(name -> !isGiven(name))
                .findFirst()
                .map(this::unknown)
                .or(() -> steps.refusal().map(name -> "input " + described(name)))
                .or(switches::refusal)
                .or(this::logitsRefusal);
    }

    private boolean isGiven(String name) {
        return given.contains(name)
                || StepInputs.isOne(name)
                || SwitchInputs.isOne(name) && SWITCH_TYPES.contains(inputs.get(name).type)
                || shapes.containsKey(name);
    }

    private String unknown(String name) {
        if (!inputs.containsKey(name)) {
            return "input " + name + ", which is no tensor";
        }
        if (presents.containsKey(name)) {
            return "input " + described(name) + ", of which it is unclear which axes are those of texts and tokens";
        }
        return "input " + described(name)
                + (isState(name)
                        ? ", and no output that it comes back as among " + String.join(", ", outputs.keySet())
                        : "");
    }

    private Optional<String> logitsRefusal() {
        if (!outputs.containsKey(LOGITS)) {
            return Optional.of("no logits among the outputs " + String.join(", ", outputs.keySet()));
        }
        TensorInfo logits = outputs.get(LOGITS);
        boolean axes = logits.getShape().length == 2 || logits.getShape().length == 3;
        return axes && LogitRows.TYPES.contains(logits.type)
                ? Optional.empty()
                : Optional.of("output " + LOGITS + " of type " + logits.type + " and shape " + axes(logits));
    }

    private String described(String name) {
        TensorInfo input = inputs.get(name);
        return name + " of type " + input.type + " and shape " + axes(input);
    }

    /** The length of each axis, or its name. */
    private static String axes(TensorInfo tensor) {
        long[] shape = tensor.getShape();
        String[] names = tensor.getDimensionNames();
        return IntStream.range(0, shape.length)
                .mapToObj(axis -> shape[axis] >= 0 || names[axis].isEmpty() ? Long.toString(shape[axis]) : names[axis])
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** An input that cannot be given to this graph, or an output that is missing; empty if it is a language model's. */
    Optional<String> refusal() {
        return refusal;
    }

    SwitchInputs switches() {
        return switches;
    }

    /** The inputs that follow from the tokens. */
    StepInputs steps() {
        return steps;
    }

    public boolean hasState() {
        return !shapes.isEmpty();
    }

    /** Whether the state consists of hidden values and cells, as an LSTM's does. */
    public boolean recurrent() {
        return hasState() && shapes.keySet().stream().allMatch(name -> name.matches(HIDDEN));
    }

    /**
     * {@code lstm}; {@code recurrent} if another state of the same size serves texts of every length, as in Mamba; {@code hybrid} if only a
     * part of the state grows with the text, as in LFM2; otherwise {@code transformer}.
     */
    public String kind() {
        return recurrent() ? "lstm" : !hasState() || cuttable() ? "transformer" : grows() ? "hybrid" : "recurrent";
    }

    /** Whether the state after fewer tokens is a part of the state after more. */
    boolean cuttable() {
        return cuttable;
    }

    /** Whether a part of the state grows with the tokens. */
    boolean grows() {
        return shapes.values().stream().anyMatch(StateShape::perToken);
    }

    /** How the inputs of the state lie in memory. */
    Map<String, StateShape> shapes() {
        return shapes;
    }

    Optional<TensorInfo> logitsInfo() {
        return Optional.ofNullable(outputs.get(LOGITS));
    }

    /** Memory for the state after a run, by the names of the outputs. */
    Map<String, OnnxTensor> outputs(Map<String, OnnxTensor> state) {
        Map<String, OnnxTensor> outputs = new HashMap<>();
        presents.forEach((name, present) -> outputs.put(present, state.get(name)));
        return outputs;
    }

    /** Whether a step is the same however many tokens came before. */
    boolean sameForEveryLength() {
        return hasState() && !grows() && steps().idsOnly();
    }

    /** How an input of the state lies in memory. */
    StateShape state(String name) {
        return shapes.get(name);
    }

    /** The bytes of the state of a text with this number of tokens. */
    public long stateBytes(int tokens) {
        return shapes.values().stream().mapToLong(shape -> shape.bytes(tokens)).sum();
    }

    /** The state of {@code batch} texts before any token. The caller closes it. */
    Map<String, OnnxTensor> initialState(int batch) throws OrtException {
        return Tensors.each(shapes, state -> state.getValue().initial(batch));
    }

    /** The outputs to request: the logits and the state. */
    Set<String> wanted() {
        Set<String> wanted = new TreeSet<>(presents.values());
        wanted.add(LOGITS);
        return wanted;
    }

    static OnnxTensor logits(OrtSession.Result result) {
        return output(result, LOGITS);
    }

    /** The state after a run, under the names of the next run's inputs. */
    Map<String, OnnxTensor> state(OrtSession.Result result) {
        Map<String, OnnxTensor> state = new HashMap<>();
        presents.forEach((name, present) -> state.put(name, output(result, present)));
        return state;
    }

    static OnnxTensor output(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }
}
