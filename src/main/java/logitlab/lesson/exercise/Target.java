package logitlab.lesson.exercise;

import java.util.List;
import java.util.Locale;
import logitlab.decoding.Candidate;
import logitlab.decoding.Step;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.block.Value;

/**
 * What settings are to achieve: a probability, a number of kept tokens, an entropy.
 *
 * <pre>
 * goal: probability          goal: kept        goal: entropy
 * of: " king"                exactly: 3        at-most: 1.5
 * at-least: 0.5
 * </pre>
 *
 * @param value a share of 1, a count, or nats
 * @param of the id whose probability is meant; -1 for the other measures
 */
public record Target(Measure measure, Bound bound, double value, int of) {

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

    /** Which side of the value meets the goal. */
    public enum Bound {
        AT_LEAST,
        AT_MOST,
        EXACTLY;

        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final List<String> KEYS = List.of("goal", "of", "at-least", "at-most", "exactly");

    static Target of(BlockValues values, LogitSource source) {
        Measure measure = values.oneOf("goal", List.of(Measure.values()), Measure::key);
        List<Bound> allowed = List.of(Bound.values()).subList(0, measure == Measure.KEPT ? 3 : 2);
        List<Bound> bounds = allowed.stream()
                .filter(bound -> values.find(bound.key()).isPresent())
                .toList();
        if (bounds.size() != 1) {
            String all = String.join(", ", allowed.stream().map(Bound::key).toList());
            throw new InvalidValueException("goal", new Constraint("exactly-one", all), measure.key());
        }
        String key = bounds.get(0).key();
        double value = measure == Measure.KEPT ? values.whole(key, measure.range) : values.number(key, measure.range);
        return new Target(measure, bounds.get(0), value, measure == Measure.PROBABILITY ? token(values, source) : -1);
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
        double difference = reached - value;
        return switch (bound) {
            case AT_LEAST -> Math.min(0, difference);
            case AT_MOST -> Math.max(0, difference);
            case EXACTLY -> difference;
        };
    }

    /** A result as the goal itself is written. */
    public Value figure(double reached) {
        return Value.of(measure.kind, reached);
    }
}
