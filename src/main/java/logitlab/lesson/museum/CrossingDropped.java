package logitlab.lesson.museum;

import java.util.BitSet;
import logitlab.decoding.Survivors;
import logitlab.decoding.Truncation;

/** Top-p that keeps tokens while the sum, each token's own probability included, is at most p: the one that crosses is lost. */
record CrossingDropped(double p) implements Truncation {

    @Override
    public String name() {
        return "top-p";
    }

    @Override
    public BitSet keep(Survivors survivors) {
        double sum = survivors.probability(0);
        int count = 1;
        while (count < survivors.size() && !Truncation.exceeded(sum + survivors.probability(count), p)) {
            sum += survivors.probability(count);
            count++;
        }
        return Truncation.head(count);
    }
}
