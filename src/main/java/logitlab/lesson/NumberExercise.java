package logitlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;

/**
 * {@code ```exercise number}: a number to work out, right within a tolerance. What is right is computed, never written down.
 *
 * <pre>
 * id: practice
 * question: What probability does softmax give to {token}?
 * compute: softmax
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * of: sofa
 * unit: share
 * tolerance: 0.005
 * mistakes: [exponential-alone, other-unit]
 * hints:
 *   - Which logit is the largest?
 * </pre>
 *
 * @param tolerance in the unit asked for; 0 for a count
 * @param mistakes the names of those that it knows, in the lesson's order
 */
public record NumberExercise(Brief brief, Computation computation, Unit unit, double tolerance, List<String> mistakes)
        implements Exercise {

    /** What is asked for: a share of 1, per cent, how many, nats, or a number without a unit. */
    public enum Unit {
        SHARE(1),
        PERCENT(100),
        COUNT(1),
        NATS(1),
        NUMBER(1);

        private final double whole;

        Unit(double whole) {
            this.whole = whole;
        }

        /** What the sum of all is in this unit. */
        public double whole() {
            return whole;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The other one of the units of a probability. */
        Unit other() {
            return this == SHARE ? PERCENT : SHARE;
        }

        boolean ofProbability() {
            return this == SHARE || this == PERCENT;
        }

        static Unit of(BlockWords words, List<Unit> units) {
            return words.oneOf("unit", units, Unit::word);
        }
    }

    private static final String ANSWER = "answer";
    private static final String OTHER_UNIT = "other-unit";
    private static final Range TOLERANCE = Range.above(0, 0.1);
    private static final Range COUNTS = Range.of(0, 1e6);

    /** How many tolerances a wrong value must lie from the right one, so that nobody is told the wrong thing. */
    private static final double APART = 2.5;

    /** An answer within so many tolerances was rounded too early. */
    private static final double CLOSE = 2;

    /** A right answer is at least so many tolerances, else a guess of 0 would nearly do. */
    private static final double LARGE_ENOUGH = 8;

    public NumberExercise {
        mistakes = List.copyOf(mistakes);
    }

    static NumberExercise of(BlockWords words) {
        Computation.Kind kind = Computation.Kind.of(words);
        List<String> keys = new ArrayList<>(Brief.keysWith(List.of("compute", "unit", "mistakes")));
        keys.addAll(kind.keys());
        Computation computation = kind.parse(words);
        if (!computation.counts()) {
            keys.add("tolerance");
        }
        words.allow(keys);
        Unit unit = Unit.of(words, computation.units());
        NumberExercise exercise = new NumberExercise(
                Brief.of(words, computation.holes().keySet()),
                computation,
                unit,
                computation.counts() ? 0 : words.number("tolerance", TOLERANCE) * unit.whole(),
                words.choices("mistakes", known(kind, unit)));
        exercise.requireFair(words);
        return exercise;
    }

    private static Set<String> known(Computation.Kind kind, Unit unit) {
        return Stream.concat(kind.mistakes().stream(), Stream.of(OTHER_UNIT).filter(name -> unit.ofProbability()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void requireFair(BlockWords words) {
        if (!computation.clear()) {
            throw new InvalidValue("logits", new Rule("clear-cut"), String.join(", ", words.list("logits")));
        }
        for (int i = 0; i < mistakes.size(); i++) {
            String name = mistakes.get(i);
            if (known().noneMatch(mistake -> mistake.name().equals(name))) {
                throw new InvalidValue("mistakes." + i, new Rule("can-be-made"), name);
            }
        }
        if (!tellsApart()) {
            String field = computation.counts() ? "mistakes" : "tolerance";
            throw new InvalidValue(
                    field, new Rule("tells-mistakes-apart"), words.find(field).orElse(""));
        }
        Dice.requireFresh(this::fresh);
    }

    /** Whether each mistake that this exercise knows leads to a value clearly apart from the right one. */
    private boolean tellsApart() {
        double right = right();
        return Math.abs(right) >= LARGE_ENOUGH * tolerance
                && known().allMatch(mistake -> Math.abs(mistake.value() - right) > APART * tolerance);
    }

    /** What is right, in the unit asked for. */
    public double right() {
        return computation.value() * unit.whole();
    }

    /** The mistakes that this exercise knows, in the lesson's order, with their values in the unit asked for. */
    private Stream<Mistake> known() {
        return mistakes.stream()
                .flatMap(name -> name.equals(OTHER_UNIT)
                        ? Stream.of(new Mistake(
                                name, computation.value() * unit.other().whole(), computation.token()))
                        : computation.mistakes().stream()
                                .filter(mistake -> mistake.name().equals(name))
                                .map(mistake -> new Mistake(name, mistake.value() * unit.whole(), mistake.token())));
    }

    @Override
    public Attempt<NumberExercise> attempt(Map<String, String> typed) {
        return Attempt.of(
                this, typed, List.of(ANSWER), this::fresh, (asked, answer) -> asked.judge(asked.read(answer)));
    }

    private NumberExercise fresh(long seed) {
        return Dice.first(
                seed,
                dice -> new NumberExercise(brief.fresh(seed), computation.fresh(dice), unit, tolerance, mistakes),
                fresh -> fresh.computation.clear() && fresh.tellsApart());
    }

    /** The answer in the unit asked for; a percent sign says its own unit. */
    private double read(BlockWords words) {
        String answer = words.text(ANSWER);
        if (unit == Unit.COUNT) {
            return TypedNumber.count(ANSWER, answer, COUNTS);
        }
        if (unit.ofProbability() && TypedNumber.isPercentage(answer)) {
            return TypedNumber.percentage(ANSWER, answer) / Unit.PERCENT.whole() * unit.whole();
        }
        return TypedNumber.number(ANSWER, answer);
    }

    private Verdict judge(double answer) {
        if (near(answer, right(), 1)) {
            return Verdict.RIGHT;
        }
        return known().filter(
                        mistake -> near(answer, mistake.value(), mistake.name().equals(OTHER_UNIT) ? scale() : 1))
                .findFirst()
                .or(() -> general(answer))
                .map(Verdict::of)
                .orElse(Verdict.WRONG);
    }

    /** How many of this unit's tolerances one of the other unit's is. */
    private double scale() {
        return unit.other().whole() / unit.whole();
    }

    private boolean near(double answer, double value, double tolerances) {
        return Math.abs(answer - value) <= tolerances * tolerance;
    }

    /** What can be said of any number: it was rounded too early, or it is no probability at all. */
    private Optional<Mistake> general(double answer) {
        if (near(answer, right(), CLOSE)) {
            return Optional.of(new Mistake("rounded-early", answer, computation.token()));
        }
        return unit.ofProbability() && (answer < 0 || answer > unit.whole())
                ? Optional.of(new Mistake("no-probability", answer, computation.token()))
                : Optional.empty();
    }

    @Override
    public Facts facts() {
        return computation.facts();
    }

    @Override
    public Map<String, Figure> holes() {
        return computation.holes();
    }

    @Override
    public List<Working> solution() {
        return computation.solution();
    }

    @Override
    public Map<String, String> answer() {
        return answer(right());
    }

    private Map<String, String> answer(double value) {
        return Map.of(ANSWER, unit == Unit.COUNT ? Long.toString(Math.round(value)) : Double.toString(value));
    }

    /** Where two mistakes lead to one value, the one that the lesson names first. */
    @Override
    public List<Slip> slips() {
        return known().filter(mistake -> judge(mistake.value())
                        .mistake()
                        .filter(found -> found.name().equals(mistake.name()))
                        .isPresent())
                .map(mistake -> new Slip(mistake.name(), answer(mistake.value())))
                .toList();
    }
}
