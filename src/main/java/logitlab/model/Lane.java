package logitlab.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.decoding.beam.BeamSearch;
import logitlab.decoding.beam.SearchedToken;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/**
 * One decoder running on one prompt: the ids that it has chosen so far, and the step that chose each.
 *
 * <p>Immutable. Opening a lane costs at most one run of the model over all its ids, and none if the model remembers each choice; the
 * token after them is computed when it is needed.
 *
 * <pre>
 * Lane.open(model, model.prompt("Once"), List.of(), Decoder.GREEDY, Settings.OFF, 0).run(5).ids()   are five token ids
 * </pre>
 */
public final class Lane {

    /** The most memory for the logits of the steps that a lane has taken. */
    private static final long LOGITS_BYTES = 16 << 20;

    private final Origin origin;
    private final List<Integer> ids;
    private final Prefix text; // the prompt and the ids
    private final List<Known> known; // of the ids after the remembered ones
    private Computed last; // the step that was asked for last: the page asks for it several times
    private List<Integer> found = List.of(); // what a search found
    private List<Integer> differing; // computed when first needed; if two threads do it, the results are the same

    /**
     * What stays the same while a lane grows.
     *
     * @param choices the keys of the choices of the steps that it had when it was opened, and of the next
     * @param remembered how many choices the model remembered before the first that it did not
     * @param search of a lane that searches with beams
     */
    private record Origin(
            LanguageModel model,
            Prefix prompt,
            Decoder decoder,
            Settings settings,
            long seed,
            List<CacheKey> choices,
            int remembered,
            Optional<BeamSearch> search) {}

    private record Computed(int at, Step step) {}

    /**
     * What a lane knows of the choice of one of its ids.
     *
     * @param logits from which it was chosen; empty if those of all ids together would take too much memory
     * @param made what these settings and this seed choose there; empty until it is needed as long as the logits are there
     * @param probability of the id of the lane, softmax of the raw logits
     */
    private record Known(Optional<Logits> logits, Optional<Choice> made, double probability) {}

    private Lane(Origin origin, List<Integer> ids, Prefix text, List<Known> known) {
        this.origin = origin;
        this.ids = ids;
        this.text = text;
        this.known = known;
    }

    /**
     * Opens a lane, for which the model may run.
     *
     * @param ids chosen after the prompt, perhaps by hand
     * @throws InvalidValueException naming {@code ids}, if an id is outside the vocabulary, follows the end of the text, or does not fit the
     *     context; naming a bias, if its token is outside the vocabulary
     */
    public static Lane open(
            LanguageModel model, Prefix prompt, List<Integer> ids, Decoder decoder, Settings settings, long seed) {
        requireIdsFit(model, prompt, ids);
        requireBiasesKnown(settings, model.card().vocabularySize());
        Prefix text = prompt.plus(ids);
        List<CacheKey> choices =
                CacheKey.choices(model.key(), text, prompt.size(), prompt.size(), decoder, settings, seed);
        int remembered = (int) choices.stream()
                .limit(ids.size())
                .takeWhile(choice -> model.remembered(choice).isPresent())
                .count();
        Origin origin = new Origin(model, prompt, decoder, settings, seed, choices, remembered, Optional.empty());
        Lane lane = new Lane(origin, List.copyOf(ids), text, new ArrayList<>());
        if (remembered < ids.size()) {
            model.logits(
                    text.first(text.size() - 1),
                    prompt.size() + remembered,
                    logits -> lane.known.add(lane.known(remembered + lane.known.size(), logits)));
        }
        return lane;
    }

