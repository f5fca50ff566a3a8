package logitlab.web.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;

/**
 * Settings as JSON has them, given to the one parser of settings in its own words: {@code top_k} is {@code top-k}, a bias
 * {@code {"2": 1.5}} is {@code bias.2}.
 */
final class SettingsJson {

    private static final Shape SHAPE = new Shape(Settings.KEYS.stream()
            .collect(Collectors.toMap(
                    SettingsJson::jsonName, key -> key.equals("bias") ? SettingsJson::bias : Kinds::word)));

    private SettingsJson() {}

    static Settings read(JsonParser json, String path) throws IOException {
        Map<String, String> words = new LinkedHashMap<>();
        SHAPE.read(json, path).values().forEach((name, value) -> {
            if (value instanceof Bias) {
                words.putAll(((Bias) value).words());
            } else {
                words.put(name.replace('_', '-'), (String) value);
            }
        });
        try {
            return Settings.of(words);
        } catch (InvalidValue invalid) {
            throw inJson(invalid, path);
        }
    }

    private static String jsonName(String key) {
        return key.replace('-', '_');
    }

    /** The same failure with the names of JSON, and with the advice that fits here. */
    private static InvalidValue inJson(InvalidValue invalid, String path) {
        Rule rule = invalid.rule().name().equals("not-zero-temperature")
                ? new Rule("not-zero-temperature-json")
                : invalid.rule();
        return new InvalidValue(path + "." + jsonName(invalid.field()), rule, invalid.value());
    }

    /** The words {@code bias.ID}. */
    private record Bias(Map<String, String> words) {}

    private static Bias bias(JsonParser json, String path) throws IOException {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            throw new InvalidValue(path, new Rule("json-object"), Kinds.shown(json));
        }
        Map<String, String> words = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String id = json.currentName();
            String inner = path + "." + id;
            json.nextToken();
            if (!id.matches("0|[1-9]\\d{0,9}")) {
                throw new InvalidValue(inner, new Rule("known-token-id"), id);
            }
            if (words.put("bias." + id, Kinds.word(json, inner)) != null) {
                throw new InvalidValue(inner, new Rule("once"), Kinds.shown(json));
            }
            Settings.requireFew(path, words.size());
        }
        return new Bias(words);
    }
}
