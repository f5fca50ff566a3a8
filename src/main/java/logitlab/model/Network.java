package logitlab.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;

/**
 * A fast graph in ONNX Runtime: token ids and the state after the ids before them in, logits and the new state out.
 *
 * <p>Safe for use by many threads, but not beyond {@link #close}. A graph without state runs the whole prefix each time.
 * {@link OrtException} ends here.
 */
final class Network implements AutoCloseable {

    /** Errors come as exceptions; it need not write them as well. */
    static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);

    private final OrtSession session;
    private final Signature signature;
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong tokens = new AtomicLong();

    /** What one run gives: the logits after prefixes of growing length, and the state, where the graph has one. */
    record Output(List<Logits> logits, Optional<State> state) {}

    private Network(OrtSession session) throws OrtException {
        this.session = session;
        this.signature = new Signature(session);
    }

    /** @throws BadPackage where the file is no graph, its data is not beside it, or it is no causal language model's */
    static Network load(Path file, int threads) throws BadPackage {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            ENVIRONMENT.setTelemetry(false);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            Network network = new Network(ENVIRONMENT.createSession(file.toString(), options));
            Optional<String> refusal = network.signature.refusal();
            if (refusal.isPresent()) {
                network.close();
                throw new BadPackage(
                        file,
                        Signature.expected(),
                        refusal.get(),
                        "Export it again, as one decoder for text generation.");
            }
            return network;
        } catch (OrtException e) {
            throw new BadPackage(
                    file,
                    "a graph that ONNX Runtime loads",
                    BadPackage.firstLine(e),
                    "Copy the file again, and the data files that belong beside it.");
        }
    }

    Signature signature() {
        return signature;
    }

    LanguageModel.Runs runs() {
        return new LanguageModel.Runs(runs.get(), tokens.get());
    }

    /**
     * Runs on those ids of {@code whole} that {@code state} does not spare, and gives the logits after each prefix of
     * {@code from} ids and more.
     *
     * @param model that the new state belongs to
     */
    Output run(String model, Prefix whole, Optional<State> state, int from) {
        int spared = state.map(before -> before.spares(whole, from - 1)).orElse(0);
        Map<String, OnnxTensor> own = new HashMap<>();
        try {
            give(own, whole, spared);
            Map<String, OnnxTensor> inputs = new HashMap<>(own);
            if (state.isPresent() && spared == state.get().prefix().size()) {
                inputs.putAll(state.get().tensors());
            } else {
                own.putAll(state.isPresent() ? state.get().cut(spared) : signature.beginning());
                inputs.putAll(own);
            }
            OrtSession.Result result = session.run(inputs, signature.wanted());
            runs.incrementAndGet();
            tokens.addAndGet(whole.size() - spared);
            return output(model, whole, result, from - spared - 1);
        } catch (OrtException e) {
            throw new IllegalStateException("the network did not run: " + BadPackage.firstLine(e), e);
        } finally {
            own.values().forEach(OnnxTensor::close);
        }
    }

    private void give(Map<String, OnnxTensor> inputs, Prefix whole, int spared) throws OrtException {
        inputs.put(
                "input_ids", Tensors.of(whole.ids().skip(spared).asLongStream().toArray()));
        if (signature.wants("attention_mask")) {
            long[] mask = new long[whole.size()];
            Arrays.fill(mask, 1);
            inputs.put("attention_mask", Tensors.of(mask));
        }
        if (signature.wants("position_ids")) {
            long[] positions = new long[whole.size() - spared];
            Arrays.setAll(positions, i -> spared + i);
            inputs.put("position_ids", Tensors.of(positions));
        }
    }

    /** Takes the logits out of native memory and gives that back at once; the tensors of the state stay. */
    private Output output(String model, Prefix whole, OrtSession.Result result, int position) {
        State state = new State(model, whole, signature.state(result), signature);
        try (OnnxTensor logits = Signature.output(result, "logits")) {
            List<Logits> vectors = Tensors.logits(logits, position);
            return new Output(vectors, signature.hasState() ? Optional.of(state) : Optional.empty());
        } catch (RuntimeException notNumbers) {
            state.release();
            throw notNumbers;
        }
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
