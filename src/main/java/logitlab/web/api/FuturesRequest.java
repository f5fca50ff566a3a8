package logitlab.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.KnownIds;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.future.FutureLimits;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.model.future.Futures;
import logitlab.web.HttpRefusedException;

/** Asks what could follow a text. The fields have their defaults, and {@link #read} fills them. */
final class FuturesRequest {

    static final int MOST_BYTES = 1 << 20;

    private String model;
    private final PromptJson prompt = new PromptJson();
    private Prefix tokens = Prefix.EMPTY;
    private Optional<Settings> settings = Optional.empty();
    private FutureLimits limits = FutureLimits.USUAL;

    private FuturesRequest() {}

    static FuturesRequest read(JsonReader json) throws IOException {
        FuturesRequest request = new FuturesRequest();
        Map<String, JsonReader.Value> fields = Map.of(
                "model", () -> request.model = json.text(),
                "tokens", () -> request.tokens = json.ids(),
                "settings", () -> request.settings = Optional.of(SettingsJson.read(json)),
                "nodes", () -> request.limits = request.limits.nodes((int) json.whole(FutureLimits.NODES)),
                "depth", () -> request.limits = request.limits.depth((int) json.whole(FutureLimits.DEPTH)));
        request.prompt.read(json, fields);
        return request;
    }

    /**
     * Searches for the most probable paths after prompt and tokens.
     *
     * @throws HttpRefusedException with status 404 if there is no such model
     * @throws InvalidValueException if the prompt is too long, an id is outside the vocabulary, or no token can follow
     */
    FuturesAnswer answer(Models models, Permit permit) {
        LanguageModel found = NextRequest.model(models, model);
        Prefix typed = prompt.read(found);
        KnownIds vocabulary = new KnownIds(found.card().vocabularySize());
        vocabulary.require("tokens", tokens);
        settings.ifPresent(given -> vocabulary.requireBiases("settings.bias", given));
        List<Integer> chosen = tokens.ids().boxed().toList();
        NextRequest.requireUnfinished(found, typed, chosen);
        LongText.read(found, "tokens", typed.plus(chosen), permit);
        return FuturesAnswer.of(
                found,
                prompt.rendered(found),
                Futures.of(
                        found,
                        typed.plus(chosen),
                        settings.map(Settings::stages).orElse(List.of()),
                        limits,
                        permit));
    }
}
