package logitlab.model.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import logitlab.decoding.Settings;
import logitlab.model.InvalidPackageException;
import logitlab.model.text.Tokenizer;

/**
 * What the files of a package say about a model.
 *
 * @param contextLength how many tokens it can look back on
 * @param start the token for an empty text if the tokenizer adds no start token
 * @param ends the tokens that end a text, see {@link SpecialTokens}
 * @param sampling how the maker samples, see {@link MakersSettings}
 * @param notes what was guessed or ignored, in sentences
 */
public record ModelConfig(
        int vocabularySize,
        int contextLength,
        OptionalInt start,
        List<Integer> ends,
        Settings sampling,
        List<String> notes) {

    /** Most other encoder-decoders are marked by {@code is_encoder_decoder}. */
    private static final Set<String> ENCODER_DECODERS = Set.of("t5", "mt5", "bart", "mbart", "marian", "whisper");

    private static final Set<String> ENCODERS = Set.of(
            ("albert bert camembert clip deberta deberta-v2 distilbert electra modernbert mpnet roberta vit wav2vec2"
                            + " xlm-roberta")
                    .split(" "));

    public ModelConfig {
        ends = List.copyOf(ends);
        notes = List.copyOf(notes);
    }

    static ModelConfig of(ConfigFiles files, ModelSizes sizes, Tokenizer tokenizer) {
        List<String> notes = new ArrayList<>(sizes.notes());
        if (tokenizer.size() > sizes.vocabulary()) {
            notes.add("tokenizer.json has %d tokens and the model knows %d: a text with one of the others is refused."
                    .formatted(tokenizer.size(), sizes.vocabulary()));
        }
        SpecialTokens special = new SpecialTokens(files, tokenizer, sizes.vocabulary(), notes);
        List<Integer> ends = special.ids("eos");
        OptionalInt start = special.ids("bos").stream().mapToInt(id -> id).findFirst();
        return new ModelConfig(
                sizes.vocabulary(), sizes.context(), start, ends, MakersSettings.of(files, notes), notes);
    }

    /**
     * Reads a {@code config.json} and checks what can be checked without the other files.
     *
     * @throws InvalidPackageException if it is not JSON, is of another kind of model, or has a size that is not a number above 0
     */
    public static JsonNode read(Path file) throws InvalidPackageException {
        JsonNode config = JsonFile.read(file);
        requireDecoder(file, config);
        ModelSizes.require(file, config);
        return config;
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

    /** A value as it is written in JSON, at most 40 characters of it. */
    static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