    /**
     * A lane whose text is the best that a search found after {@code steps} steps from the prompt.
     *
     * @param ids of the text; if they are as many as the steps and not what the search found, they stay, as chosen by hand
     * @param steps at least 1, at most those of the search unless it is over
     * @throws InvalidValueException naming {@code ids}, if an id is outside the vocabulary, follows the end of the text, or does not fit the
     *     context
     */
    public static Lane found(
            LanguageModel model, Prefix prompt, BeamSearch search, List<Integer> ids, int steps, long seed) {
        requireIdsFit(model, prompt, ids);
        List<Integer> found =
                search.hypotheses(steps).get(0).tokens().ids().boxed().toList();
        List<Integer> kept = ids.size() == steps ? ids : found;
        Prefix text = prompt.plus(kept);
        Origin origin = new Origin(model, prompt, Decoder.BEAM, Settings.OFF, seed, List.of(), 0, Optional.of(search));
        Lane lane = new Lane(origin, List.copyOf(kept), text, new ArrayList<>());
        model.logits(
                text.first(text.size() - 1),
                prompt.size(),
                logits -> lane.known.add(lane.known(lane.known.size(), logits)));
        lane.differing = IntStream.range(0, kept.size())
                .filter(at -> at >= found.size() || !kept.get(at).equals(found.get(at)))
                .boxed()
                .toList();
        lane.found = found;
        return lane;
    }

    /** What to keep of the logits from which token number {@code at} was chosen. */
    private Known known(int at, Logits logits) {
        double probability = logits.probability(ids.get(at));
        if (logits.bytes() * (ids.size() - origin.remembered) <= LOGITS_BYTES) {
            return new Known(Optional.of(logits), Optional.empty(), probability);
        }
        return new Known(
                Optional.empty(),
                searches() ? Optional.empty() : Optional.of(remember(at, compute(at, logits))),
                probability);
    }

    /** This lane with one token more. */
    private Lane plus(Step next) {
        Choice made = new Choice(next.chosen(), next.logits().probability(next.chosen()));
        boolean room = next.logits().bytes() * (known.size() + 1) <= LOGITS_BYTES;
        Optional<Logits> kept = room ? Optional.of(next.logits()) : Optional.empty();
        Lane longer = new Lane(
                origin,
                Stream.concat(ids.stream(), Stream.of(next.chosen())).toList(),
                text.plus(next.chosen()),
                Stream.concat(known.stream(), Stream.of(new Known(kept, Optional.of(made), made.probability())))
                        .toList());
        longer.last = new Computed(ids.size(), next);
        return longer;
    }

    /**
     * Checks without a run of the model whether {@link #open} accepts ids.
     *
     * @throws InvalidValueException naming {@code ids}, if an id is outside the vocabulary, follows the end of the text, or does not fit the
     *     context
     */
    public static void requireIdsFit(LanguageModel model, Prefix prompt, List<Integer> ids) {
        int vocabulary = model.card().vocabularySize();
        int most = model.card().contextLength() - prompt.size() + 1;
        if (ids.size() > most) {
            throw new InvalidValueException(
                    "ids", new Constraint("at-most-tokens", most), Integer.toString(ids.size()));
        }
        for (int i = 0; i < ids.size(); i++) {
            int id = ids.get(i);
            if (id < 0 || id >= vocabulary) {
                throw new InvalidValueException(
                        "ids", new Constraint("from-to", 0, vocabulary - 1), Integer.toString(id));
            }
            if (i < ids.size() - 1 && model.endTokens().contains(id)) {
                throw new InvalidValueException("ids", new Constraint("nothing-after-end"), Integer.toString(id));
            }
        }
    }

    private static void requireBiasesKnown(Settings settings, int vocabulary) {
        settings.bias().keySet().stream()
                .filter(id -> id >= vocabulary)
                .findFirst()
                .ifPresent(id -> {
                    throw new InvalidValueException(
                            "bias." + id, new Constraint("known-token-id", 0, vocabulary - 1), id.toString());
                });
    }

    public LanguageModel model() {
        return origin.model;
    }

    public Prefix prompt() {
        return origin.prompt;
    }

    public List<Integer> ids() {
        return ids;
    }

    public Decoder decoder() {
        return origin.decoder;
    }

    public Settings settings() {
        return origin.settings;
    }

    public long seed() {
        return origin.seed;
    }

    /** The search that found its text, of a lane that searches with beams. */
    public Optional<BeamSearch> search() {
        return origin.search;
    }

