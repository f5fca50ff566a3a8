package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.model.CellState;
import logitlab.model.Inspection;
import logitlab.web.Messages;

/**
 * The third station: what the position holds after each layer and what it would already predict, and one layer in full.
 *
 * @param missing what the model does not expose, in sentences
 */
public record LayersView(Head head, List<Card> cards, Optional<Opened> opened, List<String> missing)
        implements StationView {

    /**
     * One layer; number 0 is what goes into the first.
     *
     * @param way to open it; none for what goes in
     */
    public record Card(
            int number, String title, Optional<Way> way, boolean open, Optional<Cells> cells, Optional<Lens> lens) {}

    /**
     * The layer that is open.
     *
     * @param hidden the vector that leaves it
     * @param states h and c of an LSTM
     */
    public record Opened(
            String title, Optional<Cells> hidden, Optional<AttentionView> attention, List<NamedCells> states) {}

    public record NamedCells(String name, Cells cells) {}

    static LayersView of(Look look, Head.Part part) {
        String summary = look.seen()
                .map(seen -> Messages.ENGLISH.say("inside.layers.summary", seen.layers()))
                .orElseGet(() -> Messages.ENGLISH.say("inside.layers.closed"));
        return new LayersView(
                Head.of(look, part, summary),
                look.seen().map(seen -> cards(look, seen, part.from())).orElse(List.of()),
                look.seen().map(seen -> opened(look, seen, part.from())),
                missing(look));
    }

    private static List<Card> cards(Look look, Inspection seen, Way.From from) {
        return IntStream.rangeClosed(0, seen.layers())
                .mapToObj(layer -> new Card(
                        layer,
                        Messages.ENGLISH.say(layer == 0 ? "inside.layer.before" : "inside.layer", layer),
                        layer == 0
                                ? Optional.empty()
                                : Optional.of(from.to(look.link().layer(layer))),
                        layer == look.layer(),
                        seen.hidden(layer, look.position()).map(Cells::small),
                        seen.lens(layer).map(lens -> Lens.of(look, lens))))
                .toList();
    }

    private static Opened opened(Look look, Inspection seen, Way.From from) {
        return new Opened(
                Messages.ENGLISH.say("inside.layer", look.layer()),
                seen.hidden(look.layer(), look.position()).map(Cells::large),
                seen.heads(look.layer()) > 0 ? Optional.of(AttentionView.of(look, seen, from)) : Optional.empty(),
                states(look));
    }

    private static List<NamedCells> states(Look look) {
        List<CellState> states = look.model().cellStates(look.text().first(look.position() + 1));
        if (states.size() < look.layer()) {
            return List.of();
        }
        CellState state = states.get(look.layer() - 1);
        return List.of(
                new NamedCells(Messages.ENGLISH.say("inside.state.hidden"), Cells.large(state.hidden())),
                new NamedCells(Messages.ENGLISH.say("inside.state.cell"), Cells.large(state.cell())));
    }

    private static List<String> missing(Look look) {
        if (look.seen().isEmpty()) {
            return List.of(Missing.closed(look));
        }
        Inspection seen = look.seen().get();
        String name = look.model().card().name();
        List<String> missing = new ArrayList<>();
        if (seen.hidden(1, look.position()).isEmpty()) {
            missing.add(Messages.ENGLISH.say("inside.missing.hidden", name));
        }
        if (seen.lens(1).isEmpty()) {
            missing.add(Messages.ENGLISH.say("inside.missing.lens", name));
        }
        if (seen.heads(look.layer()) == 0) {
            missing.add(Messages.ENGLISH.say(
                    look.model().recurrent() ? "inside.missing.attention-lstm" : "inside.missing.attention", name));
        }
        return List.copyOf(missing);
    }
}
