package logitlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.model.Models;

/**
 * {@code ```exercise count}: a whole number to work out from what a model is or makes.
 *
 * <pre>
 * id: how-many
 * question: How many tokens are these?
 * compute: tokens
 * model: storyteller
 * texts: ["The cat sat.", "Once upon a time,"]
 * mistakes: [words-counted, characters-counted]
 * hints:
 *   - A mark is a token of its own.
 * </pre>
 *
 * @param mistakes the names of those that it knows, in the lesson's order
 */
public record CountExercise(Brief brief, Quantity quantity, List<String> mistakes) implements Exercise {

    private static final String ANSWER = "answer";
    private static final Range COUNTS = Range.of(0, 1e12);

    public CountExercise {
        mistakes = List.copyOf(mistakes);
    }

    static CountExercise of(BlockWords words, Models models) {
        Quantity.Kind kind = Quantity.Kind.ALL.get(words.oneOf("compute", List.copyOf(Quantity.Kind.ALL.keySet())));
        List<String> keys = new ArrayList<>(Brief.keysWith(kind.keys()));
        keys.addAll(List.of("compute", "mistakes"));
        words.allow(keys);
        Quantity quantity = kind.parser().apply(words, models);
        CountExercise exercise = new CountExercise(
                Brief.of(words, quantity.holes().keySet()),
                quantity,
                words.choices("mistakes", Set.copyOf(kind.mistakes())));
        exercise.requireFair();
        return exercise;
    }

    private void requireFair() {
        Optional<Mistake> right = right();
        if (right.isPresent()) {
            throw new InvalidValue(
                    "mistakes", new Rule("never-right"), right.get().name());
        }
        if (asksAfresh()) {
            Dice.requireFresh(this::fresh, "mistakes");
        }
    }

    /** A known mistake that leads to the right number. */
    private Optional<Mistake> right() {
        return known().filter(mistake -> mistake.value() == quantity.value()).findFirst();
    }

    private Stream<Mistake> known() {
        return mistakes.stream()
                .flatMap(name -> quantity.mistakes().stream()
                        .filter(mistake -> mistake.name().equals(name)));
    }

    private CountExercise fresh(long seed) {
        return Dice.first(
                seed,
                dice -> new CountExercise(brief.fresh(seed), quantity.fresh(dice), mistakes),
                asked -> asked.right().isEmpty());
    }

    @Override
    public Attempt<CountExercise> attempt(Map<String, String> typed) {
        return Attempt.of(
                this,
                typed,
                List.of(ANSWER),
                this::fresh,
                (asked, words) -> asked.judge(TypedNumber.count(ANSWER, words.text(ANSWER), COUNTS)));
    }

    private Verdict judge(long answer) {
        return answer == quantity.value()
                ? Verdict.RIGHT
                : known().filter(mistake -> mistake.value() == answer)
                        .findFirst()
                        .map(Verdict::of)
                        .orElse(Verdict.WRONG);
    }

    @Override
    public boolean asksAfresh() {
        return quantity.asksAfresh();
    }

    @Override
    public Facts facts() {
        return new Facts(List.of(), quantity.given(), Optional.empty());
    }

    @Override
    public Map<String, Figure> holes() {
        return quantity.holes();
    }

    @Override
    public List<Working> solution() {
        return quantity.solution();
    }

    @Override
    public Map<String, String> answer() {
        return answer(quantity.value());
    }

    private static Map<String, String> answer(long value) {
        return Map.of(ANSWER, Long.toString(value));
    }

    /** Where two mistakes lead to one number, the one that the lesson names first. */
    @Override
    public List<Slip> slips() {
        return known().filter(mistake -> judge((long) mistake.value())
                        .mistake()
                        .filter(mistake::equals)
                        .isPresent())
                .map(mistake -> new Slip(mistake.name(), answer((long) mistake.value())))
                .toList();
    }
}
