package logitlab.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.InvalidPackageException;
import logitlab.model.LanguageModel;
import logitlab.model.LanguageModel.Reading;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.model.onnx.tensor.LogitRows;
import logitlab.model.onnx.tensor.Sessions;
import logitlab.model.onnx.tensor.StateMemory;
import logitlab.model.onnx.tensor.StateRow;

/**
 * A fast graph in ONNX Runtime: token ids and the state after the ids before them in, logits and the new state out.
 *
 * <p>Safe for use by many threads until {@link #close}. A graph without state runs the whole prefix each time. No
 * {@link OrtException} leaves this class.
 *
 * <p>Of the logits only those that are wanted are copied to Java's heap. A graph may compute those of all positions of a run in
 * addition, which for a long text and a large vocabulary takes gigabytes. So a graph with state reads a long text in pieces, and of the
 * runs that take much memory, of all models together, one is under way at a time.
 */
public final class OnnxNetwork implements AutoCloseable {

    /** The most memory for the logits of one run, unless they are those of a single position or the graph has no state. */
    private static final long RUN_BYTES = 64L << 20;

    /** Held by a run whose logits take more memory than that. */
    private static final Lock LARGE_RUN = new ReentrantLock();

    private static final String NO_MEMORY = ".*(bad_alloc|bad allocation|allocate memory).*";

    private final OrtSession session;
    private final Optional<EmbeddingGraph> embeddings;
    private final GraphSignature signature;
    private final long logitsBytes; // of one position
    private final StepRunner runner;
    private final int vocabularySize;
    private final int contextLength;
    private BatchProof proof;
    private boolean lastOnly;
    private boolean supportsMultiTokenAppend;
    private final AtomicReference<LanguageModel.Runs> done = new AtomicReference<>(LanguageModel.Runs.NONE);

    /** The result of a run: the logits after prefixes of growing length, and the state, if the graph has one. */
    record Output(List<Logits> logits, Optional<NetworkState> state) {}

    private OnnxNetwork(OrtSession session, Optional<EmbeddingGraph> embeddings, int vocabularySize, int contextLength)
            throws OrtException {
        this.session = session;
        this.embeddings = embeddings;
        this.signature = new GraphSignature(
                session, embeddings.map(EmbeddingGraph::inputs).orElse(Set.of()));
        this.vocabularySize = vocabularySize;
        this.contextLength = contextLength;
        this.logitsBytes = (long) Float.BYTES * vocabularySize;
        this.runner = new StepRunner(this, session, signature, vocabularySize);
    }

    /**
     * @param vocabularySize how many logits it should give
     * @param contextLength how many tokens a text may have
     * @param tested the same graph, loaded earlier; if it is there, the graph is not tested again
     * @throws InvalidPackageException if the file is not a graph, its data is missing, or it is not a causal language model
     */
    public static OnnxNetwork load(
            Path file, int threads, int vocabularySize, int contextLength, Optional<OnnxNetwork> tested)
            throws InvalidPackageException {
        boolean small = (long) Float.BYTES * vocabularySize * contextLength <= RUN_BYTES;
        return Sessions.open(file, threads, small, session -> {
            Optional<EmbeddingGraph> embeddings =
                    EmbeddingGraph.beside(file, threads, GraphSignature.tensors(session.getInputInfo()));
            try {
                OnnxNetwork network = new OnnxNetwork(session, embeddings, vocabularySize, contextLength);
                if (tested.isPresent()) {
                    network.trust(tested.get());
                } else {
                    network.test(file);
                }
                return network;
            } catch (OrtException | InvalidPackageException | RuntimeException | Error e) {
                embeddings.ifPresent(EmbeddingGraph::close);
                throw e;
            }
        });
    }

    /** Takes what was found out about the same graph. */
    void trust(OnnxNetwork same) {
        lastOnly = same.lastOnly;
        supportsMultiTokenAppend = same.supportsMultiTokenAppend;
        proof = same.proof;
    }

    private void test(Path file) throws InvalidPackageException {
        Optional<String> refusal = signature.refusal();
        if (refusal.isPresent()) {
            throw new InvalidPackageException(
                    file,
                    GraphSignature.expected(),
                    refusal.get(),
                    "Export the text decoder alone, for text generation, and copy all files of that export.");
        }
        GraphSelfTest test = new GraphSelfTest(file, this, vocabularySize);
        lastOnly = test.answersLastOnly() && !signature.steps().keepsAsAsked();
        supportsMultiTokenAppend = test.supportsMultiTokenAppend();
        proof = new BatchProof(signature, vocabularySize, contextLength);
    }

