package logitlab.web.api;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/**
 * Settings in the notation of JSON, translated for {@link Settings#of}: {@code "top_k": 40} is {@code top-k}, and
 * {@code "bias": {"2": 1.5, "7": null}} is {@code bias.2} and the ban {@code bias.7}, {@code "order": "llama.cpp"} is {@code order}.
 */
final class SettingsJson {

    private SettingsJson() {}

    static Settings read(JsonReader json) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, JsonReader.Value> fields = new HashMap<>();
        Settings.KEYS.forEach(key -> fields.put(jsonName(key), () -> parameters.put(key, json.number())));
        fields.put("bias", () -> readBiases(json, parameters));
        fields.put(Settings.ORDER, () -> parameters.put(Settings.ORDER, json.text()));
        json.object(fields);
        try {
            return Settings.of(parameters);
        } catch (InvalidValueException invalid) {
            throw inJson(invalid, json.path());
        }
    }

    /** A step whose settings came in the field {@code settings}. @throws InvalidValueException if a bias bans the last token */
    static Step step(Supplier<Step> step) {
        try {
            return step.get();
        } catch (InvalidValueException invalid) {
            throw inJson(invalid, "settings");
        }
    }

    private static void readBiases(JsonReader json, Map<String, String> parameters) throws IOException {
        String path = json.path();
        Map<String, String> biases = new LinkedHashMap<>();
        json.entries(id -> {
            if (!id.matches("0|[1-9]\\d{0,9}")) {
                throw new InvalidValueException(json.path(), new Constraint("known-token-id"), id);
            }
            biases.put("bias." + id, json.isNull() ? Settings.BAN : json.number());
            Settings.requireFew(path, biases.size());
        });
        parameters.putAll(biases);
    }

    private static String jsonName(String key) {
        return key.replace('-', '_');
    }

    /** The same failure with the names of JSON, and with advice that fits the API. */
    private static InvalidValueException inJson(InvalidValueException invalid, String path) {
        Constraint constraint = invalid.constraint().name().equals("not-zero-temperature")
                ? new Constraint("not-zero-temperature-json")
                : invalid.constraint();
        return new InvalidValueException(path + "." + jsonName(invalid.field()), constraint, invalid.value());
    }
}
