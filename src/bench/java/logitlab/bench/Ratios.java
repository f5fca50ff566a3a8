package logitlab.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * For each pair measured side by side, how many times as long the first took as the second.
 *
 * <pre>
 * add(30, 10), add(20, 10), add(90, 10)   has the median 3
 * </pre>
 */
final class Ratios {

    private final List<Double> ratios = new ArrayList<>();

    void add(double measured, double against) {
        ratios.add(measured / against);
    }

    int size() {
        return ratios.size();
    }

    double median() {
        return quantile(0.5);
    }

    /** The quantile {@code q} of the ratios, by the nearest-rank method. */
    double quantile(double q) {
        List<Double> rising = new ArrayList<>(ratios);
        Collections.sort(rising);
        return rising.get((int) Math.max(0, Math.ceil(q * rising.size()) - 1));
    }
}
