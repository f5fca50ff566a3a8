package logitlab.web.api;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Draw;
import logitlab.decoding.KnownIds;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.input.Range;
import logitlab.web.HttpRefusedException;
import logitlab.web.Messages;

/** Asks for the next token after given logits, without a model. The fields have their defaults, and {@link #read} fills them. */
final class DecodeRequest {

    static final int MOST_BYTES = 16 << 20;

    /** The longest list of candidates in an answer. */
    static final int MOST_LISTED = 10_000;

    private Logits logits;
    private Prefix prefix = Prefix.EMPTY;
    private Optional<Integer> target = Optional.empty();
    private Settings settings = Settings.OFF;
    private long seed;
    private int step;
    private Optional<Integer> top = Optional.empty();

    private DecodeRequest() {}

    static DecodeRequest read(JsonReader json) throws IOException {
        DecodeRequest request = new DecodeRequest();
        Map<String, JsonReader.Value> fields = Map.of(
                "logits", () -> request.logits = json.logits(),
                "prefix", () -> request.prefix = json.ids(),
                "target", () -> request.target = Optional.of(json.id()),
                "settings", () -> request.settings = SettingsJson.read(json),
                "seed", () -> request.seed = json.whole(Draw.SEEDS),
                "step", () -> request.step = (int) json.whole(Range.of(0, Integer.MAX_VALUE)),
                "top", () -> request.top = Optional.of((int) json.whole(Range.of(1, MOST_LISTED))));
        json.object(fields, "logits");
        return request;
    }

    /**
     * The best {@code top} candidates in rank order; without {@code top}, all of them in id order, if there are at most 10,000
     * logits.
     *
     * @throws logitlab.decoding.input.InvalidValueException if an id is outside the vocabulary, or no token is left
     */
    StepAnswer answer(Messages messages) {
        KnownIds vocabulary = new KnownIds(logits.size());
        vocabulary.require("prefix", prefix);
        target.ifPresent(id -> vocabulary.require("target", id));
        vocabulary.requireBiases("settings.bias", settings);
        if (top.isEmpty() && logits.size() > MOST_LISTED) {
            throw HttpRefusedException.becauseOf("top", 422, "api.top-needed", MOST_LISTED, logits.size());
        }
        Step taken = SettingsJson.step(() -> Step.of(logits, prefix, settings.stages(), new Draw(seed, step)));
        return StepAnswer.of(messages, taken, top, target, Optional.empty());
    }
}
