package logitlab.web.api;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Draw;
import logitlab.decoding.KnownIds;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.model.FinishReason;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.model.Switches;
import logitlab.web.HttpRefusedException;
import logitlab.web.Messages;

/** Asks a model for the next token of a text. The fields have their defaults, and {@link #read} fills them. */
final class NextRequest {

    static final int MOST_BYTES = 1 << 20;

    private static final Range TOP = Range.of(1, 200);

    private String model;
    private final PromptJson prompt = new PromptJson();
    private Prefix tokens = Prefix.EMPTY;
    private Settings settings = Settings.OFF;
    private Switches switches = Switches.NONE;
    private long seed;
    private int top = 10;
    private boolean logits;

    private NextRequest() {}

    static NextRequest read(JsonReader json) throws IOException {
        NextRequest request = new NextRequest();
        Map<String, JsonReader.Value> fields = Map.of(
                "model", () -> request.model = json.text(),
                "tokens", () -> request.tokens = json.ids(),
                "settings", () -> request.settings = SettingsJson.read(json),
                "switches", () -> request.switches = SwitchesJson.read(json),
                "seed", () -> request.seed = json.whole(Draw.SEEDS),
                "top", () -> request.top = (int) json.whole(TOP),
                "logits", () -> request.logits = json.flag());
        request.prompt.read(json, fields);
        return request;
    }

    /** Whether the text may have to be read in pieces. */
    boolean mayBeLong() {
        return tokens.size() > LongText.PIECE || prompt.isLongChat();
    }

    /** The same as {@link #answer(Messages, Models)}, in pieces. */
    NextAnswer answer(Messages messages, Models models, Permit permit) {
        LanguageModel found = SwitchesJson.switched(model(models, model), switches);
        Prefix text = permit.run(() -> text(found));
        LongText.read(found, tokens.size() > 0 ? "tokens" : "messages", text, permit);
        return permit.run(() -> answer(messages, models));
    }

    private Prefix text(LanguageModel found) {
        Prefix typed = prompt.read(found);
        new KnownIds(found.card().vocabularySize()).require("tokens", tokens);
        List<Integer> chosen = tokens.ids().boxed().toList();
        requireUnfinished(found, typed, chosen);
        return typed.plus(chosen);
    }

    /**
     * Runs the model on prompt and tokens and takes the step, whose number is the number of tokens.
     *
     * @throws HttpRefusedException with status 404 if there is no such model
     * @throws InvalidValueException if the prompt is too long, an id is outside the vocabulary, no token can follow, or the
     *     model lacks a switch
     */
    NextAnswer answer(Messages messages, Models models) {
        LanguageModel found = SwitchesJson.switched(model(models, model), switches);
        Prefix typed = prompt.read(found);
        KnownIds vocabulary = new KnownIds(found.card().vocabularySize());
        vocabulary.require("tokens", tokens);
        vocabulary.requireBiases("settings.bias", settings);
        List<Integer> chosen = tokens.ids().boxed().toList();
        requireUnfinished(found, typed, chosen);
        Prefix prefix = typed.plus(chosen);
        Logits next = found.logits(prefix);
        Step step = SettingsJson.step(() -> Step.of(next, prefix, settings.stages(), new Draw(seed, tokens.size())));
        return new NextAnswer(
                typed.ids().toArray(),
                prompt.rendered(found),
                NextAnswer.tokens(found, prefix),
                new int[] {1, prefix.size(), step.logits().size()},
                tokens.size(),
                StepAnswer.of(messages, step, Optional.of(top), Optional.empty(), Optional.of(found.tokenizer())),
                logits ? Arrays.stream(step.logits().toArray()).boxed().toList() : null);
    }

    /** @throws HttpRefusedException with status 404 if there is no such model */
    static LanguageModel model(Models models, String id) {
        try {
            return models.get(id);
        } catch (InvalidValueException unknown) {
            throw HttpRefusedException.because(404, unknown);
        }
    }

    /** @throws InvalidValueException naming {@code tokens}, if no token can follow */
    static void requireUnfinished(LanguageModel model, Prefix prompt, List<Integer> tokens) {
        model.finish(prompt, tokens).ifPresent(why -> {
            throw finished(model, why, prompt.size(), tokens);
        });
    }

    private static InvalidValueException finished(
            LanguageModel model, FinishReason why, int prompt, List<Integer> tokens) {
        return switch (why) {
            case END_OF_TEXT -> {
                String end = tokens.stream()
                        .filter(model.endTokens()::contains)
                        .findFirst()
                        .orElseThrow()
                        .toString();
                yield new InvalidValueException("tokens", new Constraint("nothing-after-end"), end);
            }
            case CONTEXT_FULL -> {
                Constraint constraint =
                        new Constraint("fits-context", model.card().contextLength());
                yield new InvalidValueException("tokens", constraint, Integer.toString(prompt + tokens.size()));
            }
        };
    }
}
