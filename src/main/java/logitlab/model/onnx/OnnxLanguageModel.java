package logitlab.model.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.CacheKey;
import logitlab.model.CellState;
import logitlab.model.Choice;
import logitlab.model.Exposed;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.OutputRow;
import logitlab.model.Switches;
import logitlab.model.TokenTable;
import logitlab.model.memory.LruCache;
import logitlab.model.prompt.ChatMessage;
import logitlab.model.prompt.ChatTemplate;
import logitlab.model.prompt.OfferedTemplate;
import logitlab.model.prompt.Prompt;
import logitlab.model.prompt.RenderedChat;
import logitlab.model.text.Tokenizer;

/** A network behind the cache: a run starts from the state that saves it most, and no two threads run the same prefix. */
public final class OnnxLanguageModel implements LanguageModel {

    /** The longest prompt, in characters. */
    static final int PROMPT_CHARACTERS = 2000;

    /** The longest conversation. */
    private static final int MESSAGES = 40;

    /** For the ids of prompts, because each step of a visitor sends the prompt again. */
    private static final long PROMPT_BYTES = 4 << 20;

    private static final int LOCKS = 64;

    /** The most memory that the states of the texts in one run may take, unless it is a single text. */
    private static final long RUN_BYTES = 64L << 20;

    private final ModelVariant variant;
    private final OnnxLanguageModel origin; // the model without switches, which owns what both use
    private final ModelCard card;
    private final OptionalInt start;
    private final Set<Integer> ends;
    private final OfferedTemplate template;
    private final ModelParts parts;
    private final ModelRuntime runtime;
    private final LruCache<Prompt, Prefix> prompts;
    private TokenTable tokenTable; // of the origin, computed when first needed
    private List<OutputRow> outputTable; // likewise
    private final List<Lock> locks;

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
        this.variant = new ModelVariant(id, Switches.NONE);
        this.origin = this;
        this.card = card;
        this.start = start;
        this.ends = Collections.unmodifiableSet(new LinkedHashSet<>(ends));
        this.template = template;
        this.parts = parts;
        this.runtime = runtime;
        this.prompts = new LruCache<>(PROMPT_BYTES, OnnxLanguageModel::bytes);
        this.locks = Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();
    }

    private OnnxLanguageModel(OnnxLanguageModel origin, Switches switches) {
        this.variant = new ModelVariant(origin.id(), switches);
        this.origin = origin;
        this.card = origin.card;
        this.start = origin.start;
        this.ends = origin.ends;
        this.template = origin.template;
        this.parts = origin.parts;
        this.runtime = origin.runtime;
        this.prompts = origin.prompts;
        this.locks = origin.locks;
    }

    @Override
    public String id() {
        return variant.id();
    }

    @Override
    public String key() {
        return variant.key();
    }

    @Override
    public LanguageModel with(Switches switches) {
        signature().switches().require(switches);
        inspector().ifPresent(graph -> graph.switches().require(switches));
        return switches.isNone() ? origin : new OnnxLanguageModel(origin, switches);
    }

    @Override
    public Switches.Extent switchable() {
        Switches.Extent extent = signature().switches().extent();
        return inspector().map(graph -> extent.and(graph.switches().extent())).orElse(extent);
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public Tokenizer tokenizer() {
        return parts.use(ModelParts.Loaded::tokenizer);
    }

    @Override
    public Optional<ChatTemplate> chatTemplate() {
        return template.template();
    }

    @Override
    public Optional<String> templateProblem() {
        return template.problem();
    }

    @Override
    public Prefix prompt(Prompt prompt) {
        Prefix ids = prompts.find(prompt).orElseGet(() -> {
            Prefix encoded =
                    prompt instanceof Prompt.Text typed ? encode(typed) : encode(written((Prompt.Chat) prompt));
            prompts.put(prompt, encoded);
            return encoded;
        });
        if (ids.size() > card.contextLength()) {
            throw refused(prompt, new Constraint("at-most-tokens", card.contextLength()));
        }
        ids.ids().filter(id -> id >= card.vocabularySize()).findFirst().ifPresent(id -> {
            throw refused(
                    prompt,
                    new Constraint("without-token", tokenizer().token(id).text()));
        });
        if (ids.size() == 0) {
            return Prefix.of(start.orElseThrow(() -> refused(prompt, new Constraint("not-empty"))));
        }
        return ids;
    }

    private Prefix encode(Prompt.Text typed) {
        if (typed.text().length() > PROMPT_CHARACTERS) {
            throw refused(typed, new Constraint("at-most-characters", PROMPT_CHARACTERS));
        }
        return tokenizer().encode(typed.text(), typed.special());
    }

    @Override
    public String rendered(Prompt.Chat chat) {
        return written(chat).text();
    }

    private Prefix encode(RenderedChat chat) {
        return tokenizer().encodeRendered(chat.text(), chat.typed());
    }

    private RenderedChat written(Prompt.Chat chat) {
        int messages = chat.messages().size();
        if (messages > MESSAGES) {
            throw refused(chat, new Constraint("at-most-messages", MESSAGES));
        }
        if (characters(chat) > PROMPT_CHARACTERS * messages) {
            throw refused(chat, new Constraint("at-most-characters", PROMPT_CHARACTERS * messages));
        }
        return chatTemplate()
                .orElseThrow(() -> refused(chat, new Constraint("no-chat-template")))
                .render(chat.messages());
    }

    private static InvalidValueException refused(Prompt prompt, Constraint constraint) {
        return prompt instanceof Prompt.Text typed
                ? new InvalidValueException("prompt", constraint, typed.text())
                : new InvalidValueException("messages", constraint, text((Prompt.Chat) prompt));
    }

    private static String text(Prompt.Chat chat) {
        return chat.messages().stream().map(ChatMessage::content).collect(Collectors.joining("\n"));
    }

    private static int characters(Prompt.Chat chat) {
        return chat.messages().stream()
                .mapToInt(message -> message.content().length())
                .sum();
    }

    /** The approximate memory that a prompt and its ids take. */
    private static long bytes(Prompt prompt, Prefix prefix) {
        int characters = prompt instanceof Prompt.Text typed
                ? typed.text().length()
                : text((Prompt.Chat) prompt).length();
        return (long) Character.BYTES * characters + (long) Integer.BYTES * prefix.size() + 400;
    }

    @Override
    public int startTokens(Prefix text) {
        Prefix added = tokenizer().start();
        if (added.size() == 0) {
            return text.size() > 0 && start.isPresent() && text.at(0) == start.getAsInt() ? 1 : 0;
        }
        return text.size() >= added.size() && text.first(added.size()).equals(added) ? added.size() : 0;
    }

    @Override
    public <T> List<T> logits(Prefix whole, int from, Function<Logits, T> use) {
        check(whole, from);
        List<CacheKey> texts = CacheKey.logits(key(), whole, from);
        List<T> used = new ArrayList<>();
        recall(texts, used, use);
        if (used.size() < texts.size()) {
            alone(whole, () -> {
                recall(texts, used, use);
                return used.size() == texts.size()
                        || running(loaded -> run(loaded.network(), whole, from, texts, used, use));
            });
        }
        return used;
    }

    /** Uses what is in the cache, up to the first that is not. */
    private <T> void recall(List<CacheKey> texts, List<T> used, Function<Logits, T> use) {
        while (used.size() < texts.size()) {
            Optional<Logits> known = runtime.cache().logits().find(texts.get(used.size()));
            if (known.isEmpty()) {
                return;
            }
            used.add(use.apply(known.get()));
        }
    }

    /** Uses what is missing, from as few runs as the network can. */
    private <T> boolean run(
            OnnxNetwork network, Prefix whole, int from, List<CacheKey> texts, List<T> used, Function<Logits, T> use) {
        runNetwork(
                network,
                whole,
                from + used.size(),
                computed -> {
                    runtime.cache().logits().put(texts.get(used.size()), computed);
                    used.add(use.apply(computed));
                },
                state -> true);
        return true;
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

    /** Other threads that need the same meanwhile wait, and then find it in the cache. */
    private <T> T alone(Prefix whole, Supplier<T> work) {
        Lock same = locks.get(Math.floorMod(whole.hashCode(), LOCKS));
        same.lock();
        try {
            return work.get();
        } finally {
            same.unlock();
        }
    }

    private void check(Prefix whole, int from) {
        if (from < 1 || from > whole.size() || whole.size() > card.contextLength()) {
            throw new IllegalArgumentException("prefix must have from 1 to " + card.contextLength() + " ids but has "
                    + whole.size() + ", looked at from " + from);
        }
        whole.ids().forEach(this::requireKnown);
    }

    /** ONNX Runtime would take negative ids from the end of the table. */
    private void requireKnown(int token) {
        if (token < 0 || token >= card.vocabularySize()) {
            throw new IllegalArgumentException(
                    "token id must be from 0 to " + (card.vocabularySize() - 1) + " but is " + token);
        }
    }

    /**
     * Starts from the best state in the cache and keeps the new one there.
     *
     * @param each uses the logits after each prefix of {@code from} tokens and more
     * @param result reads the new state, if there is one, before it is kept
     */
    private <T> Optional<T> runNetwork(
            OnnxNetwork network, Prefix whole, int from, Consumer<Logits> each, Function<NetworkState, T> result) {
        Optional<NetworkState> before = runtime.cache().retainBest(variant, whole, from - 1);
        try {
            Optional<NetworkState> after = network.run(variant, whole, before, from, each);
            Optional<T> read = after.map(result);
            after.ifPresent(runtime.cache()::keep);
            return read;
        } finally {
            before.ifPresent(NetworkState::release);
        }
    }

    @Override
    public List<Reading> read(List<Continuation> texts) {
        List<Prefix> whole = texts.stream().map(Continuation::text).toList();
        whole.forEach(text -> check(text, text.size()));
        if (differ(whole.stream().map(Prefix::size))
                || differ(texts.stream().map(text -> text.more().size()))) {
            throw new IllegalArgumentException("texts that are read together must be of one length");
        }
        return (texts.stream().allMatch(text -> text.more().size() == 1)
                        ? inRuns(texts, whole.get(0).size())
                        : texts.stream().map(List::of).toList())
                .stream().flatMap(run -> readInOneRun(run).stream()).toList();
    }

    private List<Reading> readInOneRun(List<Continuation> texts) {
        return running(loaded -> loaded.network()
                .read(
                        variant,
                        texts.stream().map(Continuation::text).toList(),
                        texts.stream().map(text -> carried(text.read())).toList()));
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

    private static boolean differ(Stream<Integer> lengths) {
        return lengths.distinct().count() > 1;
    }

    @Override
    public void prove() {
        running(loaded -> {
            loaded.network().prove();
            parts.known().network().trust(loaded.network());
            return loaded;
        });
    }

    /** As many as the network takes and memory allows. */
    @Override
    public List<Integer> together(int length) {
        long each = signature().stateBytes(length) + (long) Float.BYTES * card.vocabularySize();
        return parts.known().network().batches().stream()
                .filter(size -> size == 1 || size * each <= RUN_BYTES)
                .toList();
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
                    .orElseGet(
                            () -> runNetwork(network, text, text.size(), logits -> {}, state -> state.copy(text.size()))
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
    public int mostInspected() {
        return inspector().map(graph -> graph.maxTokens(card.contextLength())).orElse(0);
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
            tokenTable = running(loaded -> loaded.inspector().table(card.vocabularySize()));
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
                outputTable = outputRows(IntStream.range(0, card.vocabularySize())
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
                ? running(
                        loaded -> runNetwork(loaded.network(), prefix, prefix.size(), logits -> {}, NetworkState::cells)
                                .orElseThrow())
                : List.of();
    }

    @Override
    public Optional<Choice> remembered(CacheKey key) {
        return runtime.cache().choices().find(key);
    }

    @Override
    public void remember(CacheKey key, Choice choice) {
        runtime.cache().choices().put(key, choice);
    }

    @Override
    public Set<Integer> endTokens() {
        return ends;
    }

    @Override
    public Runs runs() {
        return parts.runs();
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
