package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.model.TokenTable;
import logitlab.model.Vector;
import logitlab.web.inside.drawing.VectorHeatmap;
import logitlab.web.view.Numbers;

/**
 * The second station: the row of the token table, and the tokens whose rows are most similar to it.
 *
 * @param missing sentences about what the model does not show
 */
public record EmbeddingView(
        StationHeader head,
        Optional<VectorHeatmap> cells,
        List<Neighbour> nearest,
        String nearestTo,
        List<String> missing)
        implements StationView {

    private static final int NEAREST = 10;

    /** @param width of its bar, for cosines from 0 to 1 */
    public record Neighbour(String token, int id, String cosine, String width) {}

    static EmbeddingView of(OpenedInsideLink opened, StationHeader.Part part) {
        Optional<Vector> row = opened.seen().flatMap(seen -> seen.embedding(opened.position()));
        Optional<TokenTable> table = opened.model().tokenTable();
        int id = opened.text().at(opened.position());
        String summary = row.map(vector ->
                        opened.say("inside.embedding.summary", opened.token(), id, Numbers.count(vector.size())))
                .orElseGet(() -> opened.say("inside.embedding.closed"));
        return new EmbeddingView(
                StationHeader.of(opened, part, summary),
                row.map(vector -> VectorHeatmap.large(opened.messages(), vector)),
                table.map(all -> nearest(opened, all.nearest(id, NEAREST))).orElse(List.of()),
                opened.say(
                        "inside.embedding.nearest",
                        opened.token(),
                        Numbers.count(opened.model().card().vocabularySize())),
                missing(opened, row.isEmpty(), table.isEmpty()));
    }

    private static List<Neighbour> nearest(OpenedInsideLink opened, List<TokenTable.Neighbour> nearest) {
        return nearest.stream()
                .map(near -> new Neighbour(
                        opened.token(near.id()),
                        near.id(),
                        Numbers.cosine(near.cosine()),
                        Numbers.width(Math.max(0, near.cosine()))))
                .toList();
    }

    private static List<String> missing(OpenedInsideLink opened, boolean noRow, boolean noTable) {
        Stream<String> table = noTable ? Stream.of("inside.missing.table-size") : Stream.empty();
        return Unavailable.sentences(opened, noRow ? Stream.of("inside.missing.embedding") : table);
    }
}
