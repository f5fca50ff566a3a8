package logitlab.lesson.exercise;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Step;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.block.Value;

/**
 * What settings are to achieve: a probability, a number of kept tokens, an entropy. With both bounds it is a band, which no extreme
 * setting meets.
 *
 * <pre>
 * goal: probability          goal: kept        goal: entropy
 * of: " king"                exactly: 3        at-most: 1.5
 * at-least: 0.5
 * at-most: 0.6
 * </pre>
 *
 * @param least a share of 1, a count, or nats; minus infinity if there is no such bound
 * @param most the same; infinity if there is no such bound
 * @param of the id whose probability is meant; -1 for the other measures
 */
public record Target(Measure measure, double least, double most, int of) {

    /** What is measured, after all stages. */
    public enum Measure {
        PROBABILITY(Range.of(0, 1), Value.Kind.PERCENT),
        KEPT(Range.of(1, 1e6), Value.Kind.COUNT),
        ENTROPY(Range.of(0, 20), Value.Kind.NATS);

        private final Range range;
        private final Value.Kind kind;

        Measure(Range range, Value.Kind kind) {
            this.range = range;
            this.kind = kind;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String LEAST = "at-least";
    private static final String MOST = "at-most";
    private static final String EXACTLY = "exactly";

    static final List<String> BOUNDS = List.of(EXACTLY, LEAST, MOST);
    static final List<String> KEYS = List.of("goal", "of", LEAST, MOST, EXACTLY);

    static Target of(BlockValues values, LogitSource source) {
        Measure measure = values.oneOf("goal", List.of(Measure.values()), Measure::key);
        boolean exact = measure == Measure.KEPT && values.find(EXACTLY).isPresent();
        List<String> bounds = Stream.of(LEAST, MOST)
                .filter(key -> values.find(key).isPresent())
                .toList();
        if (exact != bounds.isEmpty() || !exact && values.find(EXACTLY).isPresent()) {
            List<String> allowed = measure == Measure.KEPT ? List.of(LEAST, MOST, EXACTLY) : List.of(LEAST, MOST);
            throw new InvalidValueException(
                    "goal", new Constraint("exactly-one", String.join(", ", allowed)), measure.key());
        }
        double least = bound(values, measure, exact ? EXACTLY : LEAST, Double.NEGATIVE_INFINITY);
        double most = bound(values, measure, exact ? EXACTLY : MOST, Double.POSITIVE_INFINITY);
        if (least > most) {
            throw new InvalidValueException(
                    MOST, new Constraint("from-to", least, measure.range.max()), values.text(MOST));
        }
        return new Target(measure, least, most, measure == Measure.PROBABILITY ? token(values, source) : -1);
    }

    private static double bound(BlockValues values, Measure measure, String key, double none) {
        if (values.find(key).isEmpty()) {
            return none;
        }
        return measure == Measure.KEPT ? values.whole(key, measure.range) : values.number(key, measure.range);
    }

    /** {@code between}, {@code exactly}, {@code at-least} or {@code at-most}. */
    public String bound() {
        if (Double.isFinite(least) && Double.isFinite(most)) {
            return least == most ? EXACTLY : "between";
        }
        return Double.isFinite(least) ? LEAST : MOST;
    }

    /** The bounds that there are, as the goal is written; the only value of an exact goal once. */
    public List<Value> figures() {
        return DoubleStream.of(least, most)
                .filter(Double::isFinite)
                .distinct()
                .mapToObj(this::figure)
                .toList();
    }

    private static int token(BlockValues values, LogitSource source) {
        values.text("of");
        String text = values.entries().get("of"); // with the spaces around it
        return source.find(text)
                .orElseThrow(() -> new InvalidValueException("of", new Constraint("token-of-vocabulary"), text));
    }

    double reached(Step step) {
        return switch (measure) {
            case PROBABILITY -> step.candidate(of).samplingProbability();
            case KEPT -> step.kept();
            case ENTROPY ->
                step.intervals(step.kept()).stream()
                        .mapToDouble(Candidate::samplingProbability)
                        .filter(p -> p > 0)
                        .map(p -> -p * Math.log(p))
                        .sum();
        };
    }

    /** By how much a result misses the goal: positive above it, negative below it, 0 if the goal is met. */
    double gap(double reached) {
        return reached < least ? reached - least : Math.max(0, reached - most);
    }

    /** A result as the goal itself is written. */
    public Value figure(double reached) {
        return Value.of(measure.kind, reached);
    }
}
