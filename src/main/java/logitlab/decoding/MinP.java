package logitlab.decoding;

import java.util.BitSet;
import logitlab.decoding.input.Range;

/**
 * Keeps the tokens whose probability is at least a share of the largest one: {@code p_i >= m * max p}.
 *
 * <p>m is in [0, 1]; 0 is off, 1 keeps the best and its ties. Source: Nguyen et al. 2024, arXiv 2407.01082.
 *
 * <pre>
 * m = 0.5 on probabilities [0.5, 0.25, 0.25]   keeps all three
 * </pre>
 */
public record MinP(double share) implements Truncation {

    public static final Range RANGE = Range.of(0, 1);

    public MinP {
        RANGE.require("min-p", share);
    }

    @Override
    public String name() {
        return "min-p";
    }

    @Override
    public BitSet keep(Survivors survivors) {
        double least = share * survivors.probability(0);
        int count = 1;
        while (count < survivors.size() && survivors.probability(count) >= least) {
            count++;
        }
        return Truncation.head(count);
    }
}
