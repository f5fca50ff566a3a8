package logitlab.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/**
 * {@code compute: effect}: whether the sampling probability of a token rises, falls or stays when something is changed. What is
 * right is found by changing it.
 *
 * <pre>
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * of: mat
 * change: {temperature: 2}
 * </pre>
 */
public record EffectPick(Cut before, int of, Change change) implements Pick {

    static final List<String> KEYS = Stream.of(GreedyPick.KEYS, Change.KEYS, List.of("of"))
            .flatMap(List::stream)
            .toList();

    private static final String RISE = "rise";
    private static final String FALL = "fall";
    private static final String STAY = "stay";

    /** What differs by less is the same but for rounding. */
    private static final double SAME = 1e-9;

    /** What differs at all must differ by so much, that one can see it. */
    private static final double CLEAR = 0.002;

    static EffectPick of(BlockWords words) {
        Cut before = Cut.of(words);
        EffectPick pick =
                new EffectPick(before, before.vocabulary().id(words, "of"), Change.of(words, before.vocabulary()));
        if (pick.change.token() == pick.of && pick.change.name().equals("ban")) {
            throw new InvalidValue("change.ban", new Rule("other-than", "of"), words.text("of"));
        }
        return pick;
    }

    @Override
    public String name() {
        return "effect";
    }

    /** Of another token, but not the one that is banned or raised. */
    @Override
    public EffectPick fresh(Dice dice) {
        Cut fresh = before.fresh(dice);
        int other = change.token() == of ? of : dice.whole(0, fresh.size() - 1);
        return new EffectPick(fresh, other, change);
    }

    @Override
    public List<Option> options() {
        return Stream.of(RISE, FALL, STAY).map(word -> Option.of(word)).toList();
    }

    private double difference() {
        return probability(change.after(before)) - probability(before);
    }

    private double probability(Cut cut) {
        return cut.step().candidate(of).samplingProbability();
    }

    @Override
    public String right() {
        double difference = difference();
        return Math.abs(difference) < SAME ? STAY : difference > 0 ? RISE : FALL;
    }

    @Override
    public boolean fair() {
        double size = Math.abs(difference());
        boolean asked = change.token() != of || change.name().equals("raise");
        return asked
                && (size < SAME || size > CLEAR)
                && before.clear()
                && change.after(before).clear();
    }

    @Override
    public Optional<Mistake> mistake(String word) {
        boolean stay = word.equals(STAY);
        boolean dropped = !change.after(before).step().candidate(of).kept();
        String name = switch (change.name()) {
            case "add" -> "constant-shift";
            case "temperature" ->
                stay
                        ? "temperature-keeps-probabilities"
                        : change.figure() > before.settings().temperature()
                                ? "larger-t-sharpens"
                                : "smaller-t-flattens";
            case "ban", "raise" -> stay ? "sum-forgotten" : "wrong-way";
            default -> dropped ? "dropped-token" : stay ? "not-renormalised" : "wrong-way";
        };
        return Optional.of(new Mistake(name, 0, before.vocabulary().tokens().get(of)));
    }

    @Override
    public Facts facts() {
        return Facts.of(before.vocabulary(), of, before.said());
    }

    @Override
    public Map<String, Figure> holes() {
        Map<String, Figure> holes = new LinkedHashMap<>(Pick.holes(before.said()));
        holes.put("token", Figure.of(before.vocabulary().token(of)));
        return holes;
    }

    @Override
    public List<Working> solution() {
        Figure token = Figure.of(before.vocabulary().token(of));
        return List.of(
                Working.of("solution.before", token, Figure.of(Figure.Sort.PERCENT, probability(before))),
                Working.of("solution.after", token, Figure.of(Figure.Sort.PERCENT, probability(change.after(before)))),
                Working.of("solution." + right(), token));
    }
}
