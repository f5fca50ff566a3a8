package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.EverythingElse;
import logitlab.decoding.Logits;
import logitlab.decoding.Step;
import logitlab.decoding.explain.Histogram;
import logitlab.model.Inspection;
import logitlab.model.Vector;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.Station;
import logitlab.web.view.Numbers;

/**
 * The content of the drawing of the whole way: the last tokens up to the position, the attention between them in each layer, and
 * the best tokens at the end.
 *
 * @param layers none if the model does not show its layers
 * @param recurrent whether each layer passes its state from token to token
 * @param missing why there are no layers, otherwise empty
 * @param best the most probable tokens, always with the marked one, and a last row for all others
 */
record FlowContent(
        List<Row> rows, List<Layer> layers, boolean recurrent, String missing, Histogram logits, List<Best> best) {

    private static final int MOST_LAYERS = 12;
    private static final int BINS = 24;
    private static final int BEST = 6;

    /** One token, or several that there is no room for, which have no place and no embedding. */
    record Row(String text, String id, Optional<Vector> embedding, Optional<AttentionView.Place> place) {}

    /** @param weights the position's attention to each row; none if the layer does not show it */
    record Layer(int number, String token, String probability, List<Double> weights, FragmentLinks link) {}

    /** @param state {@code chosen}, {@code next} (the next token of the text), {@code other} or {@code rest} */
    record Best(String token, String probability, double share, double logit, String state) {

        boolean chosen() {
            return state.equals("chosen");
        }

        boolean marked() {
            return chosen() || state.equals("next");
        }

        boolean rest() {
            return state.equals("rest");
        }
    }

    static FlowContent of(OpenedInsideLink opened, int mostRows) {
        StationLinks from = StationLinks.part("/inside/look", Optional.empty());
        List<VisibleRange> windows = VisibleRange.upTo(opened.position(), mostRows);
        return new FlowContent(
                windows.stream().map(window -> row(opened, window, from)).toList(),
                opened.seen().map(seen -> layers(opened, seen, windows)).orElse(List.of()),
                opened.model().recurrent(),
                opened.seen().isPresent() ? "" : opened.say("inside.flow.closed"),
                Histogram.of(opened.scores(), List.of(), BINS),
                best(opened));
    }

    private static List<Best> best(OpenedInsideLink opened) {
        Step step = opened.scores();
        OptionalInt marked = opened.next().isPresent()
                ? opened.next()
                : opened.lastStep().stream().mapToInt(Step::chosen).findFirst();
        List<Candidate> shown = new ArrayList<>(OpenedInsideLink.best(step, BEST));
        if (marked.isPresent() && shown.stream().noneMatch(candidate -> candidate.id() == marked.getAsInt())) {
            shown.set(shown.size() - 1, step.candidate(marked.getAsInt()));
        }
        String state = opened.next().isPresent() ? "next" : "chosen";
        List<Best> best = new ArrayList<>();
        for (Candidate candidate : shown) {
            best.add(new Best(
                    opened.token(candidate.id()),
                    Numbers.percent(candidate.modelProbability()),
                    candidate.modelProbability(),
                    candidate.logit(),
                    marked.equals(OptionalInt.of(candidate.id())) ? state : "other"));
        }
        EverythingElse rest = step.everythingElse(shown);
        String probability = Numbers.percent(rest.modelProbability());
        best.add(new Best(opened.say("inside.flow.rest"), probability, rest.modelProbability(), Double.NaN, "rest"));
        return List.copyOf(best);
    }

    private static Row row(OpenedInsideLink opened, VisibleRange window, StationLinks from) {
        if (window.gap()) {
            return new Row(window.name(opened), "", Optional.empty(), Optional.empty());
        }
        AttentionView.Place place = AttentionView.Place.of(opened, from, window.from());
        return new Row(
                place.chip().text(),
                Integer.toString(place.chip().id()),
                opened.seen().flatMap(seen -> seen.embedding(window.from())),
                Optional.of(place));
    }

    /** The layers, or every other or every third and so on, up to the last. */
    private static List<Layer> layers(OpenedInsideLink opened, Inspection seen, List<VisibleRange> windows) {
        int every = (seen.layers() + MOST_LAYERS - 1) / MOST_LAYERS;
        return IntStream.rangeClosed(1, seen.layers())
                .filter(layer -> (seen.layers() - layer) % Math.max(1, every) == 0)
                .mapToObj(layer -> layer(opened, seen, layer, windows))
                .toList();
    }

    private static Layer layer(OpenedInsideLink opened, Inspection seen, int layer, List<VisibleRange> windows) {
        List<Double> weights = seen.attention(layer, OptionalInt.empty(), opened.position());
        Optional<Logits> lens = seen.lens(layer);
        return new Layer(
                layer,
                lens.map(logits -> opened.token(logits.argmax())).orElse(""),
                lens.map(logits -> Numbers.percent(logits.probability(logits.argmax())))
                        .orElse(""),
                weights.isEmpty()
                        ? List.of()
                        : windows.stream().map(window -> window.sum(weights)).toList(),
                StationLinks.part("/inside/look", Optional.of(Station.LAYERS))
                        .to(opened.link().layer(layer)));
    }

    /** The chosen token at the end of the text, which goes back in. */
    Optional<Best> chosen() {
        return best.stream().filter(Best::chosen).findFirst();
    }

    /** The place of a logit between the lowest and the highest of the histogram: 0 to 1. */
    double place(double logit) {
        double span = logits.to() - logits.from();
        return span == 0 ? 0.5 : Math.max(0, Math.min(1, (logit - logits.from()) / span));
    }

    int most() {
        return logits.counts().stream().mapToInt(count -> count).max().orElse(1);
    }
}
