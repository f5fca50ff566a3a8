package logitlab.model.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.CellState;
import logitlab.model.Exposed;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.OutputRow;
import logitlab.model.Switches;
import logitlab.model.TokenTable;
import logitlab.model.batch.Workplace;
import logitlab.model.caching.AnswerCache;
import logitlab.model.caching.CachingModel;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.model.memory.Footprint;
import logitlab.model.memory.Resident;
import logitlab.model.prompt.OfferedTemplate;
import logitlab.model.prompt.PromptReader;
import logitlab.model.text.Tokenizer;

/** A model whose network runs on an engine. Each run reads the whole text, and shows nothing but the logits. */
public final class EngineLanguageModel extends CachingModel {

    /** The most bytes of logits in one answer, unless it is for a single text. */
    private static final long ANSWER_BYTES = 16L << 20;

    private final EngineConnection engine;
    private final Resident<Tokenizer> tokenizer;

    /**
     * @param start the token of an empty text if the tokenizer adds no start token
     * @param ends the tokens that end a text, see {@link LanguageModel#endTokens}
     * @param tokenizer may leave memory while it is not used
     */
    public EngineLanguageModel(
            String id,
            ModelCard card,
            OptionalInt start,
            List<Integer> ends,
            OfferedTemplate template,
            Resident<Tokenizer> tokenizer,
            EngineConnection engine,
            AnswerCache answers) {
        super(
                id,
                card,
                ends,
                new PromptReader(
                        () -> tokenizer.use(loaded -> loaded),
                        card.vocabularySize(),
                        card.contextLength(),
                        start,
                        template),
                answers);
        this.engine = engine;
        this.tokenizer = tokenizer;
    }

    @Override
    public Optional<Engine> engine() {
        return Optional.of(engine.state());
    }

    @Override
    public LanguageModel with(Switches switches) {
        switches.requireWithin(switchable());
        return this;
    }

    @Override
    public Switches.Extent switchable() {
        return new Switches.Extent(0, 0, 0);
    }

    /** Those who wait for the same text have places at the engine, too. */
    @Override
    protected <T> T alone(Prefix whole, Supplier<T> work) {
        return engine.visit(() -> super.alone(whole, work));
    }

    @Override
    protected void lock(Lock same) {
        Workplace.leaveFor(() -> {
            same.lock();
            return same;
        });
    }

    /** One run for each prefix, because the engine gives the logits of the last position only. */
    @Override
    protected void run(Prefix whole, int from, Consumer<Logits> each) {
        for (int tokens = from; tokens <= whole.size(); tokens++) {
            Prefix text = whole.first(tokens);
            each.accept(FaultyLogitsException.requireUsable(
                    id(), tokens, engine.logits(List.of(text)).get(0)));
        }
    }

    @Override
    public List<Reading> read(List<Continuation> texts) {
        List<Prefix> whole = checked(texts);
        texts.forEach(text -> requireOwn(text.read()));
        return engine.visit(() -> readings(whole));
    }

    private List<Reading> readings(List<Prefix> whole) {
        List<Reading> readings = new ArrayList<>();
        for (List<Prefix> run : inRuns(whole, whole.isEmpty() ? 0 : whole.get(0).size())) {
            List<float[]> rows = engine.logits(run);
            for (int i = 0; i < run.size(); i++) {
                Prefix text = run.get(i);
                readings.add(new Reading(
                        FaultyLogitsException.requireUsable(id(), text.size(), rows.get(i)),
                        new EngineText(key(), text)));
            }
        }
        return readings;
    }

    private void requireOwn(State state) {
        if (state != State.NONE
                && !(state instanceof EngineText own && own.model().equals(key()))) {
            throw new IllegalArgumentException("a state must belong to " + key());
        }
    }

    @Override
    public Reading read(Prefix text) {
        return new Reading(logits(text), new EngineText(key(), text));
    }

    @Override
    public List<Integer> together(int length) {
        long row = (long) Float.BYTES * card().vocabularySize();
        return EngineConnection.SIZES.stream()
                .filter(size -> size == 1 || size * row <= ANSWER_BYTES)
                .toList();
    }

    @Override
    public Set<Exposed> exposed() {
        return Set.of();
    }

    @Override
    public int mostInspected() {
        return 0;
    }

    @Override
    public Inspection inspect(Prefix whole, int position, Set<Inspection.Group> groups) {
        throw new IllegalArgumentException("a text must have at most 0 tokens but has " + whole.size());
    }

    @Override
    public Optional<List<OutputRow>> outputRows(List<Integer> ids) {
        return Optional.empty();
    }

    @Override
    public Optional<List<OutputRow>> outputTable() {
        return Optional.empty();
    }

    @Override
    public Optional<TokenTable> tokenTable() {
        return Optional.empty();
    }

    @Override
    public boolean recurrent() {
        return false;
    }

    @Override
    public List<CellState> cellStates(Prefix prefix) {
        return List.of();
    }

    @Override
    public Runs runs() {
        return engine.runs();
    }

    @Override
    public int waiting() {
        return engine.waiting();
    }

    @Override
    public Memory memory() {
        return new Memory(new Footprint(0, tokenizer.bytes(), 0), tokenizer.loaded());
    }

    @Override
    public long stateBytes(int tokens) {
        return 0;
    }

    @Override
    public void close() {
        engine.close();
        tokenizer.close().ifPresent(Tokenizer::close);
    }
}
