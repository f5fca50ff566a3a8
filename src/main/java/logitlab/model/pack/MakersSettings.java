package logitlab.model.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;

/**
 * How the maker of a model samples: {@code generation_config.json}, or {@code search} of {@code genai_config.json} if there is no such
 * file. A key that is left out has the default of the library that reads the file; both take the 50 best tokens.
 *
 * <pre>
 * {"do_sample": true, "temperature": 0.6, "top_p": 0.9}   is temperature 0.6, top-k 50, top-p 0.9
 * {"temperature": 0.6}                                    is greedy decoding, because do_sample is false by default
 * </pre>
 *
 * @see <a href="https://huggingface.co/docs/transformers/main_classes/text_generation">transformers: GenerationConfig</a>
 */
final class MakersSettings {

    private static final int USUAL_TOP_K = 50;

    private MakersSettings() {}

    /**
     * @param notes gets a sentence for each value that is out of range here, and is ignored
     * @return {@link Settings#OFF} if the maker does not say, or decodes greedily
     */
    static Settings of(ConfigFiles files, List<String> notes) {
        boolean genai = files.generation().isMissingNode();
        JsonNode given = genai ? files.genai().path("search") : files.generation();
        String file = genai ? ConfigFiles.GENAI : ConfigFiles.GENERATION;
        JsonNode temperature = given.path("temperature");
        if (!given.path("do_sample").asBoolean() || temperature.isNumber() && temperature.asDouble() == 0) {
            return Settings.OFF;
        }
        Map<String, String> values = new LinkedHashMap<>();
        add(values, file, given, "repetition_penalty", "repetition-penalty", 1, notes);
        add(values, file, given, "temperature", "temperature", 1, notes);
        JsonNode topK = given.path("top_k");
        if (!topK.isNumber()) {
            values.put("top-k", Integer.toString(USUAL_TOP_K));
        } else if (topK.asInt() > 0) { // 0 and -1 keep all tokens
            values.put("top-k", Integer.toString(topK.asInt()));
        }
        add(values, file, given, "top_p", "top-p", genai ? 0 : 1, notes);
        add(values, file, given, "min_p", "min-p", 0, notes);
        add(values, file, given, "typical_p", "typical-p", 1, notes);
        return Settings.of(values);
    }

    /** @param off the value that changes nothing */
    private static void add(
            Map<String, String> values,
            String file,
            JsonNode given,
            String key,
            String setting,
            double off,
            List<String> notes) {
        JsonNode value = given.path(key);
        if (value.isMissingNode() || value.isNull() || value.isNumber() && value.asDouble() == off) {
            return;
        }
        String number = Double.isFinite(value.asDouble()) ? Range.plain(value.asDouble()) : "";
        try {
            Settings.of(Map.of(setting, number));
            values.put(setting, number);
        } catch (InvalidValueException outOfRange) {
            notes.add("%s: %s %s is ignored, because this program has no such value."
                    .formatted(file, key, ModelConfig.shortened(value)));
        }
    }
}
