package logitlab.decoding;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;

/**
 * Adds a constant to the logits of chosen tokens: {@code z'_i = z_i + b_i}.
 *
 * <p>Each {@code b_i} is in [-1000, 1000], in nats, or {@link #BAN}. A bias of {@code b} multiplies the token's odds by {@code e^b}; a
 * banned token has no odds left.
 *
 * <pre>
 * bias {1: 2} on [3, 0]      gives [3, 2]
 * bias {0: BAN} on [3, 0]    gives [minus infinity, 0]
 * </pre>
 */
public record Bias(SortedMap<Integer, Double> byId) implements Stage {

    public static final Range RANGE = Range.of(-1000, 1000);

    /** Bans a token. */
    public static final double BAN = Double.NEGATIVE_INFINITY;

    public Bias(Map<Integer, Double> byId) {
        this(new TreeMap<>(byId));
    }

    public Bias {
        byId.values().stream().filter(value -> value != BAN).forEach(value -> RANGE.require("bias", value));
        byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    }

    /** @throws InvalidValueException naming {@code bias.ID}, if an id is not in the vocabulary, or if this bans the last token */
    @Override
    public Scores apply(Scores scores, Prefix prefix) {
        Logits logits = scores.logits();
        double[] biased = logits.toArray();
        byId.forEach((id, bias) -> {
            if (id < 0 || id >= biased.length) {
                throw new InvalidValueException(
                        "bias." + id, new Constraint("known-token-id", 0, biased.length - 1), id.toString());
            }
            biased[id] += bias;
        });
        if (DoubleStream.of(biased).allMatch(logit -> logit == BAN)) {
            throw new InvalidValueException("bias." + byId.lastKey(), new Constraint("one-left"), "ban");
        }
        return scores.with(new Logits(biased));
    }

    @Override
    public boolean canChangeArgmax() {
        return true;
    }
}
