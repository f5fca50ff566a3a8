package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Step;
import logitlab.model.CellState;
import logitlab.model.Inspection;
import logitlab.model.Vector;
import logitlab.web.inside.drawing.VectorHeatmap;
import logitlab.web.link.FragmentLinks;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * The third station: the vector after each layer and the token that it would already predict, and one layer in full.
 *
 * @param missing sentences about what the model does not show
 */
public record LayersView(StationHeader head, List<Card> cards, Optional<Opened> opened, List<String> missing)
        implements StationView {

    private static final int GUESSES = 3;

    /**
     * One layer; number 0 is the input of the first.
     *
     * @param link opens the layer; empty for number 0
     */
    public record Card(
            int number,
            String title,
            Optional<FragmentLinks> link,
            boolean open,
            Optional<VectorHeatmap> cells,
            Optional<Lens> lens) {}

    /**
     * The prediction of the model if this layer were its last.
     *
     * @param best the most probable tokens
     * @param answer the rank of the token that the whole model prefers, if it is not among the best
     */
    public record Lens(List<Guess> best, Optional<String> answer) {}

    /** @param width of its bar; {@code answer} is whether the whole model prefers this token, too */
    public record Guess(String token, String probability, String width, boolean answer) {}

    /**
     * The layer that is open.
     *
     * @param hidden the vector that leaves it
     * @param states h and c of an LSTM
     */
    public record Opened(
            String title, Optional<VectorHeatmap> hidden, Optional<AttentionView> attention, List<NamedCells> states) {}

    public record NamedCells(String name, VectorHeatmap cells) {}

    static LayersView of(OpenedInsideLink look, StationHeader.Part part) {
        Optional<Inspection> seen = look.seen();
        String summary = seen.map(inspection -> look.say("inside.layers.summary", inspection.layers()))
                .orElseGet(() -> look.say("inside.layers.closed"));
        return new LayersView(
                StationHeader.of(look, part, summary),
                seen.map(inspection -> cards(look, inspection, part.from())).orElse(List.of()),
                seen.map(inspection -> opened(look, inspection, part.from())),
                Unavailable.sentences(look, seen.stream().flatMap(inspection -> missing(look, inspection))));
    }

    private static List<Card> cards(OpenedInsideLink look, Inspection seen, StationLinks from) {
        return IntStream.rangeClosed(0, seen.layers())
                .mapToObj(layer -> new Card(
                        layer,
                        look.say(layer == 0 ? "inside.layer.before" : "inside.layer", layer),
                        layer == 0
                                ? Optional.empty()
                                : Optional.of(from.to(look.link().layer(layer))),
                        layer == look.layer(),
                        seen.hidden(layer, look.position()).map(vector -> VectorHeatmap.small(look.messages(), vector)),
                        seen.lens(layer).map(logits -> lens(look, logits))))
                .toList();
    }

    private static Lens lens(OpenedInsideLink look, Logits logits) {
        Step step = OpenedInsideLink.scores(logits);
        int answer = look.scores().greedy();
        int rank = step.candidate(answer).rank();
        return new Lens(
                OpenedInsideLink.best(step, GUESSES).stream()
                        .map(candidate -> new Guess(
                                look.token(candidate.id()),
                                Numbers.percent(candidate.modelProbability()),
                                Numbers.width(candidate.modelProbability()),
                                candidate.id() == answer))
                        .toList(),
                rank < GUESSES
                        ? Optional.empty()
                        : Optional.of(look.say(
                                "inside.lens.answer", look.token(answer), Sentences.rank(look.messages(), rank))));
    }

    private static Opened opened(OpenedInsideLink look, Inspection seen, StationLinks from) {
        return new Opened(
                look.say("inside.layer", look.layer()),
                seen.hidden(look.layer(), look.position()).map(vector -> VectorHeatmap.large(look.messages(), vector)),
                attends(look, seen) ? Optional.of(AttentionView.of(look, seen, from)) : Optional.empty(),
                states(look));
    }

    private static List<NamedCells> states(OpenedInsideLink look) {
        List<CellState> states = look.model().cellStates(look.text().first(look.position() + 1));
        if (states.size() < look.layer()) {
            return List.of();
        }
        CellState state = states.get(look.layer() - 1);
        return List.of(
                named(look, "inside.state.hidden", state.hidden()), named(look, "inside.state.cell", state.cell()));
    }

    private static NamedCells named(OpenedInsideLink look, String key, Vector vector) {
        return new NamedCells(look.say(key), VectorHeatmap.large(look.messages(), vector));
    }

    private static Stream<String> missing(OpenedInsideLink look, Inspection seen) {
        String attention = Unavailable.attention(look.model());
        return Stream.of(
                        seen.hidden(1, look.position()).isEmpty() ? "inside.missing.hidden" : "",
                        seen.lens(1).isEmpty() ? "inside.missing.lens" : "",
                        attends(look, seen) ? "" : attention,
                        attends(look, seen) && AttentionView.isUnexplained(look, seen) ? "missing.scores" : "")
                .filter(key -> !key.isEmpty());
    }

    /** Whether the open layer shows its attention weights. */
    private static boolean attends(OpenedInsideLink look, Inspection seen) {
        return !seen.attention(look.layer(), OptionalInt.empty(), look.position())
                .isEmpty();
    }
}
