package logitlab.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import logitlab.decoding.Distribution;
import logitlab.decoding.Logits;

/**
 * What one attention head does at one position, step by step. The position asks with its query {@code q}; each position {@code j} up to there
 * offers a key {@code k_j} and gives a value {@code v_j}:
 *
 * <pre>
 * score_j = q . k_j / sqrt(d)     weight_j = e^score_j / sum_i e^score_i     gathered = sum_j weight_j v_j
 * </pre>
 *
 * <p>All three are of shape {@code [d]}, the width of a head; scores are any numbers, weights in [0, 1] with the sum 1. Source: Vaswani et
 * al., Attention is all you need, 2017, equation 1.
 *
 * @param products {@code q . k_j}
 * @param gathered the values added up, before the output projection
 * @param added what the head then adds to the vector at the position, of the width of the model
 */
public record HeadSteps(
        Vector query,
        List<Vector> keys,
        List<Double> products,
        List<Double> scores,
        List<Double> weights,
        List<Vector> values,
        Vector gathered,
        Vector added) {

    public HeadSteps {
        keys = List.copyOf(keys);
        products = List.copyOf(products);
        scores = List.copyOf(scores);
        weights = List.copyOf(weights);
        values = List.copyOf(values);
    }

    /**
     * @param layer from 1
     * @param head from 0, as is {@code position}
     * @return empty if the model does not show queries, keys, values and what a head adds
     */
    public static Optional<HeadSteps> of(Inspection seen, int layer, int head, int position) {
        Optional<Vector> query = seen.query(layer, head, position);
        List<Vector> keys = all(position, at -> seen.key(layer, head, at));
        List<Vector> values = all(position, at -> seen.value(layer, head, at));
        if (query.isEmpty() || keys.size() <= position || values.size() <= position) {
            return Optional.empty();
        }
        return seen.headOutput(layer, head, position).map(added -> of(query.get(), keys, values, added));
    }

    private static List<Vector> all(int position, IntFunction<Optional<Vector>> at) {
        return IntStream.rangeClosed(0, position)
                .mapToObj(at)
                .flatMap(Optional::stream)
                .toList();
    }

    static HeadSteps of(Vector query, List<Vector> keys, List<Vector> values, Vector added) {
        List<Double> products = keys.stream().map(query::dot).toList();
        List<Double> scores = products.stream()
                .map(product -> product / Math.sqrt(query.size()))
                .toList();
        Distribution shared =
                Logits.of(scores.stream().mapToDouble(score -> score).toArray()).softmax();
        List<Double> weights =
                IntStream.range(0, scores.size()).mapToObj(shared::at).toList();
        return new HeadSteps(query, keys, products, scores, weights, values, sum(weights, values), added);
    }

    private static Vector sum(List<Double> weights, List<Vector> values) {
        float[] sum = new float[values.get(0).size()];
        for (int i = 0; i < sum.length; i++) {
            double all = 0;
            for (int at = 0; at < values.size(); at++) {
                all += weights.get(at) * values.get(at).at(i);
            }
            sum[i] = (float) all;
        }
        return Vector.of(sum);
    }

    /**
     * One of the products that add up to a score.
     *
     * @param number of the query and the key that is multiplied, from 1
     * @param share {@code query * key / sqrt(d)}, its part of the score
     */
    public record Term(int number, double query, double key, double share) {}

    /**
     * The terms of the score of a position, the largest first, whatever their sign; all of them add up to the score.
     *
     * <pre>
     * query (2, 0, 0, 0), key (2, 1, 0, 0)   the first term is number 1 with 2 * 2 / sqrt(4) = 2
     * </pre>
     *
     * @param at the position that offers the key
     * @param most the number of terms
     */
    public List<Term> terms(int at, int most) {
        Vector key = keys.get(at);
        return IntStream.range(0, query.size())
                .mapToObj(
                        i -> new Term(i + 1, query.at(i), key.at(i), query.at(i) * key.at(i) / Math.sqrt(query.size())))
                .sorted(Comparator.comparingDouble((Term term) -> -Math.abs(term.share())))
                .limit(most)
                .toList();
    }

    /** The position that gets the largest weight, the first of several. */
    public int strongest() {
        return IntStream.range(0, weights.size())
                .reduce(0, (best, at) -> weights.get(at) > weights.get(best) ? at : best);
    }
}
