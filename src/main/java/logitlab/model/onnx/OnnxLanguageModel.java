package logitlab.model.onnx;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.CacheKey;
import logitlab.model.CellState;
import logitlab.model.Exposed;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.OutputRow;
import logitlab.model.Permit;
import logitlab.model.Switches;
import logitlab.model.TokenTable;
import logitlab.model.batch.SharedRuns;
import logitlab.model.caching.CachingModel;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.model.prompt.OfferedTemplate;
import logitlab.model.prompt.PromptReader;

/** A network in ONNX Runtime: a run starts from the state in the cache that saves it most. */
public final class OnnxLanguageModel extends CachingModel {

    private final ModelVariant variant;
    private final OnnxLanguageModel origin; // the model without switches, which owns what both use
    private final ModelParts parts;
    private final ModelRuntime runtime;
    private final SharedRuns<TokenStep, TokenStep.Done> steps;
    private final AtomicBoolean proving; // whether a proof is under way that texts wait for
    private TokenTable tokenTable; // of the origin, computed when first needed
    private List<OutputRow> outputTable; // likewise

    /**
     * @param start the token of an empty text if the tokenizer adds no start token
     * @param ends the tokens that end a text, see {@link LanguageModel#endTokens}
     */
    public OnnxLanguageModel(
            String id,
            ModelCard card,
            OptionalInt start,
            List<Integer> ends,
            OfferedTemplate template,
            ModelParts parts,
            ModelRuntime runtime) {
        super(
                id,
                card,
                ends,
                new PromptReader(
                        () -> parts.use(ModelParts.Loaded::tokenizer),
                        card.vocabularySize(),
                        card.contextLength(),
                        start,
                        template),
                runtime.answers());
        this.variant = new ModelVariant(id, Switches.NONE);
        this.origin = this;
        this.parts = parts;
        this.runtime = runtime;
        this.proving = new AtomicBoolean();
        this.steps = runtime.share(new StepBatch(this::proveSoon));
    }

    private OnnxLanguageModel(OnnxLanguageModel origin, ModelVariant variant) {
        super(origin, variant.key());
        this.variant = variant;
        this.origin = origin;
        this.parts = origin.parts;
        this.runtime = origin.runtime;
        this.proving = origin.proving;
        this.steps = origin.steps;
    }

    @Override
    public LanguageModel with(Switches switches) {
        signature().switches().require(switches);
        inspector().ifPresent(graph -> graph.switches().require(switches));
        return switches.isNone() ? origin : new OnnxLanguageModel(origin, new ModelVariant(id(), switches));
    }

    @Override
    public Switches.Extent switchable() {
        Switches.Extent extent = signature().switches().extent();
        return inspector().map(graph -> extent.and(graph.switches().extent())).orElse(extent);
    }

    /** From as few runs as the network can: one for a single new token, which steps of others may share. */
    @Override
    protected void run(Prefix whole, int from, Consumer<Logits> each) {
        parts.use(loaded -> {
            OnnxNetwork network = loaded.network();
            Optional<NetworkState> before = runtime.cache().retainBest(variant, whole, from - 1);
            try {
                if (from == whole.size()
                        && before.filter(state -> state.covers(whole, from - 1)).isPresent()) {
                    step(new TokenStep(network, variant, whole, before.get()), each);
                } else {
                    runtime.withPermit(() -> runNetwork(network, whole, from, before, each, state -> true));
                }
            } finally {
                before.ifPresent(NetworkState::release);
            }
            return true;
        });
    }

    @Override
    protected void runTogether(List<Prefix> texts, BiConsumer<Prefix, Logits> each) {
        int length = texts.get(0).size();
        if (texts.stream().anyMatch(text -> text.size() != length)
                || together(length).get(0) == 1) {
            return;
        }
        parts.use(loaded -> {
            List<NetworkState> before = new ArrayList<>();
            try {
                for (Prefix text : texts) {
                    runtime.cache().retainBest(variant, text, length - 1).ifPresent(before::add);
                }
                if (before.size() == texts.size()
                        && IntStream.range(0, before.size())
                                .allMatch(i -> before.get(i).covers(texts.get(i), length - 1))) {
                    List<TokenStep> all = IntStream.range(0, before.size())
                            .mapToObj(i -> new TokenStep(loaded.network(), variant, texts.get(i), before.get(i)))
                            .toList();
                    inRuns(all, length).forEach(run -> stepOrLeave(run, each));
                }
            } finally {
                before.forEach(NetworkState::release);
            }
            return true;
        });
    }

