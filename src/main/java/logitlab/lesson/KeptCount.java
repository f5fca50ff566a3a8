package logitlab.lesson;

import java.util.List;
import java.util.stream.Stream;

/**
 * {@code compute: kept}: how many tokens stay.
 *
 * <pre>
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * top-p: 0.8
 * </pre>
 */
public record KeptCount(Cut cut) implements Computation {

    static final List<String> KEYS = Cut.KEYS;

    static final List<String> MISTAKES =
            Stream.concat(Cut.MISTAKES.stream(), Stream.of("dropped-counted")).toList();

    static KeptCount of(BlockWords words) {
        return new KeptCount(Cut.truncating(words));
    }

    @Override
    public Kind kind() {
        return Kind.KEPT;
    }

    @Override
    public GivenSoftmax.Vocabulary vocabulary() {
        return cut.vocabulary();
    }

    @Override
    public int of() {
        return -1;
    }

    @Override
    public List<NumberExercise.Unit> units() {
        return List.of(NumberExercise.Unit.COUNT);
    }

    @Override
    public KeptCount fresh(Dice dice) {
        return new KeptCount(cut.fresh(dice));
    }

    @Override
    public boolean clear() {
        return cut.clear();
    }

    @Override
    public double value() {
        return cut.step().kept();
    }

    @Override
    public List<Mistake> mistakes() {
        return Stream.concat(
                        cut.wrong().stream()
                                .map(wrong ->
                                        new Mistake(wrong.name(), wrong.ids().size(), "")),
                        Stream.of(new Mistake("dropped-counted", cut.size() - value(), "")))
                .toList();
    }

    @Override
    public List<Working> settings() {
        return cut.said();
    }

    @Override
    public List<Working> solution() {
        return cut.solution();
    }
}
