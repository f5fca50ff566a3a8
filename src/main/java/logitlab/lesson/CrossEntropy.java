package logitlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.SoftmaxWork;

/**
 * {@code compute: cross-entropy}: the surprise of one token in nats, straight from the logits.
 *
 * <pre>
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * of: sofa
 * </pre>
 */
public record CrossEntropy(GivenSoftmax.Vocabulary vocabulary, int of) implements Computation {

    static final List<String> KEYS = SoftmaxProbability.KEYS;

    static final List<String> MISTAKES =
            List.of("sign-forgotten", "probability-itself", "logit-itself", "base-two", "base-ten", "other-token");

    static CrossEntropy of(BlockWords words) {
        GivenSoftmax.Vocabulary vocabulary = GivenSoftmax.Vocabulary.of(words);
        return new CrossEntropy(vocabulary, vocabulary.id(words, "of"));
    }

    private Logits logits() {
        return vocabulary.logits();
    }

    @Override
    public Kind kind() {
        return Kind.CROSS_ENTROPY;
    }

    @Override
    public List<NumberExercise.Unit> units() {
        return List.of(NumberExercise.Unit.NATS);
    }

    @Override
    public CrossEntropy fresh(Dice dice) {
        GivenSoftmax.Vocabulary fresh = vocabulary.fresh(dice);
        return new CrossEntropy(fresh, dice.whole(0, fresh.tokens().size() - 1));
    }

    @Override
    public double value() {
        return logits().crossEntropy(of);
    }

    @Override
    public List<Mistake> mistakes() {
        return Computation.finite(Stream.concat(
                Stream.of(
                        new Mistake("sign-forgotten", -value(), token()),
                        new Mistake("probability-itself", logits().probability(of), token()),
                        new Mistake("logit-itself", -logits().at(of), token()),
                        new Mistake("base-two", value() / Math.log(2), token()),
                        new Mistake("base-ten", value() / Math.log(10), token())),
                otherTokens(id -> logits().crossEntropy(id))));
    }

    @Override
    public List<Working> settings() {
        return List.of();
    }

    @Override
    public List<Working> solution() {
        List<Working> softmax =
                SoftmaxSolution.of(vocabulary, SoftmaxWork.of(logits()), of, Figure.Sort.LOGIT, Figure.Sort.SUBTRACTED);
        List<Working> lines = new ArrayList<>(softmax.subList(0, softmax.size() - 1)); // all but the division
        double sum = SoftmaxWork.of(logits()).sum();
        lines.add(Working.of(
                "solution.log-sum-exp",
                Figure.of(Figure.Sort.EXPONENTIAL, sum),
                Figure.of(Figure.Sort.SCALED, Math.log(sum)),
                Figure.of(Figure.Sort.LOGIT, logits().max()),
                Figure.of(Figure.Sort.SCALED, logits().logSumExp())));
        lines.add(Working.of(
                "solution.surprise",
                Figure.of(vocabulary.token(of)),
                Figure.of(Figure.Sort.SCALED, logits().logSumExp()),
                Figure.of(Figure.Sort.SUBTRACTED, logits().at(of)),
                Figure.of(Figure.Sort.SCALED, value())));
        return List.copyOf(lines);
    }
}
