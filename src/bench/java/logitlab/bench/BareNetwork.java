package logitlab.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The same graph in a separate session with the server's options. It runs on one token at a time, with the keys and values of the
 * tokens before, and adds nothing to the call of ONNX Runtime.
 */
final class BareNetwork implements AutoCloseable {

    private static final OrtEnvironment ENVIRONMENT =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);

    private final OrtSession session;
    private final Map<String, OnnxTensor> switches = new HashMap<>(); // of heads and MLPs, all on
    private final Map<String, OnnxTensor> past = new HashMap<>();
    private int length;

    BareNetwork(Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = ENVIRONMENT.createSession(file.toString(), options);
        }
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            if (input.getKey().endsWith("_scale")) {
                long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape();
                float[] ones = new float[(int) LongStream.of(shape).reduce(1, (a, b) -> a * b)];
                Arrays.fill(ones, 1);
                switches.put(input.getKey(), OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(ones), shape));
            }
        }
    }

    /** Starts a new text and runs on its ids. */
    void begin(int[] ids) throws OrtException {
        forget();
        length = 0;
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            if (input.getKey().startsWith("past_key_values.")) {
                long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape();
                shape[0] = 1;
                shape[2] = 0;
                past.put(input.getKey(), OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.allocate(0), shape));
            }
        }
        run(Arrays.stream(ids).asLongStream().toArray());
    }

    /** Runs on the next id. @return the nanoseconds of the call itself, without preparing its inputs or reading its outputs */
    long step(int id) throws OrtException {
        return run(new long[] {id});
    }

    private long run(long[] ids) throws OrtException {
        long[] positions = LongStream.range(length, length + ids.length).toArray();
        long[] mask = LongStream.generate(() -> 1).limit(length + ids.length).toArray();
        try (OnnxTensor inputIds = tensor(ids);
                OnnxTensor positionIds = tensor(positions);
                OnnxTensor attentionMask = tensor(mask)) {
            Map<String, OnnxTensor> inputs = new HashMap<>(past);
            inputs.putAll(switches);
            inputs.put("input_ids", inputIds);
            inputs.put("position_ids", positionIds);
            inputs.put("attention_mask", attentionMask);
            long start = System.nanoTime();
            OrtSession.Result result = session.run(inputs);
            long end = System.nanoTime();
            keep(result);
            length += ids.length;
            return end - start;
        }
    }

    private static OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    /** Replaces the old keys and values by the new ones. */
    private void keep(OrtSession.Result result) {
        forget();
        result.forEach(output -> {
            OnnxTensor tensor = (OnnxTensor) output.getValue();
            if (output.getKey().startsWith("present.")) {
                past.put(output.getKey().replace("present.", "past_key_values."), tensor);
            } else {
                tensor.close();
            }
        });
    }

    private void forget() {
        past.values().forEach(OnnxTensor::close);
        past.clear();
    }

    @Override
    public void close() throws OrtException {
        forget();
        switches.values().forEach(OnnxTensor::close);
        session.close();
    }
}
