package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import logitlab.model.TokenTable;
import logitlab.model.Vector;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * The second station: the row of the token table, and the tokens whose rows are most like it.
 *
 * @param missing what the model does not expose, in sentences
 */
public record EmbeddingView(
        Head head, Optional<Cells> cells, List<Neighbour> nearest, String nearestTo, List<String> missing)
        implements StationView {

    private static final int NEAREST = 10;

    /** @param width of its bar, from cosine 0 to 1 */
    public record Neighbour(String token, int id, String cosine, String width) {}

    static EmbeddingView of(Look look, Head.Part part) {
        Optional<Vector> row = look.seen().flatMap(seen -> seen.embedding(look.position()));
        Optional<TokenTable> table = look.model().tokenTable();
        String token = look.tokenAt(look.position());
        String summary = row.map(vector -> Messages.ENGLISH.say(
                        "inside.embedding.summary",
                        token,
                        look.text().at(look.position()),
                        Numbers.count(vector.size())))
                .orElseGet(() -> Messages.ENGLISH.say("inside.embedding.closed"));
        return new EmbeddingView(
                Head.of(look, part, summary),
                row.map(Cells::large),
                table.map(all -> nearest(look, all)).orElse(List.of()),
                Messages.ENGLISH.say(
                        "inside.embedding.nearest",
                        token,
                        Numbers.count(look.model().card().vocabularySize())),
                Missing.sentences(
                        look, row.isPresent(), "inside.missing.embedding", table.isPresent(), "inside.missing.table"));
    }

    private static List<Neighbour> nearest(Look look, TokenTable table) {
        return table.nearest(look.text().at(look.position()), NEAREST).stream()
                .map(near -> new Neighbour(
                        look.token(near.id()),
                        near.id(),
                        Numbers.cosine(near.cosine()),
                        Numbers.width(Math.max(0, near.cosine()))))
                .toList();
    }
}