    /** Faulty logits are left to those who ask for them. */
    private void stepOrLeave(List<TokenStep> together, BiConsumer<Prefix, Logits> each) {
        try {
            step(together, each);
        } catch (FaultyLogitsException faulty) {
            // it is not in the cache, so the caller of logits() gets the error
        }
    }

    private void step(TokenStep step, Consumer<Logits> each) {
        step(List.of(step), (text, logits) -> each.accept(logits));
    }

    /** Takes steps in one run. If the logits of one are faulty, the others are kept all the same. */
    private void step(List<TokenStep> together, BiConsumer<Prefix, Logits> each) {
        List<TokenStep.Done> done = steps.run(together);
        Optional<FaultyLogitsException> failure = Optional.empty();
        for (int i = 0; i < done.size(); i++) {
            try {
                keep(together.get(i), done.get(i), each);
            } catch (FaultyLogitsException faulty) {
                failure = Optional.of(faulty);
            }
        }
        failure.ifPresent(faulty -> {
            throw faulty;
        });
    }

    private void keep(TokenStep step, TokenStep.Done done, BiConsumer<Prefix, Logits> each) {
        Prefix text = step.text();
        NetworkState after =
                new NetworkState(variant, text, done.state(), step.network().signature());
        try {
            each.accept(text, FaultyLogitsException.requireUsable(id(), text.size(), done.logits()));
        } catch (RuntimeException | Error e) {
            after.release();
            throw e;
        }
        runtime.cache().keep(after);
    }

    /** Proves in the background which texts may share a run, while they run one by one. Throws nothing, because the queue calls it with its lock. */
    private void proveSoon(int length) {
        if (proving.compareAndSet(false, true)) {
            try {
                Thread prover = new Thread(() -> prove(length), "proof");
                prover.setDaemon(true);
                prover.start();
            } catch (Throwable noThread) {
                proving.set(false); // the next texts try again
            }
        }
    }

    /**
     * Proves which texts may share a run, unless it is known. The proof is left to those who use the model next if it is not in memory,
     * or if another model waits for the memory.
     */
    void prove(int length) {
        try {
            parts.useUnlessAway(loaded -> {
                OnnxNetwork network = loaded.network();
                return network.proof().prove(network, length, new Permit() {

                    @Override
                    public <T> T run(Supplier<T> piece) {
                        if (runtime.memory().wanted()) {
                            throw new BatchProof.InterruptedProofException();
                        }
                        return runtime.withPermit(piece);
                    }
                });
            });
        } finally {
            proving.set(false);
        }
    }

    /** Runs the model when it is loaded and its turn has come; {@code work} runs no other. */
    private <T> T running(Function<ModelParts.Loaded, T> work) {
        return parts.use(loaded -> runtime.withPermit(() -> work.apply(loaded)));
    }

    private GraphSignature signature() {
        return parts.known().network().signature();
    }

    private Optional<InspectionGraph> inspector() {
        return parts.known().inspector();
    }

    /** The same as {@link #runNetwork} from the best state in the cache. */
    private <T> Optional<T> runNetwork(OnnxNetwork network, Prefix whole, Function<NetworkState, T> result) {
        Optional<NetworkState> before = runtime.cache().retainBest(variant, whole, whole.size() - 1);
        try {
            return runNetwork(network, whole, whole.size(), before, logits -> {}, result);
        } finally {
            before.ifPresent(NetworkState::release);
        }
    }

