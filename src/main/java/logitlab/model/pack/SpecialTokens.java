package logitlab.model.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.model.text.Tokenizer;

/**
 * The tokens that begin or end a text, from all files that name them: what any of them calls an end is one. The order is that of their
 * authority when transformers generates a text: {@code generation_config.json}, {@code config.json}, {@code genai_config.json}, and
 * then the texts of {@code tokenizer_config.json} and {@code special_tokens_map.json}.
 *
 * <pre>
 * Llama 3.1   config.json 128001, generation_config.json [128001, 128008, 128009]   is 128001, 128008, 128009
 * Gemma 3     config.json [1, 106], eos_token "&lt;eos>" (1)                           is 1, 106
 * </pre>
 *
 * @param notes gets a sentence for each token that is ignored, because it is not in the vocabulary
 */
record SpecialTokens(ConfigFiles files, Tokenizer tokenizer, int vocabularySize, List<String> notes) {

    private record Named(String file, JsonNode value) {}

    /** @param kind {@code bos} or {@code eos} */
    List<Integer> ids(String kind) {
        String key = kind + "_token_id";
        Set<Integer> ids = new LinkedHashSet<>();
        Stream.of(
                        Stream.of(new Named(
                                ConfigFiles.GENERATION, files.generation().path(key))),
                        files.text().stream().map(part -> new Named(ConfigFiles.CONFIG, part.path(key))),
                        Stream.of(
                                new Named(ConfigFiles.GENAI, files.genaiModel().path(key))))
                .flatMap(named -> named)
                .forEach(named -> each(named.value()).forEach(id -> addId(ids, named.file(), key, id)));
        String text = kind + "_token";
        addText(ids, ConfigFiles.TOKENIZER, text, files.tokenizer().path(text));
        addText(ids, ConfigFiles.SPECIAL, text, files.special().path(text));
        return List.copyOf(ids);
    }

    private static List<JsonNode> each(JsonNode value) {
        List<JsonNode> each = new ArrayList<>();
        (value.isArray() ? value : List.of(value)).forEach(each::add);
        return each;
    }

    private void addId(Set<Integer> ids, String file, String key, JsonNode id) {
        if (id.isMissingNode() || id.isNull()) {
            return;
        }
        if (id.isNumber() && id.canConvertToInt() && id.asInt() >= 0 && id.asInt() < vocabularySize) {
            ids.add(id.asInt());
        } else {
            note("%s: %s %s is ignored, because token ids go from 0 to %d."
                    .formatted(file, key, ModelConfig.shortened(id), vocabularySize - 1));
        }
    }

    private void addText(Set<Integer> ids, String file, String key, JsonNode value) {
        String text = value.isObject() ? value.path("content").asText() : value.isTextual() ? value.asText() : "";
        if (text.isEmpty()) {
            return;
        }
        OptionalInt id = tokenizer.find(text);
        if (id.isPresent() && id.getAsInt() < vocabularySize) {
            ids.add(id.getAsInt());
        } else {
            note("%s: %s %s is ignored, because the vocabulary does not have it."
                    .formatted(file, key, ModelConfig.shortened(value)));
        }
    }

    private void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }
}
