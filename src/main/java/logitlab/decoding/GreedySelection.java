package logitlab.decoding;

import java.util.BitSet;

/**
 * Greedy decoding as a truncation: keeps only the token of rank 0, so that every draw selects it.
 *
 * <pre>
 * on logits [1, 3, 3]   keeps id 1: of tied tokens the lower id
 * </pre>
 */
public record GreedySelection() implements Truncation {

    @Override
    public String name() {
        return "greedy";
    }

    @Override
    public BitSet keep(Survivors survivors) {
        return Truncation.head(1);
    }
}