    /**
     * Starts from a state and keeps the new one in the cache.
     *
     * @param each uses the logits after each prefix of {@code from} tokens and more
     * @param result reads the new state, if there is one, before it is kept
     */
    private <T> Optional<T> runNetwork(
            OnnxNetwork network,
            Prefix whole,
            int from,
            Optional<NetworkState> before,
            Consumer<Logits> each,
            Function<NetworkState, T> result) {
        Optional<NetworkState> after = network.run(variant, whole, before, from, each);
        Optional<T> read;
        try {
            read = after.map(result);
        } catch (RuntimeException | Error e) {
            after.ifPresent(NetworkState::release);
            throw e;
        }
        after.ifPresent(runtime.cache()::keep);
        return read;
    }

    @Override
    public List<Reading> read(List<Continuation> texts) {
        List<Prefix> whole = checked(texts);
        List<TextState> states =
                texts.stream().map(text -> carried(text.read())).toList();
        int length = whole.get(0).size();
        boolean steps = signature().hasState() && states.get(0).tokens() == length - 1 && length > 1;
        List<Integer> each = IntStream.range(0, texts.size()).boxed().toList();
        return (steps ? inRuns(each, length) : each.stream().map(List::of).toList())
                .stream()
                        .flatMap(run -> steps
                                ? stepAll(run, whole, states).stream()
                                : Stream.of(readOne(whole.get(run.get(0)), states.get(run.get(0)))))
                        .toList();
    }

    private Reading readOne(Prefix text, TextState before) {
        return running(loaded -> loaded.network().read(variant, text, before));
    }

    private List<Reading> stepAll(List<Integer> run, List<Prefix> texts, List<TextState> states) {
        return parts.use(loaded -> {
            OnnxNetwork network = loaded.network();
            List<TokenStep.Done> done = steps.run(run.stream()
                    .map(text -> new TokenStep(
                            network, variant, texts.get(text), states.get(text).past(network.signature())))
                    .toList());
            try {
                return IntStream.range(0, run.size())
                        .mapToObj(i -> {
                            Prefix text = texts.get(run.get(i));
                            Logits logits = FaultyLogitsException.requireUsable(
                                    id(), text.size(), done.get(i).logits());
                            return new Reading(
                                    logits,
                                    new ReadText(
                                            variant,
                                            text,
                                            states.get(run.get(i))
                                                    .after(
                                                            network.signature(),
                                                            done.get(i).state())));
                        })
                        .toList();
            } finally {
                done.forEach(each -> each.state().close());
            }
        });
    }

    private TextState carried(State state) {
        if (state == State.NONE) {
            return TextState.NONE;
        }
        if (state instanceof ReadText own && own.model().equals(variant)) {
            return own.carried();
        }
        throw new IllegalArgumentException("a state must belong to " + key());
    }

    /** As many as the network takes and memory allows; one as long as that is not known, which is tried meanwhile. */
    @Override
    public List<Integer> together(int length) {
        BatchProof proof = parts.known().network().proof();
        BatchProof.Proved found = proof.known(length).orElseGet(() -> {
            proveSoon(length);
            return BatchProof.Proved.ALONE;
        });
        return proof.sizes(found, length);
    }

    @Override
    public Reading read(Prefix text) {
        Logits logits = logits(text);
        TextState carried =
                signature().hasState() ? running(loaded -> copyOfState(loaded.network(), text)) : TextState.NONE;
        return new Reading(logits, new ReadText(variant, text, carried));
    }

    private TextState copyOfState(OnnxNetwork network, Prefix text) {
        Optional<NetworkState> known = runtime.cache().retainBest(variant, text, text.size());
        try {
            return known.filter(state -> state.reusablePrefixLength(text, text.size()) == text.size())
                    .map(state -> state.copy(text.size()))
                    .orElseGet(() -> runNetwork(network, text, state -> state.copy(text.size()))
                            .orElseThrow());
        } finally {
            known.ifPresent(NetworkState::release);
        }
    }

    @Override
    public Set<Exposed> exposed() {
        Set<Exposed> exposed = EnumSet.noneOf(Exposed.class);
        inspector().ifPresent(graph -> exposed.addAll(graph.exposed()));
        if (!switchable().isNone()) {
            exposed.add(Exposed.SWITCHES);
        }
        return exposed;
    }

    @Override
    public boolean readsInPieces() {
        return signature().hasState() && parts.known().network().supportsMultiTokenAppend();
    }

