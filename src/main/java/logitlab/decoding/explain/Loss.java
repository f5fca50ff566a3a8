package logitlab.decoding.explain;

import java.util.List;

/**
 * The average surprisal of a text: the mean of the cross-entropies of its tokens, in nats per token.
 *
 * <p>The surprisal of one token is {@code -ln p}, where {@code p} is its model probability given all tokens before it. The loss is
 * {@code L = (1 / n) sum_i -ln p_i}, from 0 (certain of every token) to infinity; a uniform guess among V tokens gives ln V.
 *
 * <pre>
 * surprisals ln 2 and ln 8   have a loss of 1.386... nats per token, and a perplexity of 4
 * </pre>
 *
 * @param surprises the surprisal of each token in order, at least one
 */
public record Loss(List<Double> surprises) {

    public Loss {
        surprises = List.copyOf(surprises);
        if (surprises.isEmpty()) {
            throw new IllegalArgumentException("a loss must have at least one surprise but has none");
        }
    }

    /** The sum over the whole text. */
    public double total() {
        return surprises.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The mean, in nats per token. */
    public double nats() {
        return total() / surprises.size();
    }

    /** {@code e^L}: a uniform guess among that many tokens would have the same loss. At least 1. */
    public double perplexity() {
        return Math.exp(nats());
    }

    /** The total in bits divided by the bytes of the text, which is comparable between models with different tokenizers. */
    public double bitsPerByte(int bytes) {
        return total() / Math.log(2) / bytes;
    }
}
