package logitlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.SoftmaxWork;

/**
 * {@code compute: softmax}: the probability that softmax gives to one token of a small vocabulary.
 *
 * <pre>
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * of: sofa
 * </pre>
 */
public record SoftmaxProbability(GivenSoftmax.Vocabulary vocabulary, int of) implements Computation {

    static final List<String> KEYS = List.of("tokens", "logits", "of");

    /** The names of {@link #mistakes}. */
    static final List<String> MISTAKES = List.of("exponential-alone", "share-of-logits", "top-only", "other-token");

    static SoftmaxProbability of(BlockWords words) {
        GivenSoftmax.Vocabulary vocabulary = GivenSoftmax.Vocabulary.of(words);
        return new SoftmaxProbability(vocabulary, vocabulary.id(words, "of"));
    }

    @Override
    public Kind kind() {
        return Kind.SOFTMAX;
    }

    @Override
    public SoftmaxProbability fresh(Dice dice) {
        GivenSoftmax.Vocabulary fresh = vocabulary.fresh(dice);
        return new SoftmaxProbability(fresh, dice.whole(0, fresh.tokens().size() - 1));
    }

    public SoftmaxWork work() {
        return SoftmaxWork.of(vocabulary.logits());
    }

    @Override
    public double value() {
        return work().line(of).probability();
    }

    @Override
    public List<Mistake> mistakes() {
        SoftmaxWork work = work();
        Mistake share = new Mistake("share-of-logits", work.line(of).logit() / sumOfLogits(), token());
        return Computation.finite(Stream.of(
                        exponentialAlone(work, of, token()),
                        Stream.of(share),
                        topOnly(work, of, token()),
                        otherTokens(id -> work.line(id).probability()))
                .flatMap(mistakes -> mistakes));
    }

    private double sumOfLogits() {
        return work().all().stream().mapToDouble(SoftmaxWork.Line::logit).sum();
    }

    /** The exponential, with and without the largest logit subtracted, not divided by anything. */
    static Stream<Mistake> exponentialAlone(SoftmaxWork work, int of, String token) {
        SoftmaxWork.Line line = work.line(of);
        return Stream.of(line.exponential(), Math.exp(line.logit()))
                .map(value -> new Mistake("exponential-alone", value, token));
    }

    /** The exponential divided by the sum of the two, three, ... largest exponentials, up to about half of them, instead of all. */
    static Stream<Mistake> topOnly(SoftmaxWork work, int of, String token) {
        List<Mistake> mistakes = new ArrayList<>();
        SoftmaxWork.Line line = work.line(of);
        List<SoftmaxWork.Line> best = work.best(work.size());
        double sum = best.get(0).exponential();
        for (int count = 2; count <= (best.size() + 1) / 2; count++) {
            sum += best.get(count - 1).exponential();
            if (best.subList(0, count).contains(line)) {
                mistakes.add(new Mistake("top-only", line.exponential() / sum, token));
            }
        }
        return mistakes.stream();
    }

    @Override
    public List<Working> settings() {
        return List.of();
    }

    @Override
    public List<Working> solution() {
        return SoftmaxSolution.of(vocabulary, work(), of, Figure.Sort.LOGIT, Figure.Sort.SUBTRACTED);
    }
}
