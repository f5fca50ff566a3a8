package logitlab.decoding;

import java.util.BitSet;
import logitlab.decoding.input.Range;

/**
 * Nucleus sampling: keeps the shortest head, in rank order, whose probabilities sum to p or more.
 *
 * <p>p is in (0, 1]. A sum of p - 1e-12 or more counts as p ({@link Truncation#ROUNDING}). The token that crosses p
 * stays, so at least one does; of tied tokens the lower id comes first; p = 1 is off; if rounding keeps the whole sum below p,
 * all stay. Source: Holtzman et al. 2020, arXiv 1904.09751.
 *
 * <pre>
 * p = 0.75 on probabilities [0.5, 0.25, 0.25]   keeps the first two: 0.5 + 0.25 reaches it
 * </pre>
 */
public record TopP(double p) implements Truncation {

    public static final Range RANGE = Range.above(0, 1);

    public TopP {
        RANGE.require("top-p", p);
    }

    @Override
    public String name() {
        return "top-p";
    }

    @Override
    public BitSet keep(Survivors survivors) {
        if (p == 1) {
            return Truncation.head(survivors.size());
        }
        double sum = survivors.probability(0);
        int count = 1;
        while (count < survivors.size() && !Truncation.reached(sum, p)) {
            sum += survivors.probability(count);
            count++;
        }
        return Truncation.head(count);
    }
}
