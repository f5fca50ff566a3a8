package logitlab.decoding;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Locally typical sampling: sorts by {@code |-ln p_i - H|}, the distance of a token's surprise from the entropy, and keeps
 * the shortest head whose probabilities sum to p or more, with whatever ties at its border.
 *
 * <p>p is in (0, 1]; 1 is off. It may drop the most probable token. Source: Meister et al. 2023, arXiv 2202.00666.
 *
 * <pre>
 * p = 0.4 on probabilities 0.25 and six times 0.125, H = 1.91   keeps the six of surprise 2.08 (they tie), not the one of 1.39
 * </pre>
 */
public record TypicalP(double p) implements Truncation {

    public static final Range RANGE = Range.above(0, 1);

    public TypicalP {
        RANGE.require("typical-p", p);
    }

    @Override
    public String name() {
        return "typical-p";
    }

    @Override
    public BitSet keep(Survivors survivors) {
        if (p == 1) {
            return Truncation.head(survivors.size());
        }
        double[] distances = distances(survivors);
        List<Integer> byDistance = IntStream.range(0, survivors.size())
                .boxed()
                .sorted(Comparator.comparingDouble(place -> distances[place]))
                .toList();
        double sum = 0;
        double border = 0;
        BitSet keep = new BitSet(survivors.size());
        for (int place : byDistance) {
            if (sum >= p && distances[place] > border) {
                break;
            }
            keep.set(place);
            sum += survivors.probability(place);
            border = distances[place];
        }
        return keep;
    }

    private static double[] distances(Survivors survivors) {
        double[] surprises = new double[survivors.size()];
        double entropy = 0;
        for (int place = 0; place < surprises.length; place++) {
            surprises[place] = -survivors.logProbability(place);
            // a probability that underflowed to 0 has a finite surprise still, and adds nothing
            entropy += survivors.probability(place) * surprises[place];
        }
        for (int place = 0; place < surprises.length; place++) {
            surprises[place] = Math.abs(surprises[place] - entropy);
        }
        return surprises;
    }
}
