package logitlab.decoding;

import java.util.Arrays;
import java.util.List;

/**
 * How surprised a model was by a text, on average: the mean of the cross-entropies of its tokens, in nats per token.
 *
 * <p>The surprise of one token is {@code -ln p}, with {@code p} its model probability given all before it. The loss is
 * {@code L = (1 / n) sum_i -ln p_i}, from 0 (certain of every token) to infinity; guessing evenly among V tokens makes ln V.
 *
 * <pre>
 * Loss.of(0.5, 0.125).nats()   is 1.386..., and its perplexity is 4
 * </pre>
 *
 * @param surprises of the tokens, in their order, at least one
 */
public record Loss(List<Double> surprises) {

    public Loss {
        surprises = List.copyOf(surprises);
        if (surprises.isEmpty()) {
            throw new IllegalArgumentException("a loss must have at least one surprise but has none");
        }
    }

    /** @param probabilities of the tokens that came, each in [0, 1] */
    public static Loss of(double... probabilities) {
        return new Loss(Arrays.stream(probabilities)
                .mapToObj(p -> 0 - Math.log(p)) // a certain token's is 0, not -0
                .toList());
    }

    /** The surprise of the whole text: the mean times the number of tokens. */
    public double total() {
        return surprises.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The mean, in nats per token. */
    public double nats() {
        return total() / surprises.size();
    }

    /** {@code e^L}: among how many equally likely tokens one would have to guess to be as surprised. At least 1. */
    public double perplexity() {
        return Math.exp(nats());
    }

    /** The total in bits, shared out among the bytes of the text: comparable between models that cut texts differently. */
    public double bitsPerByte(int bytes) {
        return total() / Math.log(2) / bytes;
    }
}
