package logitlab.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;

/**
 * {@code compute: drawn}: the token on whose interval the draw falls.
 *
 * <pre>
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * top-k: 2
 * seed: 42                                   or  draw: 0.74
 * step: 0
 * </pre>
 *
 * @param u in [0, 1)
 * @param seeded where {@code u} comes from; empty where the lesson gives it
 */
public record DrawnPick(Cut cut, double u, Optional<Draw> seeded) implements Pick {

    static final List<String> KEYS = Stream.concat(GreedyPick.KEYS.stream(), Stream.of("draw", "seed", "step"))
            .toList();

    private static final Range DRAWS = Range.of(0, 0.9999);
    private static final Range STEPS = Range.of(0, 1000);
    private static final int MOST_SEED = 9999;

    /** How far a draw lies from the next border: more than learners lose by rounding. */
    private static final double MARGIN = 0.003;

    static DrawnPick of(BlockWords words) {
        Cut cut = Cut.of(words);
        if (words.find("draw").isPresent()) {
            words.find("seed").ifPresent(seed -> {
                throw new InvalidValue("seed", new Rule("not-beside", "draw"), seed);
            });
            return new DrawnPick(cut, words.number("draw", DRAWS), Optional.empty());
        }
        int step = words.whole("step", STEPS, 0);
        return of(cut, new Draw(words.wholeLong("seed", Draw.SEEDS), step));
    }

    private static DrawnPick of(Cut cut, Draw draw) {
        return new DrawnPick(cut, draw.u(), Optional.of(draw));
    }

    @Override
    public String name() {
        return "drawn";
    }

    @Override
    public DrawnPick fresh(Dice dice) {
        Cut fresh = cut.fresh(dice);
        return seeded.map(draw -> of(fresh, new Draw(dice.whole(0, MOST_SEED), draw.step())))
                .orElseGet(() -> new DrawnPick(fresh, dice.whole(1, 999) / 1000.0, Optional.empty()));
    }

    @Override
    public List<Option> options() {
        return IntStream.range(0, cut.size())
                .mapToObj(id -> Option.of(cut.vocabulary(), id))
                .toList();
    }

    private String text(int id) {
        return cut.vocabulary().tokens().get(id);
    }

    /** The first kept token whose interval ends beyond the draw, the last one where rounding leaves none. */
    private Candidate chosen() {
        List<Candidate> kept = cut.kept();
        return kept.stream()
                .filter(candidate -> candidate.cumulative().orElseThrow() > u)
                .findFirst()
                .orElse(kept.get(kept.size() - 1));
    }

    @Override
    public String right() {
        return text(chosen().id());
    }

    @Override
    public Optional<Mistake> mistake(String word) {
        Candidate candidate = cut.step().candidate(cut.vocabulary().tokens().indexOf(word));
        return Pick.first(Stream.of(
                Pick.when(candidate.id() == cut.step().greedy(), "argmax-where-sampled", word),
                Pick.when(!candidate.kept(), "dropped-token", word),
                Pick.when(candidate.id() == withoutRenormalising(), "not-renormalised", word),
                Pick.when(Math.abs(candidate.rank() - chosen().rank()) == 1, "neighbour", word)));
    }

    /** Whose interval it would be, were the probabilities laid end to end as they are before the cut. */
    private int withoutRenormalising() {
        List<Double> before = cut.before();
        double sum = 0;
        for (Candidate candidate : cut.ranked()) {
            sum += before.get(candidate.id());
            if (sum > u) {
                return candidate.id();
            }
        }
        return chosen().id();
    }

    @Override
    public boolean fair() {
        return cut.clear()
                && cut.kept().stream()
                        .allMatch(candidate -> candidate.cumulative().orElseThrow() > 1 - 1e-9
                                || Math.abs(candidate.cumulative().orElseThrow() - u) > MARGIN);
    }

    @Override
    public Facts facts() {
        List<Double> before = cut.before();
        List<Facts.Row> rows = cut.ranked().stream()
                .map(candidate -> new Facts.Row(
                        cut.vocabulary().token(candidate.id()),
                        List.of(
                                Figure.of(Figure.Sort.LOGIT, candidate.logit()),
                                Figure.of(Figure.Sort.SHARE, before.get(candidate.id()))),
                        false))
                .toList();
        return new Facts(
                rows,
                Stream.of(Stream.of(Working.of("before-cut")), cut.said().stream(), Stream.of(draw()))
                        .flatMap(said -> said)
                        .toList(),
                Optional.empty());
    }

    private Working draw() {
        Figure figure = Figure.of(Figure.Sort.SHARE, u);
        return seeded.map(draw -> Working.of(
                        "draw-seeded",
                        figure,
                        Figure.of(Figure.Sort.PLAIN, draw.seed()),
                        Figure.of(Figure.Sort.PLAIN, draw.step())))
                .orElseGet(() -> Working.of("draw", figure));
    }

    @Override
    public Map<String, Figure> holes() {
        Map<String, Figure> holes = new LinkedHashMap<>(Pick.holes(cut.said()));
        holes.put("draw", Figure.of(Figure.Sort.SHARE, u));
        seeded.ifPresent(draw -> holes.put("seed", Figure.of(Figure.Sort.PLAIN, draw.seed())));
        return holes;
    }

    @Override
    public List<Working> solution() {
        Stream<Working> intervals = cut.kept().stream()
                .map(candidate -> Working.of(
                        "solution.interval",
                        Figure.of(cut.vocabulary().token(candidate.id())),
                        Figure.of(Figure.Sort.SHARE, candidate.samplingProbability()),
                        Figure.of(Figure.Sort.SHARE, candidate.from().orElseThrow()),
                        Figure.of(Figure.Sort.SHARE, candidate.cumulative().orElseThrow())));
        Working falls = Working.of(
                "solution.falls",
                Figure.of(Figure.Sort.SHARE, u),
                Figure.of(cut.vocabulary().token(chosen().id())));
        return Stream.concat(intervals, Stream.of(falls)).toList();
    }
}
