package logitlab.model.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Ranking;
import logitlab.model.Inspection;
import logitlab.model.OutputRow;
import logitlab.model.Vector;

/**
 * The logit lens after each attention and after each MLP, at one position: the logits that would come out if the network went from
 * there directly to its final norm. Those that the graph itself computes, after whole layers, are taken from it. The norm takes the
 * scale of the vector that reaches it, unlike in a {@link Bill}.
 *
 * <pre>
 * x_0 = token + position;  x_k = x_(k-1) + what the k-th attention or MLP adds;  logits_k,j = norm(x_k) . row_j + bias_j
 * </pre>
 *
 * <p>Source: nostalgebraist, Interpreting GPT: the logit lens, 2020.
 *
 * <pre>
 * FinerLens.of(inspection, 8, table)   of a network with 6 layers has 13 points: the embedding, then attention and MLP six times
 * </pre>
 */
public final class FinerLens {

    /** What has just been added. */
    public enum After {
        EMBEDDING,
        ATTENTION,
        MLP,
        /** A whole layer, if it does not show its parts. */
        LAYER
    }

    /** @param layer from 1, 0 for the embedding */
    public record Point(After after, int layer, Logits logits) {

        /** The rank of a token, 0 for the largest logit, ties by the lower id. */
        public int rank(int token) {
            return Ranking.of(logits).rank(token);
        }
    }

    /** A vector on the way. @param known its logits, if the graph computed them */
    private record Place(After after, int layer, double[] x, Optional<Logits> known) {}

    private FinerLens() {}

    /**
     * @param seen with {@link Bill#GROUPS}, and with the graph's lens at {@code position} or without one
     * @param position from 0
     * @param table the row of every token, by id
     * @return empty if the package does not expose its final norm or the vectors before its layers
     */
    public static List<Point> of(Inspection seen, int position, List<OutputRow> table) {
        Optional<Vector> first = seen.hidden(0, position);
        Optional<Vector> last = seen.hidden(seen.layers(), position);
        if (first.isEmpty()
                || last.isEmpty()
                || first.get().size() != last.get().size()) {
            return List.of();
        }
        return seen.finalNorm(position)
                .map(norm -> {
                    List<Place> places = walk(seen, position, first.get());
                    List<double[]> open = places.stream()
                            .filter(place -> place.known().isEmpty())
                            .map(place -> norm.normed(last.get(), place.x()))
                            .toList();
                    return points(places, logits(open, table).iterator());
                })
                .orElse(List.of());
    }

    private static List<Place> walk(Inspection seen, int position, Vector first) {
        List<Place> places = new ArrayList<>();
        double[] x = numbers(first);
        places.add(new Place(After.EMBEDDING, 0, x, seen.lens(0)));
        for (int layer = 1; layer <= seen.layers(); layer++) {
            if (!seen.showsParts(layer)) {
                Optional<Vector> hidden = seen.hidden(layer, position);
                if (hidden.isEmpty()) {
                    return List.of();
                }
                x = numbers(hidden.get());
                places.add(new Place(After.LAYER, layer, x, seen.lens(layer)));
                continue;
            }
            for (int head = 0; head < seen.heads(layer); head++) {
                x = sum(x, seen.headOutput(layer, head, position).orElseThrow());
            }
            x = seen.attentionBias(layer).isPresent()
                    ? sum(x, seen.attentionBias(layer).get())
                    : x;
            places.add(new Place(After.ATTENTION, layer, x, Optional.empty()));
            x = sum(x, seen.mlpOutput(layer, position).orElseThrow());
            places.add(new Place(After.MLP, layer, x, seen.lens(layer)));
        }
        return places;
    }

    private static double[] numbers(Vector vector) {
        return IntStream.range(0, vector.size()).mapToDouble(vector::at).toArray();
    }

    private static double[] sum(double[] x, Vector part) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] + part.at(i)).toArray();
    }

    /** @param computed the logits of the places without known ones, in their order */
    private static List<Point> points(List<Place> places, Iterator<Logits> computed) {
        return places.stream()
                .map(place ->
                        new Point(place.after(), place.layer(), place.known().orElseGet(computed::next)))
                .toList();
    }

    /** {@code vector . row + bias} for each vector and each row; all together, so that a large table is read only once. */
    private static List<Logits> logits(List<double[]> vectors, List<OutputRow> table) {
        int count = vectors.size();
        double[][] logits = new double[count][table.size()];
        for (int id = 0; id < table.size(); id++) {
            Vector row = table.get(id).row();
            for (int k = 0; k < count; k++) {
                double[] vector = vectors.get(k);
                double sum = table.get(id).bias();
                for (int i = 0; i < vector.length; i++) {
                    sum += vector[i] * row.at(i);
                }
                logits[k][id] = sum;
            }
        }
        return Arrays.stream(logits).map(Logits::of).toList();
    }
}
