package logitlab.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;

/** A network behind the cache: a run starts from the state that spares it most, and no two threads run the same prefix. */
final class OnnxLanguageModel implements LanguageModel {

    /** The longest prompt, in characters. */
    static final int PROMPT_CHARACTERS = 2000;

    private static final int LOCKS = 64;

    private final String id;
    private final ModelCard card;
    private final Config config;
    private final Tokenizer tokenizer;
    private final Network network;
    private final Optional<Inspector> inspector;
    private final Machine machine;
    private TokenTable tokenTable; // made when first asked for
    private final List<Lock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).collect(Collectors.toUnmodifiableList());

    OnnxLanguageModel(
            String id,
            ModelCard card,
            Config config,
            Tokenizer tokenizer,
            Network network,
            Optional<Inspector> inspector,
            Machine machine) {
        this.id = id;
        this.card = card;
        this.config = config;
        this.tokenizer = tokenizer;
        this.network = network;
        this.inspector = inspector;
        this.machine = machine;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public Prefix prompt(String text) {
        if (text.length() > PROMPT_CHARACTERS) {
            throw new InvalidValue("prompt", new Rule("at-most-characters", PROMPT_CHARACTERS), text);
        }
        Prefix prompt = tokenizer.encode(text);
        if (prompt.size() > card.contextLength()) {
            throw new InvalidValue("prompt", new Rule("at-most-tokens", card.contextLength()), text);
        }
        if (prompt.size() == 0) {
            return Prefix.of(config.start().orElseThrow(() -> new InvalidValue("prompt", new Rule("not-empty"), text)));
        }
        return prompt;
    }

    @Override
    public int startTokens(Prefix text) {
        int added = tokenizer.start().size();
        boolean empty = added == 0
                && text.size() > 0
                && config.start().isPresent()
                && text.at(0) == config.start().getAsInt();
        return empty ? 1 : added;
    }

    @Override
    public List<Logits> logits(Prefix whole, int from) {
        check(whole, from);
        Logits[] known = new Logits[whole.size() - from + 1];
        List<Fingerprint> texts = Fingerprint.logits(id, whole, from);
        if (!recall(known, texts)) {
            alone(whole, () -> recall(known, texts) || machine.inTurn(() -> run(known, texts, whole, from)));
        }
        return List.of(known);
    }

    /** Whoever else wants to work on the same waits meanwhile, and then finds it in the cache. */
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
        // ONNX Runtime would take negative ids from the end of the table
        whole.ids()
                .filter(token -> token < 0 || token >= card.vocabularySize())
                .findFirst()
                .ifPresent(token -> {
                    throw new IllegalArgumentException(
                            "token id must be from 0 to " + (card.vocabularySize() - 1) + " but is " + token);
                });
    }

    /** Fills in what the cache has; whether that is all. */
    private boolean recall(Logits[] known, List<Fingerprint> texts) {
        for (int i = 0; i < known.length; i++) {
            if (known[i] == null) {
                known[i] = machine.cache().logits(texts.get(i)).orElse(null);
            }
        }
        return Stream.of(known).allMatch(Objects::nonNull);
    }

    /** Fills in what is missing, by one run. */
    private boolean run(Logits[] known, List<Fingerprint> texts, Prefix whole, int from) {
        int missing = from
                + IntStream.range(0, known.length)
                        .filter(i -> known[i] == null)
                        .findFirst()
                        .getAsInt();
        Optional<State> before = machine.cache().hold(id, whole, missing - 1);
        try {
            Network.Output output = network.run(id, whole, before, missing);
            for (int i = 0; i < output.logits().size(); i++) {
                known[missing - from + i] = output.logits().get(i);
                machine.cache()
                        .keep(texts.get(missing - from + i), output.logits().get(i));
            }
            output.state().ifPresent(machine.cache()::keep);
            return true;
        } finally {
            before.ifPresent(State::release);
        }
    }

    @Override
    public Optional<List<Logits>> batch(List<Prefix> texts, int position) {
        texts.forEach(text -> check(text, text.size()));
        if (texts.stream().mapToInt(Prefix::size).distinct().count() != 1) {
            throw new IllegalArgumentException("texts of a batch must be of one length");
        }
        return network.takesBatches()
                ? Optional.of(machine.inTurn(() -> network.batch(texts, position)))
                : Optional.empty();
    }

    @Override
    public int mostInspected() {
        return inspector.map(graph -> graph.mostTokens(card.contextLength())).orElse(0);
    }

    @Override
    public Inspection inspect(Prefix whole, int position) {
        check(whole, whole.size());
        if (whole.size() > mostInspected()) {
            throw new IllegalArgumentException(
                    "a text must have at most " + mostInspected() + " tokens but has " + whole.size());
        }
        if (position < 0 || position >= whole.size()) {
            throw new IllegalArgumentException(
                    "position must be from 0 to " + (whole.size() - 1) + " but is " + position);
        }
        return alone(whole, () -> inside(whole, position));
    }

    /** The lens is cached separately: for one position it is a small part of what it would be for all. */
    private Inspection inside(Prefix whole, int position) {
        Fingerprint text = Fingerprint.inside(id, whole);
        Fingerprint there = Fingerprint.lens(id, whole, position);
        Optional<Inspection> known = machine.cache().inspection(text);
        Optional<List<Logits>> lens = machine.cache().lens(there);
        if (known.isPresent() && lens.isPresent()) {
            return known.get().with(lens.get());
        }
        Inspection seen = machine.inTurn(() -> inspector.orElseThrow().inspect(whole, position, known));
        machine.cache().keep(text, seen.with(List.of()));
        machine.cache().keep(there, seen.lens());
        return seen;
    }

    @Override
    public synchronized Optional<TokenTable> tokenTable() {
        if (tokenTable == null && inspector.isPresent() && inspector.get().hasTable()) {
            tokenTable = machine.inTurn(() -> inspector.get().table(card.vocabularySize()));
        }
        return Optional.ofNullable(tokenTable);
    }

    @Override
    public boolean recurrent() {
        return network.signature().recurrent();
    }

    @Override
    public List<CellState> cellStates(Prefix prefix) {
        check(prefix, prefix.size());
        return recurrent() ? machine.inTurn(() -> states(prefix)) : List.of();
    }

    private List<CellState> states(Prefix prefix) {
        Optional<State> before = machine.cache().hold(id, prefix, prefix.size() - 1);
        try {
            State after = network.run(id, prefix, before, prefix.size()).state().orElseThrow();
            List<CellState> cells = after.cells();
            machine.cache().keep(after);
            return cells;
        } finally {
            before.ifPresent(State::release);
        }
    }

    @Override
    public OptionalInt remembered(Fingerprint choice) {
        return machine.cache().chosen(choice);
    }

    @Override
    public void remember(Fingerprint choice, int chosen) {
        machine.cache().keep(choice, chosen);
    }

    @Override
    public OptionalInt endOfText() {
        return config.end();
    }

    @Override
    public Runs runs() {
        return network.runs();
    }

    @Override
    public void close() {
        network.close();
        inspector.ifPresent(Inspector::close);
        tokenizer.close();
    }
}
