package logitlab.lesson.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SmallVocabulary;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.StageOrder;
import logitlab.lesson.block.Value;
import logitlab.model.text.Token;

/**
 * A small vocabulary under settings: which tokens are kept, with what sampling probability, and what wrong cuts lead to.
 *
 * @param order in which the stages are applied
 */
public record TruncationCase(SmallVocabulary vocabulary, Settings settings, StageOrder order) {

    public static final String KEYS = "tokens, logits, temperature, top-k, top-p, min-p";

    private static final Draw ANY = new Draw(0, 0);

    /** How far a border may move before the cut does: more than learners lose by rounding. */
    private static final double MARGIN = 0.003;

    /** The tokens that are kept by a wrong cut; empty if these settings do not allow the mistake. */
    public record Wrong(String mistake, List<Integer> ids) {}

    public TruncationCase(SmallVocabulary vocabulary, Settings settings) {
        this(vocabulary, settings, StageOrder.HUGGINGFACE);
    }

    public static TruncationCase of(BlockValues values) {
        return new TruncationCase(SmallVocabulary.of(values), values.settings());
    }

    /** @throws InvalidValueException if no truncation is on */
    public static TruncationCase truncating(BlockValues values) {
        TruncationCase truncation = of(values);
        if (!truncation.truncates()) {
            throw new InvalidValueException(
                    "compute", new Constraint("truncation-beside", "top-k, top-p, min-p"), values.text("compute"));
        }
        return truncation;
    }

    public boolean truncates() {
        return settings.topK().isPresent() || settings.topP() < 1 || settings.minP() > 0;
    }

    /** The same tokens and settings with fresh logits. */
    public TruncationCase fresh(SeededNumbers numbers) {
        return new TruncationCase(vocabulary.fresh(numbers), settings, order);
    }

    public int size() {
        return vocabulary.tokens().size();
    }

    public Logits logits() {
        return vocabulary.logits();
    }

    public Token token(int id) {
        return vocabulary.token(id);
    }

    /** The text of a token, which is also the value that stands for it in an answer. */
    public String text(int id) {
        return vocabulary.tokens().get(id);
    }

    public int id(String text) {
        return vocabulary.tokens().indexOf(text);
    }

    /** The id of the token that a key names. @throws InvalidValueException if there is no token with this text */
    public int id(BlockValues values, String key) {
        return vocabulary.id(values, key);
    }

    /** Every id, in order. */
    public Stream<Integer> ids() {
        return IntStream.range(0, size()).boxed();
    }

    public Step step() {
        return Step.of(logits(), Prefix.EMPTY, order.stages(settings), ANY);
    }

    public boolean keeps(int id) {
        return step().candidate(id).kept();
    }

    /** The probability that a token is sampled with. */
    public double probability(int id) {
        return step().candidate(id).samplingProbability();
    }

    /** Every token, the best first. */
    public List<Candidate> ranked() {
        return step().best(size());
    }

    public List<Candidate> kept() {
        return step().intervals(size());
    }

