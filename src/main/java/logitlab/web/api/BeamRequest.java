package logitlab.web.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.KnownIds;
import logitlab.decoding.Prefix;
import logitlab.decoding.beam.BeamSettings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.model.beam.ModelBeams;
import logitlab.web.HttpRefusedException;

/** Asks a model for the best continuations of a text that a beam search finds. The fields have their defaults, and {@link #read} fills them. */
final class BeamRequest {

    static final int MOST_BYTES = 1 << 20;

    private String model;
    private final PromptJson prompt = new PromptJson();
    private Prefix tokens = Prefix.EMPTY;
    private BeamSettings settings = BeamSettings.USUAL;
    private int steps = 20;

    private BeamRequest() {}

    static BeamRequest read(JsonReader json) throws IOException {
        BeamRequest request = new BeamRequest();
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, JsonReader.Value> fields = Map.of(
                "model", () -> request.model = json.text(),
                "tokens", () -> request.tokens = json.ids(),
                "beams", () -> settings.put("beams", json.number()),
                "length_penalty", () -> settings.put("length-penalty", json.number()),
                "early_stopping", () -> settings.put("early-stopping", Boolean.toString(json.flag())),
                "steps", () -> request.steps = (int) json.whole(ModelBeams.STEPS));
        request.prompt.read(json, fields);
        request.settings = settings(settings);
        return request;
    }

    private static BeamSettings settings(Map<String, String> values) {
        try {
            return BeamSettings.of(values);
        } catch (InvalidValueException invalid) {
            throw new InvalidValueException(invalid.field().replace('-', '_'), invalid.constraint(), invalid.value());
        }
    }

    /**
     * Searches after prompt and tokens.
     *
     * @throws HttpRefusedException with status 404 if there is no such model
     * @throws InvalidValueException if the prompt is too long, an id is outside the vocabulary, no token can follow, or the texts do not
     *     fit the context
     */
    BeamAnswer answer(Models models, Permit permit) {
        LanguageModel found = NextRequest.model(models, model);
        Prefix typed = prompt.read(found);
        new KnownIds(found.card().vocabularySize()).require("tokens", tokens);
        List<Integer> chosen = tokens.ids().boxed().toList();
        NextRequest.requireUnfinished(found, typed, chosen);
        LongText.read(found, "tokens", typed.plus(chosen), permit);
        return BeamAnswer.of(
                found.tokenizer(),
                prompt.rendered(found),
                ModelBeams.search(found, typed.plus(chosen), settings, steps, permit)
                        .hypotheses(steps));
    }
}
