package logitlab.model.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import logitlab.model.InvalidPackageException;

/**
 * What {@code config.json} says about a model, under the keys that Hugging Face uses.
 *
 * @param contextLength how many tokens it can look back on: {@code n_positions} or {@code max_position_embeddings}
 * @param start the token for an empty text if the tokenizer adds no start token, {@code bos_token_id}
 * @param ends the tokens that end a text, {@code eos_token_id}, a number or a list
 */
public record ModelConfig(int vocabularySize, int contextLength, OptionalInt start, List<Integer> ends) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIX = "Copy the model's config.json again.";

    /** Most other encoder-decoders are marked by {@code is_encoder_decoder}. */
    private static final Set<String> ENCODER_DECODERS = Set.of("t5", "mt5", "bart", "mbart", "marian", "whisper");

    private static final Set<String> ENCODERS = Set.of(
            ("albert bert camembert clip deberta deberta-v2 distilbert electra modernbert mpnet roberta vit wav2vec2"
                            + " xlm-roberta")
                    .split(" "));

    public static ModelConfig read(Path file) throws InvalidPackageException {
        JsonNode config;
        try {
            config = JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InvalidPackageException(file, "JSON", e, FIX);
        }
        requireDecoder(file, config);
        int vocabularySize = count(file, config, "vocab_size");
        return new ModelConfig(
                vocabularySize,
                count(file, config, config.has("n_positions") ? "n_positions" : "max_position_embeddings"),
                id(file, config, "bos_token_id", vocabularySize),
                ids(file, config, "eos_token_id", vocabularySize));
    }

    /** A model of another kind may have a graph that looks like a language model's. */
    private static void requireDecoder(Path file, JsonNode config) throws InvalidPackageException {
        String kind = config.path("model_type").asText();
        boolean both = config.path("is_encoder_decoder").asBoolean() || ENCODER_DECODERS.contains(kind);
        if (both || ENCODERS.contains(kind)) {
            throw new InvalidPackageException(
                    file,
                    "a model that continues a text: a decoder alone",
                    "model_type " + kind + (both ? ", an encoder-decoder" : ", an encoder"),
                    "Take a model for text generation, such as GPT-2 or Llama.");
        }
    }

    private static int count(Path file, JsonNode config, String key) throws InvalidPackageException {
        JsonNode count = config.path(key);
        if (!count.canConvertToInt() || count.asInt() < 1) {
            throw new InvalidPackageException(file, key + ", a number above 0", found(count), FIX);
        }
        return count.asInt();
    }

    private static OptionalInt id(Path file, JsonNode config, String key, int vocabularySize)
            throws InvalidPackageException {
        return ids(file, config, key, vocabularySize).stream()
                .mapToInt(id -> id)
                .findFirst();
    }

    private static List<Integer> ids(Path file, JsonNode config, String key, int vocabularySize)
            throws InvalidPackageException {
        JsonNode given = config.path(key);
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : given.isArray() ? given : List.of(given)) {
            if (id.isMissingNode() || id.isNull()) {
                continue;
            }
            if (!id.canConvertToInt() || id.asInt() < 0 || id.asInt() >= vocabularySize) {
                throw new InvalidPackageException(file, key + " from 0 to " + (vocabularySize - 1), found(id), FIX);
            }
            ids.add(id.asInt());
        }
        return ids;
    }

    private static String found(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }
}
