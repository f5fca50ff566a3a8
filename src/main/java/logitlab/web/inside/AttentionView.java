package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import logitlab.model.Inspection;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.InsideLink;
import logitlab.web.view.Numbers;

/**
 * The attention weights of one layer: those of the position looked at, and those of the positions before it.
 *
 * @param heads their mean first, then each
 * @param looks what the position attends to, in the order of the text
 * @param matrix the weights of the positions before it, too
 */
public record AttentionView(
        Messages messages, List<HeadChoice> heads, String sentence, List<LookedAt> looks, Matrix matrix)
        implements View {

    private static final int MOST_LOOKS = 24;
    private static final int MOST_ROWS = 12;
    private static final int CELL = 24;
    private static final int NAMES = 100;

    /** @param name the number of a head, or the name of their mean */
    public record HeadChoice(String name, Way way, boolean current) {}

    /** @param place empty if the row stands for several positions, which {@code gap} names */
    public record LookedAt(Optional<Place> place, String gap, String weight, String width) {}

    /** A token and the link to its position. */
    public record Place(Chip chip, Way way) {

        static Place of(Look look, Way.From from, int position) {
            return new Place(Chip.at(look, position), from.to(look.link().at(position)));
        }
    }

    /** @param width of the whole picture, names included; so is {@code height} */
    public record Matrix(List<MatrixRow> rows, List<Column> columns, int width, int height) {}

    public record Column(String name, int x) {}

    /** @param y the top of its cells, {@code line} the baseline of its name */
    public record MatrixRow(Place place, String name, int y, int line, List<MatrixCell> cells) {}

    /** @param opacity the root of the weight, so that small weights can be seen */
    public record MatrixCell(int x, String opacity, String title) {}

    static AttentionView of(Look look, Inspection seen, Way.From from) {
        OptionalInt head = look.link().head();
        List<Double> weights = weights(look, seen, look.position());
        int strongest = IntStream.range(0, weights.size())
                .reduce(0, (best, at) -> weights.get(at) > weights.get(best) ? at : best);
        return new AttentionView(
                look.messages(),
                heads(look, seen.heads(look.layer()), from),
                look.say(
                        head.isPresent() ? "inside.attention.head" : "inside.attention.mean",
                        look.token(),
                        look.tokenAt(strongest),
                        Numbers.percent(weights.get(strongest)),
                        head.orElse(0),
                        seen.heads(look.layer())),
                looks(look, weights, from),
                matrix(look, seen, from));
    }

    /** The weights of the chosen head, or the mean of all. Links count heads from 1, the graph counts them from 0. */
    private static List<Double> weights(Look look, Inspection seen, int position) {
        OptionalInt head = look.link().head();
        OptionalInt index = head.isPresent() ? OptionalInt.of(head.getAsInt() - 1) : head;
        return seen.attention(look.layer(), index, position);
    }

    private static List<HeadChoice> heads(Look look, int count, Way.From from) {
        InsideLink link = look.link();
        List<HeadChoice> heads = new ArrayList<>();
        heads.add(new HeadChoice(
                look.say("inside.attention.all"),
                from.to(link.head(OptionalInt.empty())),
                link.head().isEmpty()));
        for (int head = 1; head <= count; head++) {
            OptionalInt one = OptionalInt.of(head);
            heads.add(new HeadChoice(
                    Integer.toString(head),
                    from.to(link.layer(look.layer()).head(one)),
                    link.head().equals(one)));
        }
        return List.copyOf(heads);
    }

    private static List<LookedAt> looks(Look look, List<Double> weights, Way.From from) {
        return Window.upTo(look.position(), MOST_LOOKS).stream()
                .map(window -> new LookedAt(
                        window.gap() ? Optional.empty() : Optional.of(Place.of(look, from, window.from())),
                        window.gap() ? window.name(look) : "",
                        Numbers.percent(window.sum(weights)),
                        Numbers.width(window.sum(weights))))
                .toList();
    }

    private static Matrix matrix(Look look, Inspection seen, Way.From from) {
        List<Window> windows = Window.upTo(look.position(), MOST_ROWS);
        List<MatrixRow> rows = new ArrayList<>();
        for (Window window : windows) {
            if (!window.gap()) {
                Place place = Place.of(look, from, window.from());
                String name = Drawing.cut(place.chip().text(), 12);
                int y = rows.size() * CELL;
                rows.add(new MatrixRow(place, name, y, y + 16, cells(look, seen, windows, window.from())));
            }
        }
        List<Column> columns = IntStream.range(0, windows.size())
                .mapToObj(i -> new Column(
                        windows.get(i).gap() ? "…" : Drawing.cut(windows.get(i).name(look), 12), i * CELL + CELL / 2))
                .toList();
        return new Matrix(
                List.copyOf(rows), columns, NAMES + windows.size() * CELL + NAMES / 2, NAMES + rows.size() * CELL);
    }

    private static List<MatrixCell> cells(Look look, Inspection seen, List<Window> windows, int position) {
        List<Double> weights = weights(look, seen, position);
        List<MatrixCell> cells = new ArrayList<>();
        for (int x = 0; x < windows.size() && windows.get(x).from() <= position; x++) {
            double weight = windows.get(x).sum(weights);
            String title = look.say(
                    "inside.attention.cell",
                    look.tokenAt(position),
                    windows.get(x).name(look),
                    Numbers.percent(weight));
            cells.add(new MatrixCell(x * CELL, Path.number(Math.sqrt(weight)), title));
        }
        return List.copyOf(cells);
    }
}
