package logitlab.lesson;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.SoftmaxWork;

/**
 * {@code compute: temperature}: the probability of one token once every logit was divided by the temperature.
 *
 * <pre>
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * of: sofa
 * temperature: 0.5
 * </pre>
 */
public record TemperatureProbability(GivenSoftmax.Vocabulary vocabulary, int of, double temperature)
        implements Computation {

    static final List<String> KEYS = List.of("tokens", "logits", "of", "temperature");

    static final List<String> MISTAKES = List.of(
            "temperature-on-probabilities",
            "multiplied",
            "no-temperature",
            "exponential-alone",
            "top-only",
            "other-token");

    static TemperatureProbability of(BlockWords words) {
        GivenSoftmax.Vocabulary vocabulary = GivenSoftmax.Vocabulary.of(words);
        words.text("temperature");
        return new TemperatureProbability(
                vocabulary, vocabulary.id(words, "of"), words.settings().temperature());
    }

    @Override
    public Kind kind() {
        return Kind.TEMPERATURE;
    }

    @Override
    public TemperatureProbability fresh(Dice dice) {
        GivenSoftmax.Vocabulary fresh = vocabulary.fresh(dice);
        return new TemperatureProbability(fresh, dice.whole(0, fresh.tokens().size() - 1), temperature);
    }

    private Logits scaled(DoubleUnaryOperator scale) {
        Logits logits = vocabulary.logits();
        return logits.map(id -> scale.applyAsDouble(logits.at(id)));
    }

    private SoftmaxWork work() {
        return SoftmaxWork.of(scaled(logit -> logit / temperature));
    }

    @Override
    public double value() {
        return work().line(of).probability();
    }

    /** The temperature on the probabilities: divided by it, or divided by it and then put through softmax once more. */
    @Override
    public List<Mistake> mistakes() {
        double plain = vocabulary.logits().probability(of);
        Logits probabilities = vocabulary.logits().map(vocabulary.logits()::probability);
        double again =
                probabilities.map(id -> probabilities.at(id) / temperature).probability(of);
        double multiplied = scaled(logit -> logit * temperature).probability(of);
        return Computation.finite(Stream.of(
                        Stream.of(
                                new Mistake("temperature-on-probabilities", plain / temperature, token()),
                                new Mistake("temperature-on-probabilities", again, token()),
                                new Mistake("multiplied", multiplied, token()),
                                new Mistake("no-temperature", plain, token())),
                        SoftmaxProbability.exponentialAlone(work(), of, token()),
                        SoftmaxProbability.topOnly(work(), of, token()),
                        otherTokens(id -> work().line(id).probability()))
                .flatMap(mistakes -> mistakes));
    }

    @Override
    public List<Working> settings() {
        return List.of(Working.of("temperature", Figure.of(Figure.Sort.PLAIN, temperature)));
    }

    @Override
    public List<Working> solution() {
        Stream<Working> divided = IntStream.range(0, vocabulary.tokens().size())
                .mapToObj(id -> Working.of(
                        "solution.scaled",
                        Figure.of(vocabulary.token(id)),
                        Figure.of(Figure.Sort.LOGIT, vocabulary.logits().at(id)),
                        Figure.of(Figure.Sort.PLAIN, temperature),
                        Figure.of(Figure.Sort.SCALED, vocabulary.logits().at(id) / temperature)));
        return Stream.concat(
                        divided,
                        SoftmaxSolution.of(vocabulary, work(), of, Figure.Sort.SCALED, Figure.Sort.SCALED_SUBTRACTED)
                                .stream())
                .toList();
    }
}
