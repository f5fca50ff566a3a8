package logitlab.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.InvalidPackageException;
import logitlab.model.LanguageModel;
import logitlab.model.LanguageModel.Reading;

/**
 * A fast graph in ONNX Runtime: token ids and the state after the ids before them in, logits and the new state out.
 *
 * <p>Safe for use by many threads until {@link #close}. A graph without state runs the whole prefix each time. No
 * {@link OrtException} leaves this class.
 */
public final class OnnxNetwork implements AutoCloseable {

    private final OrtSession session;
    private final GraphSignature signature;
    private List<Integer> batches = List.of(1);
    private boolean supportsMultiTokenAppend;
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong tokens = new AtomicLong();

    /** The result of a run: the logits after prefixes of growing length, and the state, if the graph has one. */
    record Output(List<Logits> logits, Optional<NetworkState> state) {}

    private OnnxNetwork(OrtSession session) throws OrtException {
        this.session = session;
        this.signature = new GraphSignature(session);
    }

    /**
     * @param vocabularySize how many logits it should give
     * @param contextLength how many tokens a text may have
     * @throws InvalidPackageException if the file is not a graph, its data is missing, or it is not a causal language model
     */
    public static OnnxNetwork load(Path file, int threads, int vocabularySize, int contextLength)
            throws InvalidPackageException {
        return Sessions.open(file, threads, session -> {
            OnnxNetwork network = new OnnxNetwork(session);
            Optional<String> refusal = network.signature.refusal();
            if (refusal.isPresent()) {
                throw new InvalidPackageException(
                        file,
                        GraphSignature.expected(),
                        refusal.get(),
                        "Export it again, as one decoder for text generation.");
            }
            network.supportsMultiTokenAppend = GraphSelfTest.supportsMultiTokenAppend(file, network, vocabularySize);
            network.batches = BatchProof.sizes(network, vocabularySize, contextLength);
            return network;
        });
    }

    /** The numbers of texts that one run may have, because each gets the same as alone; the largest first, the last is 1. */
    List<Integer> batches() {
        return batches;
    }

    public GraphSignature signature() {
        return signature;
    }

    LanguageModel.Runs runs() {
        return new LanguageModel.Runs(runs.get(), tokens.get());
    }

    /**
     * Runs on the ids of {@code whole} that {@code state} does not cover, and returns the logits after each prefix of {@code from} ids
     * and more. If that is more than one id and the graph does not support it, it runs on all ids.
     *
     * @param model whose switches are used, and that the new state belongs to
     */
    Output run(ModelVariant model, Prefix whole, Optional<NetworkState> state, int from) {
        int reused = state.map(before -> before.reusablePrefixLength(whole, from - 1))
                .orElse(0);
        return reused > 0 && reused < whole.size() - 1 && !supportsMultiTokenAppend
                ? runFrom(model, whole, Optional.empty(), 0, from)
                : runFrom(model, whole, state, reused, from);
    }

    /** The same as {@link #run} with a known number of reused ids, even if the graph may not support that. */
    Output runFrom(ModelVariant model, Prefix whole, Optional<NetworkState> state, int reused, int from) {
        Map<String, OnnxTensor> own = new HashMap<>();
        int count = whole.size() - from + 1;
        try {
            addInputs(own, List.of(whole), reused, count);
            own.putAll(signature.switches().tensors(model.switches()));
            Map<String, OnnxTensor> inputs = new HashMap<>(own);
            if (state.isPresent() && reused == state.get().prefix().size()) {
                inputs.putAll(state.get().tensors());
            } else {
                own.putAll(state.isPresent() ? state.get().cut(reused) : signature.initialState(1));
                inputs.putAll(own);
            }
            OrtSession.Result result = session.run(inputs, signature.wanted());
            runs.incrementAndGet();
            tokens.addAndGet(whole.size() - reused);
            return output(model, whole, result, count);
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            own.values().forEach(OnnxTensor::close);
        }
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("the network did not run: " + InvalidPackageException.firstLine(e), e);
    }

    /**
     * Continues several texts of one length in one run.
     *
     * @param model whose switches are used, and that the new states belong to
     * @param texts with the tokens that are new
     * @param states of the tokens before these
     */
    List<Reading> read(ModelVariant model, List<Prefix> texts, List<TextState> states) {
        int length = texts.get(0).size();
        int reused = states.get(0).tokens();
        if (reused > 0 && reused < length - 1 && !supportsMultiTokenAppend) {
            return read(model, texts, Collections.nCopies(texts.size(), TextState.NONE));
        }
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            addInputs(inputs, texts, reused, 1);
            inputs.putAll(signature.switches().tensors(model.switches()));
            inputs.putAll(TextState.tensors(signature, states));
            try (OrtSession.Result result = session.run(inputs, signature.wanted())) {
                runs.incrementAndGet();
                tokens.addAndGet((long) texts.size() * (length - reused));
                List<Logits> logits = Tensors.lastLogits(GraphSignature.output(result, "logits"));
                List<TextState> after = signature.hasState()
                        ? TextState.read(signature, signature.state(result), states, length)
                        : states;
                return IntStream.range(0, texts.size())
                        .mapToObj(text ->
                                new Reading(logits.get(text), new ReadText(model, texts.get(text), after.get(text))))
                        .toList();
            }
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** Adds the ids that are not reused and what belongs to them, for texts of one length. The last {@code kept} logits are read. */
    private void addInputs(Map<String, OnnxTensor> inputs, List<Prefix> texts, int reused, int kept)
            throws OrtException {
        int length = texts.get(0).size();
        long[] mask = new long[length];
        Arrays.fill(mask, 1);
        long[] positions = LongStream.range(reused, length).toArray();
        inputs.put(
                "input_ids",
                rows(texts, text -> text.ids().skip(reused).asLongStream().toArray()));
        if (signature.wants("attention_mask")) {
            inputs.put("attention_mask", rows(texts, text -> mask));
        }
        if (signature.wants("position_ids")) {
            inputs.put("position_ids", rows(texts, text -> positions));
        }
        if (signature.wants(GraphSignature.APPENDS)) {
            inputs.put(GraphSignature.APPENDS, Tensors.of(reused > 0));
        }
        if (signature.wants(GraphSignature.KEPT)) {
            inputs.put(GraphSignature.KEPT, Tensors.of(kept, signature.axes(GraphSignature.KEPT)));
        }
    }

    private static OnnxTensor rows(List<Prefix> texts, Function<Prefix, long[]> row) throws OrtException {
        return Tensors.of(texts.stream().map(row).toArray(long[][]::new));
    }

    /** Copies the logits out of native memory and frees it immediately; the tensors of the state stay, unless something fails. */
    private Output output(ModelVariant model, Prefix whole, OrtSession.Result result, int count) {
        try {
            OnnxTensor logits = GraphSignature.output(result, "logits");
            List<Logits> vectors = Tensors.logits(logits, count);
            NetworkState state = new NetworkState(model, whole, signature.state(result), signature);
            logits.close();
            return new Output(vectors, signature.hasState() ? Optional.of(state) : Optional.empty());
        } catch (RuntimeException | Error e) {
            result.close();
            throw e;
        }
    }

    @Override
    public void close() {
        Sessions.close(session);
    }
}
