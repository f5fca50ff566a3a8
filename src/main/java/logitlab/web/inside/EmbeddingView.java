package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.model.TokenTable;
import logitlab.model.Vector;
import logitlab.web.view.Numbers;

/**
 * The second station: the row of the token table, and the tokens whose rows are most similar to it.
 *
 * @param missing sentences about what the model does not show
 */
public record EmbeddingView(
        Head head, Optional<Cells> cells, List<Neighbour> nearest, String nearestTo, List<String> missing)
        implements StationView {

    private static final int NEAREST = 10;

    /** @param width of its bar, for cosines from 0 to 1 */
    public record Neighbour(String token, int id, String cosine, String width) {}

    static EmbeddingView of(Look look, Head.Part part) {
        Optional<Vector> row = look.seen().flatMap(seen -> seen.embedding(look.position()));
        Optional<TokenTable> table = look.model().tokenTable();
        int id = look.text().at(look.position());
        String summary = row.map(
                        vector -> look.say("inside.embedding.summary", look.token(), id, Numbers.count(vector.size())))
                .orElseGet(() -> look.say("inside.embedding.closed"));
        return new EmbeddingView(
                Head.of(look, part, summary),
                row.map(vector -> Cells.large(look.messages(), vector)),
                table.map(all -> nearest(look, all.nearest(id, NEAREST))).orElse(List.of()),
                look.say(
                        "inside.embedding.nearest",
                        look.token(),
                        Numbers.count(look.model().card().vocabularySize())),
                missing(look, row.isEmpty(), table.isEmpty()));
    }

    private static List<Neighbour> nearest(Look look, List<TokenTable.Neighbour> nearest) {
        return nearest.stream()
                .map(near -> new Neighbour(
                        look.token(near.id()),
                        near.id(),
                        Numbers.cosine(near.cosine()),
                        Numbers.width(Math.max(0, near.cosine()))))
                .toList();
    }

    private static List<String> missing(Look look, boolean noRow, boolean noTable) {
        List<String> missing = new ArrayList<>(
                Missing.sentences(look, noRow ? Stream.of("inside.missing.embedding") : Stream.empty()));
        if (noTable && look.model().mostInspected() > 0) {
            missing.add(look.say("inside.missing.table", look.modelName()));
        }
        return List.copyOf(missing);
    }
}
