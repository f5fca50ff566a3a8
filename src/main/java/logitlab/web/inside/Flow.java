package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.EverythingElse;
import logitlab.decoding.Histogram;
import logitlab.decoding.Logits;
import logitlab.decoding.Step;
import logitlab.model.Inspection;
import logitlab.model.Vector;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * What the picture of the whole way shows, before it is drawn wide or tall: the last tokens up to the position, what flows between
 * them in each layer, and the best tokens that come out.
 *
 * @param layers none where the model cannot be looked into
 * @param recurrent whether each layer hands its state from token to token
 * @param best the most probable tokens, the one of interest always among them
 * @param rest the probability of all others
 * @param next the chosen token where the position is the last one, which goes back in
 */
record Flow(
        List<Row> rows,
        List<Layer> layers,
        boolean recurrent,
        String missing,
        Histogram logits,
        List<Best> best,
        String rest,
        double restShare,
        String vocabulary,
        Optional<String> next) {

    private static final int MOST_LAYERS = 12;
    private static final int BINS = 24;
    private static final int BEST = 6;

    /** One token, or several that there is no room for, which have no embedding. */
    record Row(String text, String id, Optional<Vector> embedding, Optional<AttentionView.Place> place) {}

    /** @param weights what the position looks at, row by row; none where the layer does not say */
    record Layer(int number, String token, String probability, List<Double> weights, Way way) {}

    /** @param state {@code chosen}, {@code next} (stood there) or {@code other} */
    record Best(String token, String probability, double share, double logit, String state) {}

    static Flow of(Look look, int mostRows) {
        Way.From from = Way.From.part("/inside/look", Optional.empty());
        List<Window.Slot> slots = Window.upTo(look.position(), mostRows).slots();
        Step step = look.scores();
        OptionalInt marked = marked(look);
        List<Candidate> best = best(step, marked);
        EverythingElse rest = step.everythingElse(best);
        return new Flow(
                slots.stream().map(slot -> row(look, slot, from)).toList(),
                look.seen().map(seen -> layers(look, seen, slots, from)).orElse(List.of()),
                look.model().recurrent(),
                look.seen().isPresent() ? "" : Messages.ENGLISH.say("inside.flow.closed"),
                Histogram.of(step, List.of(), BINS),
                best.stream()
                        .map(candidate -> new Best(
                                look.token(candidate.id()),
                                Numbers.percent(candidate.modelProbability()),
                                candidate.modelProbability(),
                                candidate.logit(),
                                state(look, candidate.id(), marked)))
                        .toList(),
                Numbers.percent(rest.modelProbability()),
                rest.modelProbability(),
                Numbers.count(step.logits().size()),
                look.next().isEmpty() && marked.isPresent()
                        ? Optional.of(look.token(marked.getAsInt()))
                        : Optional.empty());
    }

    /** The token that the picture marks: the chosen one at the end of the text, before that the one that stands next. */
    private static OptionalInt marked(Look look) {
        if (look.next().isPresent()) {
            return look.next();
        }
        return look.lane().finished().isPresent()
                ? OptionalInt.empty()
                : OptionalInt.of(look.lane().step(look.lane().ids().size()).chosen());
    }

    private static String state(Look look, int id, OptionalInt marked) {
        return !marked.equals(OptionalInt.of(id)) ? "other" : look.next().isPresent() ? "next" : "chosen";
    }

    /** The best, without what a step adds to them, and the marked one at its place or at the end. */
    private static List<Candidate> best(Step step, OptionalInt marked) {
        List<Candidate> best = new ArrayList<>(
                step.best(BEST).subList(0, Math.min(BEST, step.logits().size())));
        if (marked.isPresent() && best.stream().noneMatch(candidate -> candidate.id() == marked.getAsInt())) {
            best.set(best.size() - 1, step.candidate(marked.getAsInt()));
        }
        return List.copyOf(best);
    }

    private static Row row(Look look, Window.Slot slot, Way.From from) {
        if (slot.gap()) {
            return new Row(
                    Messages.ENGLISH.say("inside.gap", Numbers.count(slot.count())),
                    "",
                    Optional.empty(),
                    Optional.empty());
        }
        AttentionView.Place place = AttentionView.Place.of(look, from, slot.from());
        return new Row(
                place.chip().text(),
                Integer.toString(place.chip().id()),
                look.seen().flatMap(seen -> seen.embedding(slot.from())),
                Optional.of(place));
    }

    private static List<Layer> layers(Look look, Inspection seen, List<Window.Slot> slots, Way.From from) {
        int every = (seen.layers() + MOST_LAYERS - 1) / MOST_LAYERS;
        return IntStream.rangeClosed(1, seen.layers())
                .filter(layer -> (seen.layers() - layer) % Math.max(1, every) == 0)
                .mapToObj(layer -> layer(look, seen, layer, slots, from))
                .toList();
    }

    private static Layer layer(Look look, Inspection seen, int layer, List<Window.Slot> slots, Way.From from) {
        List<Double> weights = seen.attention(layer, OptionalInt.empty(), look.position());
        Optional<Logits> lens = seen.lens(layer);
        return new Layer(
                layer,
                lens.map(logits -> look.token(logits.argmax())).orElse(""),
                lens.map(logits -> Numbers.percent(logits.probability(logits.argmax())))
                        .orElse(""),
                weights.isEmpty()
                        ? List.of()
                        : slots.stream().map(slot -> slot.sum(weights)).toList(),
                Way.From.part("/inside/look", Optional.of(Station.LAYERS))
                        .to(look.link().layer(layer)));
    }

    /** Where a logit lies between the lowest and the highest of the histogram: 0 to 1. */
    double place(double logit) {
        double span = logits.to() - logits.from();
        return span == 0 ? 0.5 : Math.max(0, Math.min(1, (logit - logits.from()) / span));
    }

    int most() {
        return logits.counts().stream().mapToInt(count -> count).max().orElse(1);
    }
}
