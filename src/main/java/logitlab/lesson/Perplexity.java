package logitlab.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Loss;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;

/**
 * {@code compute: perplexity}: e to the mean surprise of a short text, each of whose tokens came with a probability.
 *
 * <pre>
 * tokens: [the, cat, sat]
 * probabilities: [0.5, 0.2, 0.4]
 * </pre>
 *
 * @param vocabulary the tokens of the text; as logits the logarithms of their probabilities
 */
public record Perplexity(GivenSoftmax.Vocabulary vocabulary) implements Computation {

    static final List<String> KEYS = List.of("tokens", "probabilities");

    static final List<String> MISTAKES = List.of("mean-inverted", "sum-not-mean", "not-exponentiated", "base-two");

    private static final Range PROBABILITIES = Range.above(0, 1);
    private static final int FEWEST = 2;
    private static final int MOST = 12;

    static Perplexity of(BlockWords words) {
        double[] probabilities = words.numbers("probabilities", PROBABILITIES, FEWEST, MOST);
        List<String> tokens = words.list("tokens", FEWEST, MOST);
        if (tokens.size() != probabilities.length) {
            throw new InvalidValue(
                    "tokens", new Rule("as-many-as", "probabilities", probabilities.length), "" + tokens.size());
        }
        return of(tokens, probabilities);
    }

    private static Perplexity of(List<String> tokens, double[] probabilities) {
        return new Perplexity(new GivenSoftmax.Vocabulary(
                tokens, Logits.of(Arrays.stream(probabilities).map(Math::log).toArray())));
    }

    private Stream<Integer> ids() {
        return IntStream.range(0, vocabulary.tokens().size()).boxed();
    }

    private double probability(int id) {
        return Math.exp(vocabulary.logits().at(id));
    }

    private Loss loss() {
        return new Loss(ids().map(this::surprise).toList());
    }

    private double surprise(int id) {
        return 0 - vocabulary.logits().at(id); // a certain token's is 0, not -0
    }

    @Override
    public Kind kind() {
        return Kind.PERPLEXITY;
    }

    /** It is about all. */
    @Override
    public int of() {
        return -1;
    }

    @Override
    public List<NumberExercise.Unit> units() {
        return List.of(NumberExercise.Unit.NUMBER);
    }

    /** Other probabilities, from 0.05 to 0.95. */
    @Override
    public Perplexity fresh(Dice dice) {
        return of(
                vocabulary.tokens(),
                ids().mapToDouble(id -> dice.whole(1, 19) / 20.0).toArray());
    }

    @Override
    public double value() {
        return loss().perplexity();
    }

    @Override
    public List<Mistake> mistakes() {
        double mean = ids().mapToDouble(this::probability).average().orElseThrow();
        return Computation.finite(Stream.of(
                new Mistake("mean-inverted", 1 / mean, ""),
                new Mistake("sum-not-mean", Math.exp(loss().total()), ""),
                new Mistake("not-exponentiated", loss().nats(), ""),
                new Mistake("base-two", Math.pow(2, loss().nats()), "")));
    }

    @Override
    public List<Working> settings() {
        return List.of();
    }

    @Override
    public Facts facts() {
        return new Facts(
                ids().map(id -> new Facts.Row(
                                vocabulary.token(id), List.of(Figure.of(Figure.Sort.SHARE, probability(id))), false))
                        .toList(),
                List.of(),
                Optional.empty());
    }

    @Override
    public Map<String, Figure> holes() {
        return Map.of();
    }

    @Override
    public List<Working> solution() {
        Stream<Working> surprises = ids().map(id -> Working.of(
                "solution.surprise-of",
                Figure.of(vocabulary.token(id)),
                Figure.of(Figure.Sort.SHARE, probability(id)),
                Figure.of(Figure.Sort.SCALED, surprise(id))));
        Figure mean = Figure.of(Figure.Sort.SCALED, loss().nats());
        return Stream.concat(
                        surprises,
                        Stream.of(
                                Working.of(
                                        "solution.mean",
                                        new Figure.Sum(Figure.Sort.SCALED, loss().surprises()),
                                        Figure.of(Figure.Sort.SCALED, loss().total()),
                                        Figure.of(
                                                Figure.Sort.COUNT,
                                                loss().surprises().size()),
                                        mean),
                                Working.of("solution.perplexity", mean, Figure.of(Figure.Sort.LOGIT, value()))))
                .toList();
    }
}
