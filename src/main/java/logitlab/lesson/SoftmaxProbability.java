package logitlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Rule;
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
public record SoftmaxProbability(GivenSoftmax.Vocabulary vocabulary, int of) {

    /** The name by which a lesson asks for it. */
    static final String NAME = "softmax";

    static final List<String> KEYS = List.of("tokens", "logits", "of");

    /** The names of {@link #mistakes}. */
    static final List<String> MISTAKES = List.of("exponential-alone", "share-of-logits", "top-only", "other-token");

    private static final int LOWEST_TENTH = -20;
    private static final int HIGHEST_TENTH = 30;

    static SoftmaxProbability of(BlockWords words) {
        GivenSoftmax.Vocabulary vocabulary = GivenSoftmax.Vocabulary.of(words);
        int of = vocabulary.tokens().indexOf(words.text("of"));
        if (of < 0) {
            throw new InvalidValue("of", new Rule("one-of", String.join(", ", vocabulary.tokens())), words.text("of"));
        }
        return new SoftmaxProbability(vocabulary, of);
    }

    /** The same question with other logits, in tenths, and of another token. */
    SoftmaxProbability fresh(Dice dice) {
        double[] logits = IntStream.range(0, vocabulary.tokens().size())
                .mapToDouble(id -> dice.whole(LOWEST_TENTH, HIGHEST_TENTH) / 10.0)
                .toArray();
        int other = dice.whole(0, logits.length - 1);
        return new SoftmaxProbability(new GivenSoftmax.Vocabulary(vocabulary.tokens(), Logits.of(logits)), other);
    }

    public SoftmaxWork work() {
        return SoftmaxWork.of(vocabulary.logits());
    }

    public String token() {
        return vocabulary.tokens().get(of);
    }

    /** What is right. */
    public double value() {
        return work().line(of).probability();
    }

    /** Each value that a usual mistake leads to. */
    public List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        SoftmaxWork.Line line = work().line(of);
        mistakes.add(mistake("exponential-alone", line.exponential()));
        mistakes.add(mistake("exponential-alone", Math.exp(line.logit())));
        mistakes.add(mistake("share-of-logits", line.logit() / sumOfLogits()));
        topOnly(mistakes, line);
        work().all().stream()
                .filter(other -> other.id() != of)
                .map(other -> new Mistake(
                        "other-token", other.probability(), vocabulary.tokens().get(other.id())))
                .forEach(mistakes::add);
        mistakes.removeIf(mistake -> !Double.isFinite(mistake.value()));
        return List.copyOf(mistakes);
    }

    private Mistake mistake(String name, double value) {
        return new Mistake(name, value, token());
    }

    private double sumOfLogits() {
        return work().all().stream().mapToDouble(SoftmaxWork.Line::logit).sum();
    }

    /** The exponential divided by the sum of the two, three, ... largest exponentials, up to about half of them, instead of all. */
    private void topOnly(List<Mistake> mistakes, SoftmaxWork.Line line) {
        List<SoftmaxWork.Line> best = work().best(work().size());
        double sum = best.get(0).exponential();
        for (int count = 2; count <= (best.size() + 1) / 2; count++) {
            sum += best.get(count - 1).exponential();
            if (best.subList(0, count).contains(line)) {
                mistakes.add(mistake("top-only", line.exponential() / sum));
            }
        }
    }
}
