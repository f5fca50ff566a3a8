package logitlab.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;

/**
 * One decoder at work on one prompt: the ids that it has chosen so far, and the step that chose each.
 *
 * <p>Immutable. All ids together cost one run of the model at most, and none where the model remembers each choice; the token
 * after them is computed when it is asked for.
 */
public final class Lane {

    private final LanguageModel model;
    private final Prefix prompt;
    private final List<Integer> ids;
    private final Prefix text; // the prompt and the ids
    private final Decoder decoder;
    private final Settings settings;
    private final long seed;
    private final List<Fingerprint> choices; // of the first steps, and of all that the constructor was given
    private final int unknown; // the first step whose choice the model does not remember
    private final List<Logits> logits; // those that the ids from there on were chosen from
    private Looked looked; // the step that was asked for last: the page asks for it several times
    private List<Integer> differing; // made when first asked for; two threads may both make it, and make the same

    /**
     * @param ids chosen after the prompt, perhaps by hand
     * @throws InvalidValue naming {@code ids}, where one is outside the vocabulary, stands after the end of the text, or does
     *     not fit the context
     */
    public Lane(LanguageModel model, Prefix prompt, List<Integer> ids, Decoder decoder, Settings settings, long seed) {
        this.model = model;
        this.prompt = prompt;
        this.ids = List.copyOf(ids);
        this.decoder = decoder;
        this.settings = settings;
        this.seed = seed;
        requireIdsFit();
        requireBiasesKnown();
        this.text = prompt.plus(this.ids);
        this.choices = Fingerprint.choices(model.id(), text, prompt.size(), decoder, settings, seed);
        this.unknown = IntStream.range(0, ids.size())
                .filter(at -> model.remembered(choices.get(at)).isEmpty())
                .findFirst()
                .orElse(ids.size());
        this.logits = unknown == ids.size()
                ? List.of()
                : model.logits(text.first(prompt.size() + ids.size() - 1), prompt.size() + unknown);
    }

    private record Looked(int at, Step step) {}

    /** One token longer: what is known of the shorter lane is not asked for again. */
    private Lane(Lane shorter, Step next) {
        this.model = shorter.model;
        this.prompt = shorter.prompt;
        this.ids = Stream.concat(shorter.ids.stream(), Stream.of(next.chosen())).toList();
        this.decoder = shorter.decoder;
        this.settings = shorter.settings;
        this.seed = shorter.seed;
        this.text = shorter.text.plus(next.chosen());
        this.choices = shorter.choices;
        this.unknown = shorter.unknown;
        this.looked = new Looked(shorter.ids.size(), next);
        this.logits =
                Stream.concat(shorter.logits.stream(), Stream.of(next.logits())).toList();
    }

    private void requireIdsFit() {
        int vocabulary = model.card().vocabularySize();
        int most = model.card().contextLength() - prompt.size() + 1;
        if (ids.size() > most) {
            throw new InvalidValue("ids", new Rule("at-most-tokens", most), Integer.toString(ids.size()));
        }
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i) < 0 || ids.get(i) >= vocabulary) {
                throw new InvalidValue(
                        "ids",
                        new Rule("from-to", 0, vocabulary - 1),
                        ids.get(i).toString());
            }
            if (i < ids.size() - 1 && endsText(ids.get(i))) {
                throw new InvalidValue(
                        "ids", new Rule("nothing-after-end"), ids.get(i).toString());
            }
        }
    }

    private void requireBiasesKnown() {
        int vocabulary = model.card().vocabularySize();
        settings.bias().keySet().stream()
                .filter(id -> id >= vocabulary)
                .findFirst()
                .ifPresent(id -> {
                    throw new InvalidValue("bias." + id, new Rule("known-token-id", 0, vocabulary - 1), id.toString());
                });
    }

    public LanguageModel model() {
        return model;
    }

    public Prefix prompt() {
        return prompt;
    }

    public List<Integer> ids() {
        return ids;
    }

    public Decoder decoder() {
        return decoder;
    }

    public Settings settings() {
        return settings;
    }

    public long seed() {
        return seed;
    }

    /** The prompt and all that was chosen after it. */
    public Prefix text() {
        return text;
    }

    /**
     * The step that chooses token number {@code at} after the prompt, 0 for the first.
     *
     * @param at at most the number of ids, or one less where the lane is finished
     * @throws IllegalArgumentException where there is no such step
     */
    public Step step(int at) {
        int last = finished().isPresent() ? ids.size() - 1 : ids.size();
        if (at < 0 || at > last) {
            throw new IllegalArgumentException("step must be from 0 to " + last + " but is " + at);
        }
        Looked known = looked; // another thread may look elsewhere meanwhile
        if (known != null && known.at() == at) {
            return known.step();
        }
        Prefix prefix = text.first(prompt.size() + at);
        boolean here = at >= unknown && at - unknown < logits.size();
        Step step = Step.of(
                here ? logits.get(at - unknown) : model.logits(prefix),
                prefix,
                decoder.stages(settings),
                new Draw(seed, at));
        model.remember(choice(at), step.chosen());
        looked = new Looked(at, step);
        return step;
    }

    private Fingerprint choice(int at) {
        return at < choices.size()
                ? choices.get(at)
                : Fingerprint.choice(model.id(), text.first(prompt.size() + at), decoder, settings, new Draw(seed, at));
    }

    /** This lane with up to {@code count} tokens more; fewer where it finishes. */
    public Lane run(int count) {
        Lane lane = this;
        for (int i = 0; i < count && lane.finished().isEmpty(); i++) {
            lane = new Lane(lane, lane.step(lane.ids.size()));
        }
        return lane;
    }

    /** Why no further step can be taken, where that is so. */
    public Optional<Finish> finished() {
        return model.finish(prompt, ids);
    }

    private boolean endsText(int id) {
        return model.endOfText().isPresent() && model.endOfText().getAsInt() == id;
    }

    /** The steps whose token these settings and this seed would not choose: chosen by hand, or under other settings. */
    public List<Integer> differing() {
        if (differing == null) {
            differing = IntStream.range(0, ids.size())
                    .filter(at -> chosen(at) != ids.get(at))
                    .boxed()
                    .toList();
        }
        return differing;
    }

    private int chosen(int at) {
        OptionalInt remembered = model.remembered(choice(at));
        return remembered.isPresent() ? remembered.getAsInt() : step(at).chosen();
    }
}
