package logitlab.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import logitlab.model.onnx.TokenStep.Done;
import logitlab.model.onnx.tensor.LogitRows;
import logitlab.model.onnx.tensor.Sessions;
import logitlab.model.onnx.tensor.StateMemory;
import logitlab.model.onnx.tensor.StateRow;

/**
 * Runs a network on one new token of each of several texts. Texts of different lengths are padded: zeros, which the mask leaves out, stand
 * before a shorter text, and the positions of its tokens stay the same.
 *
 * <p>The network writes the new states and the logits into memory that this class provides. If the same texts go on together, that memory
 * is the input of their next run, and no state is copied.
 */
final class StepRunner {

    private final OnnxNetwork network;
    private final OrtSession session;
    private final GraphSignature signature;
    private final Optional<TensorInfo> logits; // if they can be written into memory of ours
    private final int vocabularySize;

    StepRunner(OnnxNetwork network, OrtSession session, GraphSignature signature, int vocabularySize) {
        this.network = network;
        this.session = session;
        this.signature = signature;
        this.logits = signature.logitsInfo().filter(info -> info.type == OnnxJavaType.FLOAT);
        this.vocabularySize = vocabularySize;
    }

    /** Runs steps of the same variant; each outcome has a state, which the caller closes. */
    List<Done> run(List<TokenStep> steps) throws OrtException {
        int total = steps.stream().mapToInt(step -> step.text().size()).max().orElseThrow();
        List<StateRow.Place> places = new ArrayList<>();
        try {
            for (TokenStep step : steps) {
                step.past().place(step.text().size() - 1).ifPresent(places::add);
            }
            return together(steps, places, total) ? inOrder(steps, places, total) : gathered(steps, total);
        } finally {
            places.forEach(place -> place.memory().release());
        }
    }

    /** Whether the states are those of one run, all of them, with the right padding. */
    private static boolean together(List<TokenStep> steps, List<StateRow.Place> places, int total) {
        StateMemory memory = places.isEmpty() ? null : places.get(0).memory();
        return places.size() == steps.size()
                && memory.texts() == steps.size()
                && memory.tokens() == total - 1
                && places.stream().allMatch(place -> place.memory() == memory)
                && places.stream().map(StateRow.Place::text).distinct().count() == steps.size();
    }

    private List<Done> inOrder(List<TokenStep> steps, List<StateRow.Place> places, int total) throws OrtException {
        TokenStep[] ordered = new TokenStep[steps.size()];
        for (int i = 0; i < ordered.length; i++) {
            ordered[places.get(i).text()] = steps.get(i);
        }
        List<Done> done = run(List.of(ordered), places.get(0).memory(), total);
        return places.stream().map(place -> done.get(place.text())).toList();
    }

    private List<Done> gathered(List<TokenStep> steps, int total) throws OrtException {
        StateMemory before = StateMemory.allocate(signature.shapes(), steps.size(), total - 1);
        try {
            for (int place = 0; place < steps.size(); place++) {
                TokenStep step = steps.get(place);
                step.past().fill(before, place, step.text().size() - 1);
            }
            return run(steps, before, total);
        } finally {
            before.release();
        }
    }

    private List<Done> run(List<TokenStep> steps, StateMemory before, int total) throws OrtException {
        Map<String, OnnxTensor> own = new HashMap<>();
        StateMemory after = StateMemory.allocate(signature.shapes(), steps.size(), total);
        try {
            network.addInputs(
                    own,
                    steps.get(0).model(),
                    steps.stream().map(TokenStep::text).toList(),
                    1,
                    1);
            Map<String, OnnxTensor> inputs = new HashMap<>(own);
            inputs.putAll(before.tensors());
            List<float[]> rows = rows(inputs, after, steps.size());
            return IntStream.range(0, steps.size())
                    .mapToObj(text -> done(steps.get(text), rows.get(text), after, text, total))
                    .toList();
        } finally {
            own.values().forEach(OnnxTensor::close);
            after.release();
        }
    }

    private static Done done(TokenStep step, float[] row, StateMemory after, int text, int total) {
        after.retain();
        int tokens = step.text().size();
        return new Done(row, new StateRow(after, text, total - tokens, tokens));
    }

    private List<float[]> rows(Map<String, OnnxTensor> inputs, StateMemory after, int texts) throws OrtException {
        Map<String, OnnxTensor> outputs = new HashMap<>(signature.outputs(after.tensors()));
        if (logits.isEmpty()) {
            try (OrtSession.Result result = session.run(inputs, Set.of(GraphSignature.LOGITS), outputs)) {
                return LogitRows.lastOfEach(GraphSignature.logits(result));
            }
        }
        ByteBuffer memory = StateMemory.POOL.take((long) Float.BYTES * texts * vocabularySize);
        long[] shape = logits.get().getShape().length == 2
                ? new long[] {texts, vocabularySize}
                : new long[] {texts, 1, vocabularySize};
        try (OnnxTensor row = OnnxTensor.createTensor(Sessions.ENVIRONMENT, memory, shape, OnnxJavaType.FLOAT)) {
            outputs.put(GraphSignature.LOGITS, row);
            session.run(inputs, Set.of(), outputs).close();
            FloatBuffer values = memory.asFloatBuffer();
            return IntStream.range(0, texts)
                    .mapToObj(text -> {
                        float[] copy = new float[vocabularySize];
                        values.get(text * vocabularySize, copy);
                        return copy;
                    })
                    .toList();
        } finally {
            StateMemory.POOL.giveBack(memory);
        }
    }
}