    @Override
    public int unread(Prefix text) {
        int most = text.size() - 1;
        Optional<NetworkState> known = runtime.cache().retainBest(variant, text, most);
        try {
            return text.size() - parts.known().network().reused(text, known, most);
        } finally {
            known.ifPresent(NetworkState::release);
        }
    }

    @Override
    public int mostInspected() {
        return inspector().map(graph -> graph.maxTokens(card().contextLength())).orElse(0);
    }

    @Override
    public Inspection inspect(Prefix whole, int position, Set<Inspection.Group> groups) {
        check(whole, whole.size());
        if (whole.size() > mostInspected()) {
            throw new IllegalArgumentException(
                    "a text must have at most " + mostInspected() + " tokens but has " + whole.size());
        }
        if (position < 0 || position >= whole.size()) {
            throw new IllegalArgumentException(
                    "position must be from 0 to " + (whole.size() - 1) + " but is " + position);
        }
        return alone(whole, () -> inspectWithCache(whole, position, groups));
    }

    private Inspection inspectWithCache(Prefix whole, int position, Set<Inspection.Group> groups) {
        PrefixCache cache = runtime.cache();
        CacheKey text = CacheKey.inside(key(), whole, groups);
        CacheKey lensKey = CacheKey.lens(key(), whole, position);
        Optional<Inspection> known = cache.inspections().find(text);
        boolean withLens = groups.contains(Inspection.Group.VECTORS);
        Optional<List<Logits>> lens = withLens ? cache.lenses().find(lensKey) : Optional.of(List.of());
        if (known.isPresent() && lens.isPresent()) {
            return known.get().with(lens.get());
        }
        Inspection seen = running(loaded -> loaded.inspector().inspect(variant, whole, position, groups, known));
        cache.inspections().put(text, seen.with(List.of()));
        if (withLens) {
            cache.lenses().put(lensKey, seen.lens());
        }
        return seen;
    }

    @Override
    public Optional<List<OutputRow>> outputRows(List<Integer> ids) {
        ids.forEach(this::requireKnown);
        int[] rows = ids.stream().mapToInt(id -> id).toArray();
        return inspector()
                .filter(graph -> rows.length > 0)
                .flatMap(graph -> running(loaded -> loaded.inspector().outputRows(rows)));
    }

    @Override
    public Optional<TokenTable> tokenTable() {
        return origin.ownTokenTable();
    }

    private synchronized Optional<TokenTable> ownTokenTable() {
        if (tokenTable == null && inspector().isPresent() && inspector().get().hasTable()) {
            tokenTable = running(loaded -> loaded.inspector().table(card().vocabularySize()));
        }
        return Optional.ofNullable(tokenTable);
    }

    @Override
    public Optional<List<OutputRow>> outputTable() {
        return origin.ownOutputTable();
    }

    private synchronized Optional<List<OutputRow>> ownOutputTable() {
        if (outputTable == null && inspector().isPresent() && inspector().get().hasTable()) {
            if (inspector().get().hasOutputRows()) {
                outputTable = outputRows(IntStream.range(0, card().vocabularySize())
                                .boxed()
                                .toList())
                        .orElseThrow();
            } else if (inspector().get().isTied()) {
                outputTable = ownTokenTable().orElseThrow().rows().stream()
                        .map(row -> new OutputRow(row, 0))
                        .toList();
            }
        }
        return Optional.ofNullable(outputTable);
    }

    @Override
    public boolean recurrent() {
        return signature().recurrent();
    }

    @Override
    public List<CellState> cellStates(Prefix prefix) {
        check(prefix, prefix.size());
        return recurrent()
                ? running(loaded -> runNetwork(loaded.network(), prefix, NetworkState::cells)
                        .orElseThrow())
                : List.of();
    }

    @Override
    public Runs runs() {
        return parts.runs();
    }

    @Override
    public int waiting() {
        return steps.waiting();
    }

    @Override
    public Memory memory() {
        return parts.memory();
    }

    @Override
    public long stateBytes(int tokens) {
        return signature().stateBytes(tokens);
    }

    @Override
    public void close() {
        if (this != origin) {
            return;
        }
        parts.close();
    }
}
