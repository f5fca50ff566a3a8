package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import logitlab.model.Inspection;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.View;

/**
 * Who looks at whom in one layer: the weights of the position looked at, and those of the positions before it.
 *
 * @param heads all of them together, then each
 * @param looks what the position looks at, in the order of the text
 * @param matrix the same for the positions before it too
 */
public record AttentionView(List<HeadChoice> heads, String sentence, List<LookedAt> looks, Matrix matrix)
        implements View {

    private static final int MOST_LOOKS = 24;
    private static final int MOST_ROWS = 12;
    private static final int CELL = 24;
    private static final int NAMES = 100;

    /** @param name of a head: its number, or all of them */
    public record HeadChoice(String name, Way way, boolean current) {}

    /** @param place empty if the row stands for several positions, which {@code gap} names */
    public record LookedAt(Optional<Place> place, String gap, String weight, String width) {}

    /** A token and the link to its position. */
    public record Place(Chip chip, Way way) {

        static Place of(Look look, Way.From from, int position) {
            return new Place(Chip.at(look, position), from.to(look.link().at(position)));
        }
    }

    /** @param width of the picture, {@code height} of it, in its own units, names included */
    public record Matrix(List<MatrixRow> rows, List<Column> columns, int width, int height) {}

    public record Column(String name, int x) {}

    /** @param y where its cells begin, {@code line} where its name stands */
    public record MatrixRow(Place place, String name, int y, int line, List<MatrixCell> cells) {}

    /** @param opacity the weight's root, so that small weights can be seen */
    public record MatrixCell(int x, String opacity, String title) {}

    static AttentionView of(Look look, Inspection seen, Way.From from) {
        OptionalInt head = look.link().head();
        List<Double> weights = seen.attention(look.layer(), index(head), look.position());
        int most = strongest(weights);
        return new AttentionView(
                heads(look, seen.heads(look.layer()), from),
                Messages.ENGLISH.say(
                        head.isPresent() ? "inside.attention.head" : "inside.attention.mean",
                        look.tokenAt(look.position()),
                        look.tokenAt(most),
                        Numbers.percent(weights.get(most)),
                        head.orElse(0),
                        seen.heads(look.layer())),
                looks(look, weights, from),
                matrix(look, seen, from));
    }

    /** Heads count from 1 for people, from 0 in the graph. */
    private static OptionalInt index(OptionalInt head) {
        return head.isPresent() ? OptionalInt.of(head.getAsInt() - 1) : head;
    }

    private static int strongest(List<Double> weights) {
        int most = 0;
        for (int at = 1; at < weights.size(); at++) {
            most = weights.get(at) > weights.get(most) ? at : most;
        }
        return most;
    }

    private static List<HeadChoice> heads(Look look, int count, Way.From from) {
        List<HeadChoice> heads = new ArrayList<>();
        heads.add(new HeadChoice(
                Messages.ENGLISH.say("inside.attention.all"),
                from.to(look.link().head(OptionalInt.empty())),
                look.link().head().isEmpty()));
        for (int head = 1; head <= count; head++) {
            heads.add(new HeadChoice(
                    Integer.toString(head),
                    from.to(look.link().layer(look.layer()).head(OptionalInt.of(head))),
                    look.link().head().equals(OptionalInt.of(head))));
        }
        return List.copyOf(heads);
    }

    private static List<LookedAt> looks(Look look, List<Double> weights, Way.From from) {
        return Window.upTo(look.position(), MOST_LOOKS).slots().stream()
                .map(slot -> new LookedAt(
                        slot.gap() ? Optional.empty() : Optional.of(Place.of(look, from, slot.from())),
                        gap(slot),
                        Numbers.percent(slot.sum(weights)),
                        Numbers.width(slot.sum(weights))))
                .toList();
    }

    private static String gap(Window.Slot slot) {
        return slot.gap() ? Messages.ENGLISH.say("inside.gap", Numbers.count(slot.count())) : "";
    }

    private static Matrix matrix(Look look, Inspection seen, Way.From from) {
        List<Window.Slot> slots = Window.upTo(look.position(), MOST_ROWS).slots();
        List<MatrixRow> rows = new ArrayList<>();
        for (Window.Slot slot : slots) {
            if (!slot.gap()) {
                Place place = Place.of(look, from, slot.from());
                int y = rows.size() * CELL;
                rows.add(new MatrixRow(
                        place, Drawing.cut(place.chip().text(), 12), y, y + 16, cells(look, seen, slots, slot.from())));
            }
        }
        List<Column> columns = IntStream.range(0, slots.size())
                .mapToObj(i -> new Column(
                        slots.get(i).gap()
                                ? "…"
                                : Drawing.cut(look.tokenAt(slots.get(i).from()), 12),
                        i * CELL + CELL / 2))
                .toList();
        return new Matrix(
                List.copyOf(rows), columns, NAMES + slots.size() * CELL + NAMES / 2, NAMES + rows.size() * CELL);
    }

    private static List<MatrixCell> cells(Look look, Inspection seen, List<Window.Slot> slots, int position) {
        List<Double> weights = seen.attention(look.layer(), index(look.link().head()), position);
        List<MatrixCell> cells = new ArrayList<>();
        for (int x = 0; x < slots.size() && slots.get(x).from() <= position; x++) {
            double weight = slots.get(x).sum(weights);
            String at = slots.get(x).gap()
                    ? gap(slots.get(x))
                    : look.tokenAt(slots.get(x).from());
            cells.add(new MatrixCell(
                    x * CELL,
                    Path.number(Math.sqrt(weight)),
                    Messages.ENGLISH.say(
                            "inside.attention.cell", look.tokenAt(position), at, Numbers.percent(weight))));
        }
        return List.copyOf(cells);
    }
}
