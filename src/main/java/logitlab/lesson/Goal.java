package logitlab.lesson;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.decoding.Step;

/**
 * What settings are to bring about: a probability, a number of tokens kept, an entropy.
 *
 * <pre>
 * goal: probability          goal: kept        goal: entropy
 * of: " king"                exactly: 3        at-most: 1.5
 * at-least: 0.5
 * </pre>
 *
 * @param figure a share of 1, a count, or nats
 * @param of the id whose probability it is, -1 for the others
 */
public record Goal(Measure measure, Bound bound, double figure, int of) {

    /** What is measured, on what is left after the stages. */
    public enum Measure {
        PROBABILITY(Range.of(0, 1), Figure.Sort.PERCENT),
        KEPT(Range.of(1, 1e6), Figure.Sort.COUNT),
        ENTROPY(Range.of(0, 20), Figure.Sort.NATS);

        private final Range range;
        private final Figure.Sort sort;

        Measure(Range range, Figure.Sort sort) {
            this.range = range;
            this.sort = sort;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** On which side of the figure it is reached. */
    public enum Bound {
        AT_LEAST,
        AT_MOST,
        EXACTLY;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private double gap(double difference) {
            return switch (this) {
                case AT_LEAST -> Math.min(0, difference);
                case AT_MOST -> Math.max(0, difference);
                case EXACTLY -> difference;
            };
        }
    }

    static final List<String> KEYS = List.of("goal", "of", "at-least", "at-most", "exactly");

    static Goal of(BlockWords words, Source source) {
        List<String> names = Stream.of(Measure.values()).map(Measure::word).toList();
        Measure measure = Measure.values()[names.indexOf(words.oneOf("goal", names))];
        List<Bound> bounds = Stream.of(Bound.values())
                .filter(bound -> words.find(bound.word()).isPresent())
                .filter(bound -> bound != Bound.EXACTLY || measure == Measure.KEPT)
                .toList();
        if (bounds.size() != 1) {
            String all = measure == Measure.KEPT ? "at-least, at-most, exactly" : "at-least, at-most";
            throw new InvalidValue("goal", new Rule("exactly-one", all), measure.word());
        }
        String bound = bounds.get(0).word();
        double figure =
                measure == Measure.KEPT ? words.whole(bound, measure.range) : words.number(bound, measure.range);
        return new Goal(measure, bounds.get(0), figure, measure == Measure.PROBABILITY ? token(words, source) : -1);
    }

    /** The text of a token as it is, with its space. */
    private static int token(BlockWords words, Source source) {
        words.text("of");
        String text = words.words().get("of");
        return source.find(text).orElseThrow(() -> new InvalidValue("of", new Rule("token-of-vocabulary"), text));
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

    /** How far what is reached lies above the goal; negative where it lies below, 0 where the goal is met. */
    double gap(double reached) {
        return bound.gap(reached - figure);
    }

    public Figure written() {
        return written(figure);
    }

    /** What is reached, as the goal itself is written. */
    public Figure written(double reached) {
        return Figure.of(measure.sort, reached);
    }
}