    /** Which texts may share a run, because each gets the same as alone. */
    BatchProof proof() {
        return proof;
    }

    public GraphSignature signature() {
        return signature;
    }

    /** Whether a run computes the logits of the last position that it reads alone. */
    boolean answersLastOnly() {
        return lastOnly;
    }

    LanguageModel.Runs runs() {
        return done.get();
    }

    private void count(int texts, int tokens) {
        done.updateAndGet(new LanguageModel.Runs(new TreeMap<>(Map.of(texts, 1L)), tokens)::plus);
    }

    /**
     * Runs on the ids of {@code whole} that {@code state} does not cover, and hands out the logits after each prefix of {@code from} ids
     * and more, one after the other. If the graph does not support several ids after a state, it runs on all ids. Takes several runs if the graph gives the
     * logits of one position only and several are wanted, or if the logits of all would take too much memory.
     *
     * @param model whose switches are used, and that the new state belongs to
     */
    Optional<NetworkState> run(
            ModelVariant model, Prefix whole, Optional<NetworkState> state, int from, Consumer<Logits> each) {
        int reused = reused(whole, state, from - 1);
        Optional<NetworkState> before = state;
        int next = from;
        try {
            while (true) {
                int to = end(whole.size(), reused, next);
                Optional<NetworkState> after =
                        runFrom(model, whole.first(to), reused > 0 ? before : Optional.empty(), reused, next, each);
                release(before, state);
                before = after;
                if (to == whole.size()) {
                    return after;
                }
                reused = signature.hasState() ? to : 0;
                next = Math.max(next, to + 1);
            }
        } catch (RuntimeException | Error e) {
            release(before, state);
            throw e;
        }
    }

    /** How many tokens at the front of {@code whole}, at most {@code most}, {@link #run} does not run again with a state. */
    int reused(Prefix whole, Optional<NetworkState> state, int most) {
        int fits = state.map(before -> before.reusablePrefixLength(whole, most)).orElse(0);
        return fits < whole.size() - 1 && !supportsMultiTokenAppend ? 0 : fits;
    }

    /** Whether it reads several tokens after a state in one run. */
    boolean supportsMultiTokenAppend() {
        return supportsMultiTokenAppend;
    }

    /** Releases a state that was made on the way. */
    private static void release(Optional<NetworkState> made, Optional<NetworkState> given) {
        made.filter(state -> given.isEmpty() || given.get() != state).ifPresent(NetworkState::release);
    }

    /** The same with the logits in a list. */
    Output run(ModelVariant model, Prefix whole, Optional<NetworkState> state, int from) {
        List<Logits> logits = new ArrayList<>();
        return new Output(logits, run(model, whole, state, from, logits::add));
    }

    /** {@link #runFrom} with the logits in a list. */
    Output runFrom(ModelVariant model, Prefix whole, Optional<NetworkState> state, int reused, int from) {
        List<Logits> logits = new ArrayList<>();
        return new Output(logits, runFrom(model, whole, state, reused, from, logits::add));
    }

    /** How many ids of a text the next run covers, if {@code reused} are covered by a state and the logits from {@code next} on are wanted. */
    private int end(int size, int reused, int next) {
        if (lastOnly) {
            return next; // one position a run
        }
        boolean pieces = supportsMultiTokenAppend && signature.hasState();
        int first = signature.steps().keepsAsAsked() ? next - 1 : reused; // logits are computed for the ids after these
        return pieces ? Math.min(size, first + piece()) : size;
    }

    private int piece() {
        return (int) Math.max(1, RUN_BYTES / logitsBytes);
    }

    /** The same as {@link #run} in one run with a known number of reused ids, even if the graph may not support that. */
    private Optional<NetworkState> runFrom(
            ModelVariant model,
            Prefix whole,
            Optional<NetworkState> state,
            int reused,
            int from,
            Consumer<Logits> each) {
        Map<String, OnnxTensor> own = new HashMap<>();
        int count = Math.max(0, whole.size() - from + 1);
        boolean large = !lastOnly && logitsBytes * (whole.size() - reused) > RUN_BYTES;
        if (large) {
            LARGE_RUN.lock();
        }
        Optional<StateMemory> before = Optional.empty();
        try {
            before = state.isPresent() ? Optional.of(state.get().memory(reused)) : before;
            addInputs(own, model, List.of(whole), whole.size() - reused, Math.max(1, count));
            if (before.isEmpty()) {
                own.putAll(signature.initialState(1));
            }
            Map<String, OnnxTensor> inputs = new HashMap<>(own);
            before.ifPresent(memory -> inputs.putAll(memory.tensors()));
            OrtSession.Result result = session.run(inputs, signature.wanted());
            count(1, whole.size() - reused);
            return output(model, whole, result, count, each);
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            own.values().forEach(OnnxTensor::close);
            before.ifPresent(StateMemory::release);
            if (large) {
                LARGE_RUN.unlock();
            }
        }
    }