    public static List<Integer> ids(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::id).toList();
    }

    /** Whether two tokens have the same logit after bias, penalty and temperature. */
    public boolean tied() {
        return step().all().stream().map(Candidate::adjustedLogit).distinct().count() < size();
    }

    /** The same with the stages in another order. */
    public TruncationCase in(StageOrder other) {
        return new TruncationCase(vocabulary, settings, other);
    }

    /** The probability of each token that the truncation sees: after the bias, and after the temperature unless that comes last. */
    public List<Double> before() {
        if (order == StageOrder.LLAMA_CPP && settings.temperature() != 1) {
            return with(1, settings.topP(), settings.minP()).before();
        }
        Logits adjusted = Logits.of(
                step().all().stream().mapToDouble(Candidate::adjustedLogit).toArray());
        return ids().map(adjusted::probability).toList();
    }

    /** Whether no two tokens tie, and no rounding on the way could move the cut. */
    public boolean clear() {
        return vocabulary.untied()
                && Stream.of(-MARGIN, MARGIN)
                        .allMatch(moved -> moved(moved).step().kept() == step().kept());
    }

    private TruncationCase moved(double by) {
        return with(
                settings.temperature(),
                settings.topP() == 1 ? 1 : Math.min(1, Math.max(Math.abs(by), settings.topP() + by)),
                settings.minP() == 0 ? 0 : Math.min(1, Math.max(0, settings.minP() + by)));
    }

    private TruncationCase with(double temperature, double topP, double minP) {
        Settings s = settings;
        return new TruncationCase(
                vocabulary,
                new Settings(s.bias(), s.repetitionPenalty(), temperature, s.topK(), topP, minP, s.typicalP()),
                order);
    }

    /** Every way to cut wrongly. */
    public List<Wrong> wrong() {
        List<Integer> right = ids(kept());
        List<Integer> ranked = ids(ranked());
        List<Integer> oneFewer = right.subList(0, right.size() - 1);
        List<Double> before = before();
        return List.of(
                new Wrong("crossing-dropped", crossing().isPresent() ? oneFewer : List.of()),
                new Wrong("one-too-many", right.size() < size() ? ranked.subList(0, right.size() + 1) : List.of()),
                new Wrong("one-too-few", oneFewer),
                new Wrong(
                        "absolute-min-p",
                        ranked.stream()
                                .filter(id -> settings.minP() > 0 && before.get(id) >= settings.minP())
                                .toList()),
                new Wrong(
                        "no-temperature",
                        settings.temperature() == 1
                                ? List.of()
                                : ids(with(1, settings.topP(), settings.minP()).kept())),
                new Wrong(
                        "other-order",
                        settings.temperature() == 1
                                ? List.of()
                                : ids(in(otherOrder()).kept())));
    }

    private StageOrder otherOrder() {
        return order == StageOrder.LLAMA_CPP ? StageOrder.HUGGINGFACE : StageOrder.LLAMA_CPP;
    }

    /** The token that crosses top-p and is therefore kept, unless it is the only one. */
    public OptionalInt crossing() {
        List<Integer> right = ids(kept());
        return settings.topP() < 1 && settings.minP() == 0 && right.size() > 1
                ? OptionalInt.of(right.get(right.size() - 1))
                : OptionalInt.empty();
    }

    /** Each token with its logit. @param asked the id that the question is about, -1 if it is about all of them */
    public Givens givens(int asked, List<SolutionLine> lines) {
        return new Givens(
                ids().map(id -> new Givens.Row(token(id), List.of(Value.logit(logits().at(id))), id == asked))
                        .toList(),
                lines);
    }

    public Givens.Row row(int id, Value... figures) {
        return new Givens.Row(token(id), List.of(figures), false);
    }

    /** The settings that are on, each named by its key. */
    public List<SolutionLine> lines() {
        Stream<SolutionLine> biases = settings.bias().entrySet().stream()
                .map(bias -> SolutionLine.of("bias", Value.logit(bias.getValue()), Value.of(token(bias.getKey()))));
        return Stream.concat(biases, lines(settings).stream()).toList();
    }

    /** The same without biases, which need a vocabulary to name their tokens. */
    public static List<SolutionLine> lines(Settings settings) {
        return settings.toMap().entrySet().stream()
                .filter(setting -> !setting.getKey().startsWith("bias."))
                .map(setting -> SolutionLine.of(setting.getKey(), Value.plain(setting.getValue())))
                .toList();
    }

    /** The settings that are on, by their keys. */
    public Map<String, Value> holes() {
        Map<String, Value> holes = new LinkedHashMap<>();
        lines().forEach(line -> holes.put(line.name(), line.figures().get(0)));
        return holes;
    }

    /** From the best token down its probability, with the sum so far where top-p needs it, and the question that is left. */
    public List<SolutionLine> steps() {
        boolean sums = settings.topP() < 1;
        List<SolutionLine> lines = new ArrayList<>(shares(sums));
        settings.topK().ifPresent(k -> lines.add(SolutionLine.of("step.top-k", Value.plain(k))));
        if (sums) {
            lines.add(SolutionLine.of("step.top-p", Value.plain(settings.topP())));
        }
        if (settings.minP() > 0) {
            lines.add(SolutionLine.of(
                    "step.min-p",
                    Value.plain(settings.minP()),
                    Value.share(before().get(ranked().get(0).id()))));
        }
        return List.copyOf(lines);
    }

    /** From the best token down its probability before the cut. @param sums whether it comes with the sum so far */
    public List<SolutionLine> shares(boolean sums) {
        List<Double> before = before();
        List<SolutionLine> lines = new ArrayList<>();
        double sum = 0;
        for (Candidate candidate : ranked()) {
            double share = before.get(candidate.id());
            Value token = Value.of(token(candidate.id()));
            sum += share;
            lines.add(
                    sums
                            ? SolutionLine.of("step.so-far", token, Value.share(share), Value.share(Math.min(1, sum)))
                            : SolutionLine.of("step.share", token, Value.share(share)));
        }
        return lines;
    }

    /** From the best token down: its probability, the sum so far, and whether it is kept. */
    public List<SolutionLine> solution() {
        List<Double> before = before();
        List<SolutionLine> lines = new ArrayList<>();
        double sum = 0;
        for (Candidate candidate : ranked()) {
            double share = before.get(candidate.id());
            sum += share;
            lines.add(SolutionLine.of(
                    candidate.kept() ? "solution.stays" : "solution.dropped",
                    Value.of(token(candidate.id())),
                    Value.share(share),
                    Value.share(Math.min(1, sum))));
        }
        if (settings.minP() > 0) {
            double largest = before.get(ranked().get(0).id());
            lines.add(SolutionLine.of(
                    "solution.min-p",
                    Value.plain(settings.minP()),
                    Value.share(largest),
                    Value.share(settings.minP() * largest)));
        }
        lines.add(SolutionLine.of("solution.kept", Value.count(step().kept())));
        return List.copyOf(lines);
    }
}
