package logitlab.lesson;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Bias;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;
import logitlab.decoding.Scores;
import logitlab.decoding.Settings;
import logitlab.decoding.SoftmaxWork;

/**
 * {@code compute: biased}: the probability of one token once biases were added to the logits.
 *
 * <pre>
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * of: sofa
 * bias: {2: 1.5}
 * </pre>
 */
public record BiasedProbability(GivenSoftmax.Vocabulary vocabulary, int of, Settings on) implements Computation {

    static final List<String> KEYS = List.of("tokens", "logits", "of", "bias");

    static final List<String> MISTAKES =
            List.of("bias-on-probability", "bias-ignored", "not-renormalised", "other-token");

    static BiasedProbability of(BlockWords words) {
        GivenSoftmax.Vocabulary vocabulary = GivenSoftmax.Vocabulary.of(words);
        Settings settings = words.settings();
        if (settings.bias().isEmpty()) {
            throw new InvalidValue("bias", new Rule("required"), "");
        }
        BiasedProbability biased = new BiasedProbability(vocabulary, vocabulary.id(words, "of"), settings);
        biased.biased(); // refuses a bias for no token of the vocabulary
        return biased;
    }

    @Override
    public Kind kind() {
        return Kind.BIASED;
    }

    @Override
    public BiasedProbability fresh(Dice dice) {
        return new BiasedProbability(vocabulary.fresh(dice), of, on);
    }

    private double bias() {
        return on.bias().getOrDefault(of, 0.0);
    }

    private GivenSoftmax.Vocabulary biased() {
        return vocabulary.with(new Bias(on.bias())
                .apply(Scores.of(vocabulary.logits()), Prefix.EMPTY)
                .logits());
    }

    private double before() {
        return vocabulary.logits().probability(of);
    }

    @Override
    public double value() {
        return biased().logits().probability(of);
    }

    @Override
    public List<Mistake> mistakes() {
        return Computation.finite(Stream.concat(
                Stream.of(
                        new Mistake("bias-on-probability", before() + bias(), token()),
                        new Mistake("bias-ignored", before(), token()),
                        new Mistake("not-renormalised", before() * Math.exp(bias()), token())),
                otherTokens(id -> biased().logits().probability(id))));
    }

    @Override
    public List<Working> settings() {
        return Cut.said(on, vocabulary);
    }

    /** The bias's own holes would be as many as there are biases. */
    @Override
    public Map<String, Figure> holes() {
        return Map.of(
                "token",
                Figure.of(vocabulary.token(of)),
                "logit",
                Figure.of(Figure.Sort.LOGIT, vocabulary.logits().at(of)));
    }

    @Override
    public List<Working> solution() {
        Stream<Working> added = on.bias().entrySet().stream()
                .map(bias -> Working.of(
                        "solution.bias-added",
                        Figure.of(vocabulary.token(bias.getKey())),
                        Figure.of(Figure.Sort.LOGIT, vocabulary.logits().at(bias.getKey())),
                        Figure.of(Figure.Sort.SUBTRACTED, bias.getValue()),
                        Figure.of(Figure.Sort.LOGIT, biased().logits().at(bias.getKey()))));
        return Stream.concat(
                        added,
                        SoftmaxSolution.of(
                                biased(),
                                SoftmaxWork.of(biased().logits()),
                                of,
                                Figure.Sort.LOGIT,
                                Figure.Sort.SUBTRACTED)
                                .stream())
                .collect(Collectors.toUnmodifiableList());
    }
}
