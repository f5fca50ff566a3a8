package logitlab.decoding;

import logitlab.decoding.input.Range;

/**
 * Divides every logit by the temperature: {@code z'_i = z_i / T}.
 *
 * <p>T is in [0.001, 100]. Below 1 the distribution sharpens towards the largest logit, above 1 it flattens towards uniform.
 * T = 0 would divide by zero; people mean greedy decoding by it.
 *
 * <pre>
 * T = 0.5 on [2, 1]   gives [4, 2]
 * </pre>
 */
public record Temperature(double temperature) implements Stage {

    public static final Range RANGE = Range.of(0.001, 100);

    public Temperature {
        if (temperature == 0) {
            throw new IllegalArgumentException("temperature must not be 0; for the largest logit use greedy decoding");
        }
        RANGE.require("temperature", temperature);
    }

    @Override
    public Scores apply(Scores scores, Prefix prefix) {
        Logits logits = scores.logits();
        return scores.with(logits.map(id -> logits.at(id) / temperature));
    }
}
