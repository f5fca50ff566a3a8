package logitlab.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The embedding of every token of a vocabulary: the table in which a network looks a token id up. Immutable.
 *
 * <p>Shape {@code [vocabulary size, width]}.
 */
public final class TokenTable {

    private final List<Vector> rows;
    private final double[] norms;

    /** @param rows by token id */
    public TokenTable(List<Vector> rows) {
        this.rows = List.copyOf(rows);
        this.norms = rows.stream().mapToDouble(Vector::norm).toArray();
    }

    /** Another token, and the cosine between the two rows. */
    public record Neighbour(int id, double cosine) {}

    public List<Vector> rows() {
        return rows;
    }

    public int size() {
        return rows.size();
    }

    public int width() {
        return rows.get(0).size();
    }

    public Vector row(int id) {
        return rows.get(id);
    }

    /** The other tokens by falling cosine with the row of {@code id} over the whole table, ties by the lower id. */
    public List<Neighbour> nearest(int id, int count) {
        double[] cosines = new double[size()];
        for (int other = 0; other < cosines.length; other++) {
            cosines[other] = row(id).cosine(norms[id], row(other), norms[other]);
        }
        cosines[id] = Double.NEGATIVE_INFINITY; // not its own neighbour
        List<Neighbour> nearest = new ArrayList<>();
        for (int i = Math.min(count, size() - 1); i > 0; i--) {
            int best = highest(cosines);
            nearest.add(new Neighbour(best, cosines[best]));
            cosines[best] = Double.NEGATIVE_INFINITY;
        }
        return List.copyOf(nearest);
    }

    private static int highest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
