package logitlab.web.api;

import java.util.Map;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Prefix;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.Refusal;

/**
 * A text whose next token is asked for.
 *
 * @param prompt the ids of what was typed
 * @param tokens chosen after the prompt; their number is the step
 * @param top so many candidates are wanted
 * @param wholeVector whether the answer has every logit
 */
record NextRequest(
        LanguageModel model, Prefix prompt, Prefix tokens, Settings settings, long seed, int top, boolean wholeVector) {

    static final Range TOP = Range.of(1, 200);
    private static final long TOP_LEFT_OUT = 10;

    static final int MOST_BYTES = 1 << 20;

    static final Shape SHAPE = new Shape(Map.of(
            "model", Kinds::text,
            "prompt", Kinds::text,
            "tokens", Kinds::ids,
            "settings", SettingsJson::read,
            "seed", Kinds.whole(Draw.SEEDS),
            "top", Kinds.whole(TOP),
            "logits", Kinds::flag));

    NextRequest {
        Vocabulary vocabulary = new Vocabulary(model.card().vocabularySize());
        vocabulary.require("tokens", tokens);
        vocabulary.require(settings);
        requireUnfinished(model, tokens);
        if (prompt.size() + tokens.size() > model.card().contextLength()) {
            throw new InvalidValue(
                    "tokens",
                    new Rule("fits-context", model.card().contextLength()),
                    Integer.toString(prompt.size() + tokens.size()));
        }
    }

    private static void requireUnfinished(LanguageModel model, Prefix tokens) {
        model.endOfText()
                .ifPresent(end -> tokens.ids()
                        .filter(id -> id == end)
                        .findFirst()
                        .ifPresent(id -> {
                            throw new InvalidValue("tokens", new Rule("nothing-after-end"), Integer.toString(id));
                        }));
    }

    /** @throws Refusal with 404 where there is no such model */
    static NextRequest of(Fields fields, Models models) {
        LanguageModel model = model(models, fields.get("model", String.class));
        return new NextRequest(
                model,
                model.prompt(fields.get("prompt", String.class)),
                fields.find("tokens", Prefix.class).orElse(Prefix.EMPTY),
                fields.find("settings", Settings.class).orElse(Settings.OFF),
                fields.find("seed", Long.class).orElse(0L),
                fields.find("top", Long.class).orElse(TOP_LEFT_OUT).intValue(),
                fields.find("logits", Boolean.class).orElse(false));
    }

    private static LanguageModel model(Models models, String id) {
        try {
            return models.get(id);
        } catch (InvalidValue unknown) {
            throw new Refusal(404, unknown.field(), Messages.ENGLISH.say(unknown));
        }
    }

    Prefix prefix() {
        return prompt.plus(tokens.ids().boxed().toList());
    }

    /** Runs the model and takes the step. */
    Step choose() {
        return Step.of(model.logits(prefix()), prefix(), settings.stages(), new Draw(seed, tokens.size()));
    }
}
