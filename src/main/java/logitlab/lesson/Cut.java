package logitlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;

/** A small vocabulary under settings: which tokens stay, with what sampling probability, and what a wrong cut would make of it. */
public record Cut(GivenSoftmax.Vocabulary vocabulary, Settings settings) {

    static final List<String> KEYS = List.of("tokens", "logits", "temperature", "top-k", "top-p", "min-p");

    /** The names of the mistakes in cutting. */
    static final List<String> MISTAKES =
            List.of("crossing-dropped", "one-too-many", "one-too-few", "absolute-min-p", "no-temperature");

    private static final Draw ANY = new Draw(0, 0);

    /** How far a border may move before the cut does: more than learners lose by rounding. */
    private static final double MARGIN = 0.003;

    static Cut of(BlockWords words) {
        return new Cut(GivenSoftmax.Vocabulary.of(words), words.settings());
    }

    /** @throws InvalidValue where no truncation is on */
    static Cut truncating(BlockWords words) {
        Cut cut = of(words);
        if (Stream.of("top-k", "top-p", "min-p")
                .noneMatch(key -> words.find(key).isPresent())) {
            throw new InvalidValue(
                    "compute", new Rule("truncation-beside", "top-k, top-p, min-p"), words.text("compute"));
        }
        return cut;
    }

    Cut fresh(Dice dice) {
        return new Cut(vocabulary.fresh(dice), settings);
    }

    Step step() {
        return Step.of(vocabulary.logits(), Prefix.EMPTY, settings.stages(), ANY);
    }

    int size() {
        return vocabulary.tokens().size();
    }

    /** Every token, the best first. */
    List<Candidate> ranked() {
        return step().best(size());
    }

    List<Candidate> kept() {
        return step().intervals(size());
    }

    /** The probability of each token once bias and temperature have worked, and no truncation. */
    List<Double> before() {
        Logits adjusted = Logits.of(
                step().all().stream().mapToDouble(Candidate::adjustedLogit).toArray());
        return IntStream.range(0, size()).mapToObj(adjusted::probability).toList();
    }

    /** The probability of one token where just these stay: none where it is not among them. */
    double among(List<Integer> ids, int of) {
        List<Double> before = before();
        return ids.contains(of)
                ? before.get(of) / ids.stream().mapToDouble(before::get).sum()
                : 0;
    }

    /** Whether no two tokens tie, and no rounding on the way could move the cut. */
    boolean clear() {
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
        return new Cut(
                vocabulary,
                new Settings(
                        settings.bias(),
                        settings.repetitionPenalty(),
                        temperature,
                        settings.topK(),
                        topP,
                        minP,
                        settings.typicalP()));
    }

    /** Which tokens stay by each wrong cut that is possible here. */
    List<Wrong> wrong() {
        List<Wrong> wrong = new ArrayList<>();
        List<Integer> right = ids(kept());
        crossing().ifPresent(id -> wrong.add(new Wrong("crossing-dropped", right.subList(0, right.size() - 1))));
        if (right.size() < size()) {
            wrong.add(new Wrong("one-too-many", ids(ranked()).subList(0, right.size() + 1)));
        }
        if (right.size() > 1) {
            wrong.add(new Wrong("one-too-few", right.subList(0, right.size() - 1)));
        }
        if (settings.minP() > 0) {
            List<Double> before = before();
            wrong.add(new Wrong(
                    "absolute-min-p",
                    ids(ranked()).stream()
                            .filter(id -> before.get(id) >= settings.minP())
                            .toList()));
        }
        if (settings.temperature() != 1) {
            wrong.add(new Wrong(
                    "no-temperature",
                    ids(with(1, settings.topP(), settings.minP()).kept())));
        }
        return wrong.stream().filter(cut -> !cut.ids().isEmpty()).toList();
    }

    /** The tokens that stay by a wrong cut. */
    record Wrong(String name, List<Integer> ids) {}

    /** The token that crosses top-p and so stays, where it is not the only one. */
    OptionalInt crossing() {
        List<Integer> right = ids(kept());
        return settings.topP() < 1 && settings.minP() == 0 && right.size() > 1
                ? OptionalInt.of(right.get(right.size() - 1))
                : OptionalInt.empty();
    }

    static List<Integer> ids(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::id).toList();
    }

    /** The settings that are on, each by its key. */
    List<Working> said() {
        return said(settings, vocabulary);
    }

    static List<Working> said(Settings settings, GivenSoftmax.Vocabulary vocabulary) {
        return settings.toMap().entrySet().stream()
                .map(setting -> setting.getKey().startsWith("bias.")
                        ? Working.of(
                                "bias",
                                Figure.of(Figure.Sort.LOGIT, Double.parseDouble(setting.getValue())),
                                Figure.of(vocabulary.token(
                                        Integer.parseInt(setting.getKey().substring(5)))))
                        : Working.of(
                                setting.getKey(), Figure.of(Figure.Sort.PLAIN, Double.parseDouble(setting.getValue()))))
                .toList();
    }

    /** From the best down: each token's probability, the sum so far, and whether it stays. */
    List<Working> solution() {
        List<Double> before = before();
        List<Working> lines = new ArrayList<>();
        double sum = 0;
        for (Candidate candidate : ranked()) {
            sum += before.get(candidate.id());
            lines.add(Working.of(
                    candidate.kept() ? "solution.stays" : "solution.dropped",
                    Figure.of(vocabulary.token(candidate.id())),
                    Figure.of(Figure.Sort.SHARE, before.get(candidate.id())),
                    Figure.of(Figure.Sort.SHARE, Math.min(1, sum))));
        }
        if (settings.minP() > 0) {
            lines.add(Working.of(
                    "solution.min-p",
                    Figure.of(Figure.Sort.PLAIN, settings.minP()),
                    Figure.of(Figure.Sort.SHARE, before.get(ranked().get(0).id())),
                    Figure.of(
                            Figure.Sort.SHARE,
                            settings.minP() * before.get(ranked().get(0).id()))));
        }
        lines.add(Working.of("solution.kept", Figure.of(Figure.Sort.COUNT, step().kept())));
        return List.copyOf(lines);
    }
}
