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
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.SmallVocabulary;
import logitlab.lesson.block.Working;
import logitlab.model.text.Token;

/** A small vocabulary under settings: which tokens are kept, with what sampling probability, and what wrong cuts lead to. */
public record Cut(SmallVocabulary vocabulary, Settings settings) {

    public static final String KEYS = "tokens, logits, temperature, top-k, top-p, min-p";

    private static final Draw ANY = new Draw(0, 0);

    /** How far a border may move before the cut does: more than learners lose by rounding. */
    private static final double MARGIN = 0.003;

    /** The tokens that are kept by a wrong cut; empty if these settings do not allow the mistake. */
    public record Wrong(String mistake, List<Integer> ids) {}

    public static Cut of(BlockWords values) {
        return new Cut(SmallVocabulary.of(values), values.settings());
    }

    /** @throws InvalidValue if no truncation is on */
    public static Cut truncating(BlockWords values) {
        Cut cut = of(values);
        if (!cut.truncates()) {
            throw new InvalidValue(
                    "compute", new Rule("truncation-beside", "top-k, top-p, min-p"), values.text("compute"));
        }
        return cut;
    }

    public boolean truncates() {
        return settings.topK().isPresent() || settings.topP() < 1 || settings.minP() > 0;
    }

    /** The same tokens and settings with fresh logits. */
    public Cut fresh(Dice dice) {
        return new Cut(vocabulary.fresh(dice), settings);
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

    /** The id of the token that a key names. @throws InvalidValue if there is no token with this text */
    public int id(BlockWords values, String key) {
        return vocabulary.id(values, key);
    }

    /** Every id, in order. */
    public Stream<Integer> ids() {
        return IntStream.range(0, size()).boxed();
    }

    public Step step() {
        return Step.of(logits(), Prefix.EMPTY, settings.stages(), ANY);
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

    /** The probability of each token after bias and temperature but before any truncation. */
    public List<Double> before() {
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

    private Cut moved(double by) {
        return with(
                settings.temperature(),
                settings.topP() == 1 ? 1 : Math.min(1, Math.max(Math.abs(by), settings.topP() + by)),
                settings.minP() == 0 ? 0 : Math.min(1, Math.max(0, settings.minP() + by)));
    }

    private Cut with(double temperature, double topP, double minP) {
        Settings s = settings;
        return new Cut(
                vocabulary,
                new Settings(s.bias(), s.repetitionPenalty(), temperature, s.topK(), topP, minP, s.typicalP()));
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
                                : ids(with(1, settings.topP(), settings.minP()).kept())));
    }

    /** The token that crosses top-p and is therefore kept, unless it is the only one. */
    public OptionalInt crossing() {
        List<Integer> right = ids(kept());
        return settings.topP() < 1 && settings.minP() == 0 && right.size() > 1
                ? OptionalInt.of(right.get(right.size() - 1))
                : OptionalInt.empty();
    }

    /** Each token with its logit. @param asked the id that the question is about, -1 if it is about all of them */
    public Facts facts(int asked, List<Working> lines) {
        return new Facts(
                ids().map(id -> new Facts.Row(token(id), List.of(Figure.logit(logits().at(id))), id == asked))
                        .toList(),
                lines);
    }

    public Facts.Row row(int id, Figure... figures) {
        return new Facts.Row(token(id), List.of(figures), false);
    }

    /** The settings that are on, each named by its key. */
    public List<Working> lines() {
        Stream<Working> biases = settings.bias().entrySet().stream()
                .map(bias -> Working.of("bias", Figure.logit(bias.getValue()), Figure.of(token(bias.getKey()))));
        return Stream.concat(biases, lines(settings).stream()).toList();
    }

    /** The same without biases, which need a vocabulary to name their tokens. */
    public static List<Working> lines(Settings settings) {
        return settings.toMap().entrySet().stream()
                .filter(setting -> !setting.getKey().startsWith("bias."))
                .map(setting -> Working.of(setting.getKey(), Figure.plain(setting.getValue())))
                .toList();
    }

    /** The settings that are on, by their keys. */
    public Map<String, Figure> holes() {
        Map<String, Figure> holes = new LinkedHashMap<>();
        lines().forEach(line -> holes.put(line.name(), line.figures().get(0)));
        return holes;
    }

    /** From the best token down: its probability, the sum so far, and whether it is kept. */
    public List<Working> solution() {
        List<Double> before = before();
        List<Working> lines = new ArrayList<>();
        double sum = 0;
        for (Candidate candidate : ranked()) {
            double share = before.get(candidate.id());
            sum += share;
            lines.add(Working.of(
                    candidate.kept() ? "solution.stays" : "solution.dropped",
                    Figure.of(token(candidate.id())),
                    Figure.share(share),
                    Figure.share(Math.min(1, sum))));
        }
        if (settings.minP() > 0) {
            double largest = before.get(ranked().get(0).id());
            lines.add(Working.of(
                    "solution.min-p",
                    Figure.plain(settings.minP()),
                    Figure.share(largest),
                    Figure.share(settings.minP() * largest)));
        }
        lines.add(Working.of("solution.kept", Figure.count(step().kept())));
        return List.copyOf(lines);
    }
}
