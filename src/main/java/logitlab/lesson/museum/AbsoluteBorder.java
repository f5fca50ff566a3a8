package logitlab.lesson.museum;

import java.util.BitSet;
import logitlab.decoding.Survivors;
import logitlab.decoding.Truncation;

/** Min-p that takes its value for the border itself, not for a share of the best token's probability. The best token stays. */
record AbsoluteBorder(double border) implements Truncation {

    @Override
    public String name() {
        return "min-p";
    }

    @Override
    public BitSet keep(Survivors survivors) {
        int count = 1;
        while (count < survivors.size() && survivors.probability(count) >= border) {
            count++;
        }
        return Truncation.head(count);
    }
}
