package logitlab.web.api;

import java.util.Map;
import java.util.OptionalInt;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Range;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.web.Messages;
import logitlab.web.Refusal;

/**
 * Logits whose next token is asked for, without a model.
 *
 * @param target the token that really came next, for the cross-entropy
 * @param top the number of candidates, in rank order; empty for all in id order, of up to 10,000 logits
 */
record DecodeRequest(Logits logits, Prefix prefix, OptionalInt target, Settings settings, Draw draw, OptionalInt top) {

    /** The longest list of candidates in an answer. */
    static final int MOST_LISTED = 10_000;

    static final int MOST_BYTES = 16 << 20;

    static final Shape SHAPE = new Shape(Map.of(
            "logits", Kinds::logits,
            "prefix", Kinds::ids,
            "target", Kinds::id,
            "settings", SettingsJson::read,
            "seed", Kinds.whole(Draw.SEEDS),
            "step", Kinds.whole(Range.of(0, Integer.MAX_VALUE)),
            "top", Kinds.whole(Range.of(1, MOST_LISTED))));

    DecodeRequest {
        Vocabulary vocabulary = new Vocabulary(logits.size());
        vocabulary.require("prefix", prefix);
        target.ifPresent(id -> vocabulary.require("target", id));
        vocabulary.require(settings);
        if (top.isEmpty() && logits.size() > MOST_LISTED) {
            throw new Refusal(422, "top", Messages.ENGLISH.say("api.top-needed", MOST_LISTED, logits.size()));
        }
    }

    static DecodeRequest of(Fields fields) {
        return new DecodeRequest(
                fields.get("logits", Logits.class),
                fields.find("prefix", Prefix.class).orElse(Prefix.EMPTY),
                fields.find("target", Integer.class).map(OptionalInt::of).orElseGet(OptionalInt::empty),
                fields.find("settings", Settings.class).orElse(Settings.OFF),
                new Draw(
                        fields.find("seed", Long.class).orElse(0L),
                        fields.find("step", Long.class).orElse(0L).intValue()),
                fields.find("top", Long.class)
                        .map(top -> OptionalInt.of(top.intValue()))
                        .orElseGet(OptionalInt::empty));
    }

    Step choose() {
        return Step.of(logits, prefix, settings.stages(), draw);
    }
}
