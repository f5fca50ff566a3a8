package logitlab.model;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;

/**
 * A fast graph in ONNX Runtime: token ids and the state after the ids before them in, logits and the new state out.
 *
 * <p>Safe for use by many threads. A graph without state runs the whole prefix each time. {@link OrtException} ends here.
 */
final class Network implements AutoCloseable {

    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;
    private final Map<String, TensorInfo> stateInputs = new HashMap<>();
    private final Set<String> inputs;
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong tokens = new AtomicLong();

    /** What one run gives: the logits after each token that it ran on, and the state, where the graph has one. */
    record Output(List<Logits> logits, Optional<State> state) {}

    private Network(OrtSession session) throws OrtException {
        this.session = session;
        this.inputs = session.getInputNames();
        for (var input : session.getInputInfo().entrySet()) {
            if (input.getKey().startsWith("past_")) {
                stateInputs.put(input.getKey(), (TensorInfo) input.getValue().getInfo());
            }
        }
    }

    static Network load(Path file, int threads) throws OrtException {
        ENVIRONMENT.setTelemetry(false);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            return new Network(ENVIRONMENT.createSession(file.toString(), options));
        }
    }

    boolean hasState() {
        return !stateInputs.isEmpty();
    }

    Set<String> inputs() {
        return inputs;
    }

    long runs() {
        return runs.get();
    }

    long tokens() {
        return tokens.get();
    }

    /**
     * Runs on the ids of {@code whole} from position {@code done} on.
     *
     * @param state after the first {@code done} ids; empty where {@code done} is 0
     * @param from keeps the logits after each prefix of this many ids and more
     */
    Output run(Prefix whole, int done, Optional<State> state, int from) {
        Map<String, OnnxTensor> own = new HashMap<>();
        OrtSession.Result result = null;
        try {
            tensors(own, whole, done, state.isEmpty());
            Map<String, OnnxTensor> feed = new HashMap<>(own);
            state.ifPresent(before -> feed.putAll(before.inputs()));
            result = session.run(feed);
            runs.incrementAndGet();
            tokens.addAndGet(whole.size() - done);
            List<Logits> logits = logits(result, done, from);
            if (!hasState()) {
                return new Output(logits, Optional.empty());
            }
            State after = new State(result, nextInputs(result));
            result = null;
            return new Output(logits, Optional.of(after));
        } catch (OrtException e) {
            throw new IllegalStateException("the network did not run on " + (whole.size() - done) + " tokens", e);
        } finally {
            own.values().forEach(OnnxTensor::close);
            if (result != null) {
                result.close();
            }
        }
    }

    private void tensors(Map<String, OnnxTensor> tensors, Prefix whole, int done, boolean empty) throws OrtException {
        long[] ids = whole.ids().skip(done).asLongStream().toArray();
        add(tensors, "input_ids", ids);
        long[] mask = new long[whole.size()];
        java.util.Arrays.fill(mask, 1);
        add(tensors, "attention_mask", mask);
        long[] positions = new long[ids.length];
        java.util.Arrays.setAll(positions, i -> done + i);
        add(tensors, "position_ids", positions);
        if (empty) {
            for (var input : stateInputs.entrySet()) {
                tensors.put(input.getKey(), emptyState(input.getKey(), input.getValue()));
            }
        }
    }

    private void add(Map<String, OnnxTensor> tensors, String name, long[] values) throws OrtException {
        if (inputs.contains(name)) {
            tensors.put(
                    name, OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), new long[] {1, values.length}));
        }
    }

    /** Keys and values of no token; of a recurrent network, zeros. */
    private static OnnxTensor emptyState(String name, TensorInfo info) throws OrtException {
        long[] shape = info.getShape();
        int batch = name.startsWith("past_state.") ? 1 : 0;
        int count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = shape[axis] >= 0 ? shape[axis] : axis == batch ? 1 : 0;
            count *= (int) shape[axis];
        }
        return OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.allocate(count), shape);
    }

    private Map<String, OnnxTensor> nextInputs(OrtSession.Result result) {
        Map<String, OnnxTensor> next = new HashMap<>();
        for (String name : stateInputs.keySet()) {
            String output = name.replace("past_key_values.", "present.").replace("past_state.", "present_state.");
            next.put(name, (OnnxTensor) result.get(output).orElseThrow());
        }
        return next;
    }

    private static List<Logits> logits(OrtSession.Result result, int done, int from) throws OrtException {
        OnnxTensor tensor = (OnnxTensor) result.get("logits").orElseThrow();
        long[] shape = tensor.getInfo().getShape();
        int vocabulary = (int) shape[2];
        FloatBuffer values = tensor.getFloatBuffer();
        List<Logits> logits = new ArrayList<>();
        for (int position = Math.max(0, from - done - 1); position < shape[1]; position++) {
            float[] row = new float[vocabulary];
            values.get(position * vocabulary, row);
            logits.add(Logits.of(row));
        }
        return logits;
    }

    /** Whether all that the graph asks for can be given; if not, the name of what cannot. */
    Optional<String> unknownInput() {
        Set<String> known = Set.of("input_ids", "attention_mask", "position_ids");
        return inputs.stream()
                .filter(name -> !known.contains(name) && !stateInputs.containsKey(name))
                .findFirst()
                .or(() -> stateInputs.entrySet().stream()
                        .filter(state -> state.getValue().type != OnnxJavaType.FLOAT)
                        .map(state -> state.getKey() + " of type " + state.getValue().type)
                        .findFirst());
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the ONNX session did not close", e);
        }
    }
}
