package logitlab.decoding.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The entries of a text in their order, and their sums and means.
 *
 * <pre>
 * two tokens with the model probabilities 1/2 and 1/8   have the perplexities 2, then 4
 * </pre>
 *
 * @param entries one for each step; may be empty
 */
public record Ledger(List<LedgerEntry> entries) {

    public Ledger {
        entries = List.copyOf(entries);
    }

    /**
     * The perplexity of the model on the text up to and including each token: {@code exp} of the mean surprisal so far. At least 1, and
     * infinite from a banned token on.
     */
    public List<Double> perplexities() {
        return perplexities(entries.stream().map(LedgerEntry::surprisal).toList());
    }

    /** The same for surprisals in nats: {@code exp((1 / n) sum of the first n)}. */
    public static List<Double> perplexities(List<Double> surprisals) {
        List<Double> running = new ArrayList<>();
        double sum = 0;
        for (double surprisal : surprisals) {
            sum += surprisal;
            running.add(Math.exp(sum / (running.size() + 1)));
        }
        return List.copyOf(running);
    }

    /** {@code ln} of the probability of the whole text under the model, in nats. */
    public double modelLogProbability() {
        return sum(LedgerEntry::modelLogProbability);
    }

    /** {@code ln} of the probability that these settings draw the whole text, in nats; minus infinity if they cannot. */
    public double samplingLogProbability() {
        return sum(LedgerEntry::samplingLogProbability);
    }

    private double sum(ToDoubleFunction<LedgerEntry> value) {
        return entries.stream().mapToDouble(value).sum();
    }

    /** The mean of a value over all entries; NaN if there is no entry. */
    public double mean(ToDoubleFunction<LedgerEntry> value) {
        return sum(value) / entries.size();
    }

    /** The names of the truncations that dropped a token at some step. */
    public Set<String> truncations() {
        Set<String> names = new LinkedHashSet<>();
        entries.forEach(entry -> names.addAll(entry.cuts().keySet()));
        return names;
    }
}
