package logitlab.lesson;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.decoding.Words;

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
 * @param question with {@code {token}}, {@code {logit}} and {@code {largest}} still to be filled in, as in the hints
 * @param tolerance in the unit asked for
 * @param seed what fresh numbers were made from; empty for the lesson's own
 */
public record NumberExercise(
        String id,
        String question,
        SoftmaxProbability computation,
        Unit unit,
        double tolerance,
        List<String> hints,
        List<String> mistakes,
        OptionalLong seed)
        implements Exercise {

    /** What a probability is asked in: a share of 1, or per cent. */
    public enum Unit {
        SHARE(1),
        PERCENT(100);

        private final double whole;

        Unit(double whole) {
            this.whole = whole;
        }

        /** What the sum of all is in this unit. */
        public double whole() {
            return whole;
        }

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        Unit other() {
            return this == SHARE ? PERCENT : SHARE;
        }
    }

    /** A question with the numbers of its seed, what was answered, and what that is worth. */
    public record Attempt(
            NumberExercise asked, String typed, Optional<InvalidValue> wrong, Optional<Verdict> verdict) {}

    private static final List<String> KEYS =
            List.of("id", "question", "compute", "tokens", "logits", "of", "unit", "tolerance", "hints", "mistakes");
    private static final String OTHER_UNIT = "other-unit";
    private static final Set<String> MISTAKES = Stream.concat(
                    SoftmaxProbability.MISTAKES.stream(), Stream.of(OTHER_UNIT))
            .collect(Collectors.toUnmodifiableSet());
    private static final List<String> HOLES = List.of("token", "logit", "largest");
    private static final Pattern HOLE = Pattern.compile("\\{([^}]*)}");
    private static final Range TOLERANCE = Range.above(0, 0.1);
    private static final int MOST_HINTS = 6;
    private static final int TRIES = 1000;

    /** How many tolerances a wrong value must lie from the right one, so that nobody is told the wrong thing. */
    private static final double APART = 2.5;

    /** An answer within so many tolerances was rounded too early. */
    private static final double CLOSE = 2;

    /** A right answer is at least so many tolerances, else a guess of 0 would nearly do. */
    private static final double LARGE_ENOUGH = 8;

    static NumberExercise of(BlockWords words) {
        words.allow(KEYS);
        String id = words.text("id");
        words.oneOf("compute", List.of(SoftmaxProbability.NAME));
        SoftmaxProbability computation = SoftmaxProbability.of(words);
        Unit unit = words.oneOf("unit", List.of("share", "percent")).equals("share") ? Unit.SHARE : Unit.PERCENT;
        double tolerance = words.number("tolerance", TOLERANCE) * unit.whole();
        NumberExercise exercise = new NumberExercise(
                id,
                filled(words, "question"),
                computation,
                unit,
                tolerance,
                hints(words),
                words.choices("mistakes", MISTAKES),
                OptionalLong.empty());
        if (!exercise.tellsApart()) {
            throw new InvalidValue("tolerance", new Rule("tells-mistakes-apart"), words.text("tolerance"));
        }
        return exercise;
    }

    private static List<String> hints(BlockWords words) {
        List<String> hints = words.list("hints", 1, MOST_HINTS);
        for (int i = 0; i < hints.size(); i++) {
            filled(words, "hints." + i);
        }
        return hints;
    }

    /** The text of a key, whose holes are all known. */
    private static String filled(BlockWords words, String key) {
        Matcher hole = HOLE.matcher(words.text(key));
        while (hole.find()) {
            if (!HOLES.contains(hole.group(1))) {
                throw new InvalidValue(key, new Rule("known-hole", String.join(", ", HOLES)), hole.group());
            }
        }
        return words.text(key);
    }

    /** Whether each mistake that this exercise knows leads to a value clearly apart from the right one. */
    private boolean tellsApart() {
        double right = right();
        return right >= LARGE_ENOUGH * tolerance
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

    /**
     * The exercise with what a visitor sent: {@code seed} for fresh numbers, {@code answer}; without an answer there is no verdict.
     *
     * @throws InvalidValue where the seed is none, or where there is another key
     */
    public Attempt attempt(Map<String, String> typed) {
        BlockWords words = new BlockWords(typed);
        words.allow(List.of("seed", "answer"));
        NumberExercise asked =
                typed.containsKey("seed") ? fresh(Words.whole("seed", words.text("seed"), Draw.SEEDS)) : this;
        String answer = typed.getOrDefault("answer", "");
        if (!typed.containsKey("answer")) {
            return new Attempt(asked, "", Optional.empty(), Optional.empty());
        }
        try {
            return new Attempt(asked, answer, Optional.empty(), Optional.of(asked.judge(asked.read(words))));
        } catch (InvalidValue invalid) {
            return new Attempt(asked, answer, Optional.of(invalid), Optional.empty());
        }
    }

    /** The same question with numbers made from a seed. */
    private NumberExercise fresh(long seed) {
        Dice dice = new Dice(seed);
        for (int i = 0; i < TRIES; i++) {
            NumberExercise fresh = new NumberExercise(
                    id, question, computation.fresh(dice), unit, tolerance, hints, mistakes, OptionalLong.of(seed));
            if (fresh.tellsApart()) {
                return fresh;
            }
        }
        throw new IllegalStateException("no fresh numbers for exercise " + id + " from seed " + seed);
    }

    /** The answer in the unit asked for; a percent sign says its own unit. */
    private double read(BlockWords words) {
        String answer = words.text("answer");
        boolean percent = answer.endsWith("%");
        String number = TypedNumber.plain(percent ? answer.substring(0, answer.length() - 1) : answer);
        double value = Words.find(number).orElseThrow(() -> new InvalidValue("answer", new Rule("number"), answer));
        return percent ? value / Unit.PERCENT.whole() * unit.whole() : value;
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
        return answer < 0 || answer > unit.whole()
                ? Optional.of(new Mistake("no-probability", answer, computation.token()))
                : Optional.empty();
    }

    @Override
    public <T> T in(Cases<T> cases) {
        return cases.number(this);
    }
}
