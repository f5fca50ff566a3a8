package logitlab.model.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.model.FinalNorm;
import logitlab.model.Inspection;
import logitlab.model.OutputRow;
import logitlab.model.Vector;

/**
 * The logit lens after each attention and after each MLP, at one position: the logits that would come out if the network went from
 * there directly to its final norm. The norm takes the scale of the vector that reaches it, unlike in a {@link Bill}.
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
    public record Point(After after, int layer, Logits logits) {}

    private final FinalNorm norm;
    private final Vector last;
    private final List<OutputRow> table;
    private final List<Point> points = new ArrayList<>();

    private FinerLens(FinalNorm norm, Vector last, List<OutputRow> table) {
        this.norm = norm;
        this.last = last;
        this.table = table;
    }

    /**
     * @param seen with {@link Bill#GROUPS}
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
                .map(norm -> new FinerLens(norm, last.get(), table).walk(seen, position, first.get()))
                .orElse(List.of());
    }

    private List<Point> walk(Inspection seen, int position, Vector first) {
        double[] x = numbers(first);
        add(After.EMBEDDING, 0, x);
        for (int layer = 1; layer <= seen.layers(); layer++) {
            List<Vector> heads = heads(seen, layer, position);
            Optional<Vector> mlp = seen.mlpOutput(layer, position);
            if (mlp.isEmpty() || heads.isEmpty()) {
                Optional<Vector> hidden = seen.hidden(layer, position);
                if (hidden.isEmpty()) {
                    return List.of();
                }
                x = numbers(hidden.get());
                add(After.LAYER, layer, x);
                continue;
            }
            for (Vector head : heads) {
                x = sum(x, head);
            }
            x = seen.attentionBias(layer).isPresent()
                    ? sum(x, seen.attentionBias(layer).get())
                    : x;
            add(After.ATTENTION, layer, x);
            x = sum(x, mlp.get());
            add(After.MLP, layer, x);
        }
        return List.copyOf(points);
    }

    /** What each head adds; empty if one of them does not show it. */
    private static List<Vector> heads(Inspection seen, int layer, int position) {
        List<Vector> heads = IntStream.range(0, seen.heads(layer))
                .mapToObj(head -> seen.headOutput(layer, head, position))
                .flatMap(Optional::stream)
                .toList();
        return heads.size() == seen.heads(layer) ? heads : List.of();
    }

    private static double[] numbers(Vector vector) {
        return IntStream.range(0, vector.size()).mapToDouble(vector::at).toArray();
    }

    private static double[] sum(double[] x, Vector part) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] + part.at(i)).toArray();
    }

    private void add(After after, int layer, double[] x) {
        double[] normed = norm.normed(last, x);
        double[] logits = new double[table.size()];
        for (int id = 0; id < logits.length; id++) {
            OutputRow token = table.get(id);
            double sum = token.bias();
            for (int i = 0; i < normed.length; i++) {
                sum += normed[i] * token.row().at(i);
            }
            logits[id] = sum;
        }
        points.add(new Point(after, layer, Logits.of(logits)));
    }
}