    static IllegalStateException failed(OrtException e) {
        String reason = InvalidPackageException.firstLine(e);
        if (reason.matches(NO_MEMORY)) {
            throw new OutOfMemoryError(reason);
        }
        return new IllegalStateException("the network did not run: " + reason, e);
    }

    /** The shape of all logits of a text, {@code [batch, positions, vocabulary]} or {@code [batch, vocabulary]}. */
    long[] logitsShape(ModelVariant model, Prefix text) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            addInputs(inputs, model, List.of(text), text.size(), text.size());
            inputs.putAll(signature.initialState(1));
            try (OrtSession.Result result = session.run(inputs, signature.wanted())) {
                count(1, text.size());
                return GraphSignature.logits(result).getInfo().getShape();
            }
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /**
     * Continues a text, in several runs if many of its tokens are new.
     *
     * @param model whose switches are used, and that the new state belongs to
     * @param text with the tokens that are new
     * @param before of the tokens before these
     */
    Reading read(ModelVariant model, Prefix text, TextState before) {
        Optional<NetworkState> state =
                before.tokens() == 0 ? Optional.empty() : Optional.of(inNativeMemory(model, text, before));
        try {
            List<Logits> logits = new ArrayList<>();
            Optional<NetworkState> after = run(model, text, state, text.size(), logits::add);
            try {
                TextState carried =
                        after.map(made -> made.copy(before, text.size())).orElse(before);
                return new Reading(logits.get(0), new ReadText(model, text, carried));
            } finally {
                after.ifPresent(NetworkState::release);
            }
        } finally {
            state.ifPresent(NetworkState::release);
        }
    }

    private NetworkState inNativeMemory(ModelVariant model, Prefix text, TextState carried) {
        try {
            StateMemory memory = StateMemory.allocate(signature.shapes(), 1, carried.tokens());
            try {
                carried.fill(signature, memory, 0);
            } catch (RuntimeException | Error e) {
                memory.release();
                throw e;
            }
            StateRow row = new StateRow(memory, 0, 0, carried.tokens());
            return new NetworkState(model, text.first(carried.tokens()), row, signature);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** Runs steps of one variant together; each outcome has a state, which the caller closes. */
    List<TokenStep.Done> step(List<TokenStep> steps) {
        try {
            List<TokenStep.Done> done = runner.run(steps);
            count(steps.size(), steps.size());
            return done;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** Adds all inputs but the state, for the last {@code fresh} ids of each text. The last {@code kept} logits are read. */
    void addInputs(Map<String, OnnxTensor> inputs, ModelVariant model, List<Prefix> texts, int fresh, int kept)
            throws OrtException {
        inputs.putAll(signature.steps().tensors(texts, fresh, kept));
        if (embeddings.isPresent()) {
            inputs.putAll(embeddings.get().tensors(texts, fresh));
        }
        inputs.putAll(signature.switches().tensors(model.switches()));
    }

    /** Hands out the logits and frees their memory immediately; the tensors of the state stay, unless something fails. */
    private Optional<NetworkState> output(
            ModelVariant model, Prefix whole, OrtSession.Result result, int count, Consumer<Logits> each)
            throws OrtException {
        try (OnnxTensor logits = GraphSignature.logits(result)) {
            AtomicInteger length = new AtomicInteger(whole.size() - count);
            LogitRows.last(
                    logits,
                    count,
                    row -> each.accept(FaultyLogitsException.requireUsable(model.id(), length.incrementAndGet(), row)));
            return signature.hasState()
                    ? Optional.of(NetworkState.of(model, whole, signature.state(result), signature))
                    : Optional.empty();
        } catch (OrtException | RuntimeException | Error e) {
            result.close();
            throw e;
        }
    }

    @Override
    public void close() {
        Sessions.close(session);
        embeddings.ifPresent(EmbeddingGraph::close);
    }
}
