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
 * <pre>
 * "vocab_size": 262208 in config.json, or in its text_config, or the number of logits of the graph
 * "n_positions": 1024, or max_position_embeddings, seq_length, ..., or context_length of genai_config.json,
 *     or model_max_length of tokenizer_config.json, or what the graph accepts, or 2,048
 * </pre>
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

    private static final int USUAL_CONTEXT = 2048;

    private static final List<String> VOCABULARY_KEYS = List.of("vocab_size", "padded_vocab_size", "n_vocab");

    private static final List<String> CONTEXT_KEYS = List.of(
            "n_positions",
            "max_position_embeddings",
            "seq_length",
            "max_seq_len",
            "max_seq_length",
            "max_sequence_length",
            "n_ctx",
            "context_length",
            "model_max_length");

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

    /**
     * @param graph the one that the model runs on, which says what the files do not
     * @throws InvalidPackageException if it is another kind of model, or a size is missing or not a number above 0
     */
    static ModelConfig of(ConfigFiles files, Tokenizer tokenizer, OnnxFile graph) throws InvalidPackageException {
        List<String> notes = new ArrayList<>();
        int vocabularySize = vocabularySize(files, graph);
        int contextLength = contextLength(files, graph, notes);
        SpecialTokens special = new SpecialTokens(files, tokenizer, vocabularySize, notes);
        List<Integer> ends = special.ids("eos");
        OptionalInt start = special.ids("bos").stream().mapToInt(id -> id).findFirst();
        return new ModelConfig(
                vocabularySize, contextLength, start, ends, MakersSettings.of(files, notes), List.copyOf(notes));
    }

    /**
     * Reads a {@code config.json} and checks what can be checked without the other files.
     *
     * @throws InvalidPackageException if it is not JSON, is of another kind of model, or has a size that is not a number above 0
     */
    public static JsonNode read(Path file) throws InvalidPackageException {
        JsonNode config = JsonFile.read(file);
        requireDecoder(file, config);
        List<JsonNode> parts = ConfigFiles.textParts(config);
        count(file, parts, VOCABULARY_KEYS);
        count(file, parts, CONTEXT_KEYS);
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

    private static int vocabularySize(ConfigFiles files, OnnxFile graph) throws InvalidPackageException {
        OptionalInt known = count(files.main(), files.text(), VOCABULARY_KEYS);
        if (known.isEmpty()) {
            known = whole(files.main(), files.genaiModel(), "vocab_size");
        }
        return (known.isPresent() ? known : graph.vocabularySize())
                .orElseThrow(() -> new InvalidPackageException(
                        files.main(),
                        "vocab_size, a number above 0",
                        "nothing",
                        "Write \"vocab_size\": N into " + files.main().getFileName()
                                + ", where N is the number of logits of the model."));
    }

    private static int contextLength(ConfigFiles files, OnnxFile graph, List<String> notes)
            throws InvalidPackageException {
        OptionalInt known = count(files.main(), files.text(), CONTEXT_KEYS);
        if (known.isEmpty()) {
            known = whole(files.main(), files.genaiModel(), "context_length");
        }
        if (known.isEmpty()) {
            JsonNode most = files.tokenizer().path("model_max_length"); // 1e30 if the tokenizer does not know
            known = most.canConvertToInt() && most.asInt() > 0 ? OptionalInt.of(most.asInt()) : OptionalInt.empty();
        }
        if (known.isEmpty()) {
            known = graph.contextLength();
        }
        if (known.isEmpty()) {
            notes.add("No file says how long a text may be, so it may have " + USUAL_CONTEXT
                    + " tokens. To change that, write \"max_position_embeddings\": N into "
                    + files.main().getFileName() + ".");
        }
        return known.orElse(USUAL_CONTEXT);
    }

    /** The first of the keys that is there. */
    private static OptionalInt count(Path file, List<JsonNode> parts, List<String> keys)
            throws InvalidPackageException {
        for (JsonNode part : parts) {
            for (String key : keys) {
                OptionalInt count = whole(file, part, key);
                if (count.isPresent()) {
                    return count;
                }
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt whole(Path file, JsonNode part, String key) throws InvalidPackageException {
        JsonNode count = part.path(key);
        if (count.isMissingNode() || count.isNull()) {
            return OptionalInt.empty();
        }
        if (!count.isNumber() || !count.canConvertToInt() || count.asInt() < 1) {
            throw new InvalidPackageException(
                    file,
                    key + ", a number above 0",
                    shortened(count),
                    "Correct " + key + " in " + file.getFileName() + ".");
        }
        return OptionalInt.of(count.asInt());
    }

    /** A value as it is written in JSON, at most 40 characters of it. */
    static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
