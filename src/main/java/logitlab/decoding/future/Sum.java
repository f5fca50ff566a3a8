package logitlab.decoding.future;

/**
 * A sum of doubles whose error does not grow with their number: what each addition rounds away is summed too.
 *
 * <p>The error is about one rounding of the result. Source: Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
 * Summen, 1974.
 *
 * <pre>
 * 1 + 1e100 - 1e100   is 1, where plain addition gives 0
 * </pre>
 */
final class Sum {

    private double sum;
    private double lost;

    void add(double value) {
        double next = sum + value;
        lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
        sum = next;
    }

    double value() {
        return sum + lost;
    }
}
