package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import logitlab.model.HeadSteps;
import logitlab.model.Inspection;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.inside.drawing.SvgDrawing;
import logitlab.web.inside.drawing.SvgPath;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.HeadsLink;
import logitlab.web.link.InsideLink;
import logitlab.web.view.Numbers;

/**
 * The attention weights of one layer: those of the position looked at, and those of the positions before it.
 *
 * @param heads their mean first, then each
 * @param all the page of all heads of the model
 * @param looks what the position attends to, in the order of the text
 * @param matrix the weights of the positions before it, too
 * @param reason why the chosen head looks there; empty unless a head is chosen and the model shows its queries and keys
 */
public record AttentionView(
        Messages messages,
        List<HeadChoice> heads,
        String all,
        String sentence,
        List<LookedAt> looks,
        Matrix matrix,
        Optional<Reason> reason)
        implements View {

    private static final int MOST_LOOKS = 24;
    private static final int MOST_ROWS = 12;
    private static final int MOST_TERMS = 5;
    private static final int CELL = 24;
    private static final int NAMES = 100;

    /** @param name the number of a head, or the name of their mean */
    public record HeadChoice(String name, FragmentLinks link, boolean current) {}

    /** @param place empty if the row stands for several positions, which {@code gap} names */
    public record LookedAt(Optional<Place> place, String gap, String weight, String width) {}

    /** A token and the link to its position. */
    public record Place(PositionToken chip, FragmentLinks link) {

        static Place of(OpenedInsideLink opened, StationLinks from, int position) {
            return new Place(
                    PositionToken.at(opened, position), from.to(opened.link().at(position)));
        }
    }

    /** @param width of the whole picture, names included; so is {@code height} */
    public record Matrix(List<MatrixRow> rows, List<Column> columns, int width, int height) {}

    public record Column(String name, int x) {}

    /** @param y the top of its cells, {@code line} the baseline of its name */
    public record MatrixRow(Place place, String name, int y, int line, List<MatrixCell> cells) {}

    /** @param opacity the root of the weight, so that small weights can be seen */
    public record MatrixCell(int x, String opacity, String title) {}

    /**
     * Why a head looks where it looks.
     *
     * @param terms the largest that make up the score of the position that gets most
     * @param scores of each position, with the weights that softmax makes of them
     */
    public record Reason(String sentence, List<Term> terms, List<Scored> scores) {}

    public record Term(int number, String query, String key, String share) {}

    public record Scored(String token, String score, String weight) {}

    static AttentionView of(OpenedInsideLink opened, Inspection seen, StationLinks from) {
        OptionalInt head = opened.link().head();
        List<Double> weights = weights(opened, seen, opened.position());
        int strongest = IntStream.range(0, weights.size())
                .reduce(0, (best, at) -> weights.get(at) > weights.get(best) ? at : best);
        return new AttentionView(
                opened.messages(),
                heads(opened, seen.heads(opened.layer()), from),
                "/inside/heads?" + HeadsLink.of(opened.model()).query(),
                opened.say(
                        head.isPresent() ? "inside.attention.head" : "inside.attention.mean",
                        opened.token(),
                        opened.tokenAt(strongest),
                        Numbers.percent(weights.get(strongest)),
                        head.orElse(0),
                        seen.heads(opened.layer())),
                looks(opened, weights, from),
                matrix(opened, seen, from),
                steps(opened, seen).map(steps -> reason(opened, steps)));
    }

    /** Whether a head is chosen, but the model does not show why it looks where it looks. */
    static boolean isUnexplained(OpenedInsideLink opened, Inspection seen) {
        return opened.link().head().isPresent() && steps(opened, seen).isEmpty();
    }

    private static Optional<HeadSteps> steps(OpenedInsideLink opened, Inspection seen) {
        OptionalInt head = opened.link().head();
        return head.isPresent()
                ? HeadSteps.of(seen, opened.layer(), head.getAsInt() - 1, opened.position())
                : Optional.empty();
    }

    private static Reason reason(OpenedInsideLink opened, HeadSteps steps) {
        int at = steps.strongest();
        return new Reason(
                opened.say(
                        "inside.reason",
                        opened.token(),
                        opened.tokenAt(at),
                        Numbers.norm(steps.products().get(at)),
                        steps.query().size(),
                        Numbers.norm(Math.sqrt(steps.query().size())),
                        Numbers.norm(steps.scores().get(at)),
                        Numbers.percent(steps.weights().get(at))),
                steps.terms(at, MOST_TERMS).stream()
                        .map(term -> new Term(
                                term.number(),
                                Numbers.norm(term.query()),
                                Numbers.norm(term.key()),
                                Numbers.signed(term.share())))
                        .toList(),
                VisibleRange.upTo(opened.position(), MOST_LOOKS).stream()
                        .filter(window -> !window.gap())
                        .map(window -> new Scored(
                                opened.tokenAt(window.from()),
                                Numbers.norm(steps.scores().get(window.from())),
                                Numbers.percent(steps.weights().get(window.from()))))
                        .toList());
    }

    /** The weights of the chosen head, or the mean of all. Links count heads from 1, the graph counts them from 0. */
    private static List<Double> weights(OpenedInsideLink opened, Inspection seen, int position) {
        OptionalInt head = opened.link().head();
        OptionalInt index = head.isPresent() ? OptionalInt.of(head.getAsInt() - 1) : head;
        return seen.attention(opened.layer(), index, position);
    }

    private static List<HeadChoice> heads(OpenedInsideLink opened, int count, StationLinks from) {
        InsideLink link = opened.link();
        List<HeadChoice> heads = new ArrayList<>();
        heads.add(new HeadChoice(
                opened.say("inside.attention.all"),
                from.to(link.head(OptionalInt.empty())),
                link.head().isEmpty()));
        for (int head = 1; head <= count; head++) {
            OptionalInt one = OptionalInt.of(head);
            heads.add(new HeadChoice(
                    Integer.toString(head),
                    from.to(link.layer(opened.layer()).head(one)),
                    link.head().equals(one)));
        }
        return List.copyOf(heads);
    }

    private static List<LookedAt> looks(OpenedInsideLink opened, List<Double> weights, StationLinks from) {
        return VisibleRange.upTo(opened.position(), MOST_LOOKS).stream()
                .map(window -> new LookedAt(
                        window.gap() ? Optional.empty() : Optional.of(Place.of(opened, from, window.from())),
                        window.gap() ? window.name(opened) : "",
                        Numbers.percent(window.sum(weights)),
                        Numbers.width(window.sum(weights))))
                .toList();
    }

    private static Matrix matrix(OpenedInsideLink opened, Inspection seen, StationLinks from) {
        List<VisibleRange> windows = VisibleRange.upTo(opened.position(), MOST_ROWS);
        List<MatrixRow> rows = new ArrayList<>();
        for (VisibleRange window : windows) {
            if (!window.gap()) {
                Place place = Place.of(opened, from, window.from());
                String name = SvgDrawing.cut(place.chip().text(), 12);
                int y = rows.size() * CELL;
                rows.add(new MatrixRow(place, name, y, y + 16, cells(opened, seen, windows, window.from())));
            }
        }
        List<Column> columns = IntStream.range(0, windows.size())
                .mapToObj(i -> new Column(
                        windows.get(i).gap()
                                ? "…"
                                : SvgDrawing.cut(windows.get(i).name(opened), 12),
                        i * CELL + CELL / 2))
                .toList();
        return new Matrix(
                List.copyOf(rows), columns, NAMES + windows.size() * CELL + NAMES / 2, NAMES + rows.size() * CELL);
    }

    private static List<MatrixCell> cells(
            OpenedInsideLink opened, Inspection seen, List<VisibleRange> windows, int position) {
        List<Double> weights = weights(opened, seen, position);
        List<MatrixCell> cells = new ArrayList<>();
        for (int x = 0; x < windows.size() && windows.get(x).from() <= position; x++) {
            double weight = windows.get(x).sum(weights);
            String title = opened.say(
                    "inside.attention.cell",
                    opened.tokenAt(position),
                    windows.get(x).name(opened),
                    Numbers.percent(weight));
            cells.add(new MatrixCell(x * CELL, SvgPath.number(Math.sqrt(weight)), title));
        }
        return List.copyOf(cells);
    }
}
