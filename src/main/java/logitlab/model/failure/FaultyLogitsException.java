package logitlab.model.failure;

import logitlab.decoding.Logits;

/**
 * A model gave logits from which no token can be chosen: NaN, plus infinity, or nothing but minus infinity. Numbers of 16 bits that
 * overflow are the usual cause.
 *
 * <pre>
 * new FaultyLogitsException("tiny", 3, "...").tokens()   is 3: the logits of the token after the first three are wrong
 * </pre>
 */
public final class FaultyLogitsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String model;
    private final int tokens;

    /**
     * @param model its id
     * @param tokens how many tokens of the text the model had read, start tokens included; at least 1
     * @param found what is wrong with the logits
     */
    public FaultyLogitsException(String model, int tokens, String found) {
        super("model " + model + " after " + tokens + " tokens: " + found);
        this.model = model;
        this.tokens = tokens;
    }

    /**
     * Makes logits of the numbers that a model gave after it had read {@code tokens} tokens.
     *
     * @throws FaultyLogitsException if no token can be chosen from them
     */
    public static Logits requireUsable(String model, int tokens, float[] row) {
        try {
            return Logits.of(row);
        } catch (IllegalArgumentException unusable) {
            throw new FaultyLogitsException(model, tokens, unusable.getMessage());
        }
    }

    public String model() {
        return model;
    }

    public int tokens() {
        return tokens;
    }
}
