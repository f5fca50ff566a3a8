package logitlab.decoding;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds a constant to the logits of chosen tokens: {@code z'_i = z_i + b_i}.
 *
 * <p>Each {@code b_i} is in [-1000, 1000], in nats. A bias of {@code b} multiplies the token's odds by {@code e^b}.
 *
 * <pre>
 * bias {1: 2} on [3, 0]   gives [3, 2]
 * </pre>
 */
public record Bias(SortedMap<Integer, Double> byId) implements Stage {

    public static final Range RANGE = Range.of(-1000, 1000);

    public Bias(Map<Integer, Double> byId) {
        this(new TreeMap<>(byId));
    }

    public Bias {
        byId.values().forEach(value -> RANGE.require("bias", value));
        byId = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    }

    /** @throws IllegalArgumentException where an id is not in the vocabulary */
    @Override
    public Scores apply(Scores scores, Prefix prefix) {
        Logits logits = scores.logits();
        byId.keySet().forEach(id -> requireKnown(id, logits.size()));
        return scores.with(logits.map(id -> logits.at(id) + byId.getOrDefault(id, 0.0)));
    }

    private static void requireKnown(int id, int size) {
        if (id < 0 || id >= size) {
            throw new IllegalArgumentException(
                    "bias for token id " + id + " but the vocabulary has ids 0 to " + (size - 1));
        }
    }

    @Override
    public boolean shapes() {
        return true;
    }
}
