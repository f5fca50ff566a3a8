package logitlab.model;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The embedding of every token of a vocabulary: the table in which a network looks a token id up. Immutable.
 *
 * <p>Shape {@code [vocabulary size, width]}.
 *
 * @param rows by token id
 */
public record TokenTable(List<Vector> rows) {

    public TokenTable {
        rows = List.copyOf(rows);
    }

    /** Another token, and the cosine between the two rows. */
    public record Neighbour(int id, double cosine) {}

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
        return IntStream.range(0, rows.size())
                .filter(other -> other != id)
                .mapToObj(other -> new Neighbour(other, row(id).cosine(row(other))))
                .sorted(Comparator.comparingDouble(Neighbour::cosine).reversed().thenComparingInt(Neighbour::id))
                .limit(count)
                .toList();
    }
}