    /** The prompt and everything chosen after it. */
    public Prefix text() {
        return text;
    }

    /**
     * The step that chooses token number {@code at} after the prompt, 0 for the first.
     *
     * @param at at most the number of ids, or one less if the lane is finished or searches with beams
     * @throws IllegalArgumentException if there is no such step
     */
    public Step step(int at) {
        int most = finished().isPresent() || searches() ? ids.size() - 1 : ids.size();
        if (at < 0 || at > most) {
            throw new IllegalArgumentException("step must be from 0 to " + most + " but is " + at);
        }
        Computed same = last; // another thread may replace it meanwhile
        if (same != null && same.at() == at) {
            return same.step();
        }
        Step step = compute(
                at,
                known(at)
                        .flatMap(Known::logits)
                        .orElseGet(() -> origin.model.logits(text.first(origin.prompt.size() + at))));
        if (!searches()) {
            remember(at, step);
        }
        last = new Computed(at, step);
        return step;
    }

    private Step compute(int at, Logits logits) {
        return Step.of(logits, text.first(origin.prompt.size() + at), stages(at), new Draw(origin.seed, at));
    }

    private Choice remember(int at, Step step) {
        Choice made = new Choice(step.chosen(), step.logits().probability(step.chosen()));
        origin.model.remember(choice(at), made);
        if (at < ids.size() && ids.get(at) != made.id()) {
            int id = ids.get(at);
            origin.model.remember(token(at), new Choice(id, step.logits().probability(id)));
        }
        return made;
    }

    private Optional<Known> known(int at) {
        int place = at - origin.remembered;
        return place >= 0 && place < known.size() ? Optional.of(known.get(place)) : Optional.empty();
    }

    private boolean searches() {
        return origin.search.isPresent();
    }

    private List<Stage> stages(int at) {
        return searches()
                ? List.of(new SearchedToken((at < found.size() ? found : ids).get(at)))
                : origin.decoder.stages(origin.settings);
    }

    private CacheKey choice(int at) {
        return at < origin.choices.size()
                ? origin.choices.get(at)
                : CacheKey.choice(
                        origin.model.key(),
                        text.first(origin.prompt.size() + at),
                        origin.decoder,
                        origin.settings,
                        new Draw(origin.seed, at));
    }

    private CacheKey token(int at) {
        return CacheKey.token(origin.model.key(), text.first(origin.prompt.size() + at + 1));
    }

    /** This lane with up to {@code count} more tokens; fewer if it finishes, none if it searches with beams. */
    public Lane run(int count) {
        Lane lane = this;
        for (int i = 0; i < count && lane.finished().isEmpty() && !searches(); i++) {
            lane = lane.plus(lane.step(lane.ids.size()));
        }
        return lane;
    }

    /** Why no further step can be taken, if that is so. */
    public Optional<FinishReason> finished() {
        return origin.model.finish(origin.prompt, ids);
    }

    /** The steps whose token these settings and this seed would not choose: chosen by hand, or under other settings. */
    public List<Integer> differingSteps() {
        if (differing == null) {
            differing = IntStream.range(0, ids.size())
                    .filter(at -> chosen(at) != ids.get(at))
                    .boxed()
                    .toList();
        }
        return differing;
    }

    private int chosen(int at) {
        return known(at)
                .flatMap(Known::made)
                .or(() -> origin.model.remembered(choice(at)))
                .map(Choice::id)
                .orElseGet(() -> step(at).chosen());
    }

    /**
     * How probable the model found token number {@code at} after the prompt, in [0, 1], whatever the settings made of it.
     *
     * @param at less than the number of ids
     */
    public double probability(int at) {
        int id = ids.get(at);
        return known(at)
                .map(Known::probability)
                .or(() -> origin.model
                        .remembered(choice(at))
                        .filter(made -> made.id() == id)
                        .or(() -> origin.model.remembered(token(at)))
                        .map(Choice::probability))
                .orElseGet(() -> step(at).logits().probability(id));
    }
}
