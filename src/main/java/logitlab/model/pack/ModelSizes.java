package logitlab.model.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import logitlab.model.InvalidPackageException;
import logitlab.model.text.Tokenizer;

/**
 * How large a model is. Makers name these numbers in many ways; what no file says, the graph may say.
 *
 * <pre>
 * vocabulary   vocab_size of text_config in config.json, or of config.json, or of genai_config.json, or the number of logits
 * context      n_positions, max_position_embeddings, seq_length, ... in the same places, context_length of genai_config.json,
 *              model_max_length of tokenizer_config.json, the length that the graph fixes, or else 2,048
 * </pre>
 *
 * @param vocabulary the number of tokens, which is that of the logits
 * @param context how many tokens it can look back on
 * @param notes says so if the context was guessed
 */
record ModelSizes(int vocabulary, int context, List<String> notes) {

    private static final int USUAL_CONTEXT = 2048;

    /** A tokenizer may have more tokens than its model by this part of the vocabulary: some makers added tokens and forgot the model. */
    private static final int SPARE = 100;

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

    /** @throws InvalidPackageException if the vocabulary's is missing, or one is not a number above 0 */
    static ModelSizes of(ConfigFiles files, OnnxFile graph) throws InvalidPackageException {
        return of(files, graph.vocabularySize(), graph.contextLength());
    }

    /** The same of a model without a graph here. */
    static ModelSizes of(ConfigFiles files) throws InvalidPackageException {
        return of(files, OptionalInt.empty(), OptionalInt.empty());
    }

    private static ModelSizes of(ConfigFiles files, OptionalInt vocabulary, OptionalInt context)
            throws InvalidPackageException {
        List<String> notes = new ArrayList<>();
        return new ModelSizes(vocabulary(files, vocabulary), context(files, context, notes), notes);
    }

    /** @throws InvalidPackageException if a size is there that is not a number above 0 */
    static void require(Path file, JsonNode config) throws InvalidPackageException {
        List<JsonNode> parts = ConfigFiles.textParts(config);
        count(file, parts, VOCABULARY_KEYS);
        count(file, parts, CONTEXT_KEYS);
    }

    /** @throws InvalidPackageException if the tokenizer has many more tokens than the model, so that it belongs to a different model */
    void require(Path file, Tokenizer tokenizer) throws InvalidPackageException {
        if (tokenizer.size() > vocabulary + vocabulary / SPARE) {
            throw new InvalidPackageException(
                    file,
                    "at most " + vocabulary + " tokens, which is the vocab_size of the model",
                    Integer.toString(tokenizer.size()),
                    "Take both files from the same model.");
        }
    }

    private static int vocabulary(ConfigFiles files, OptionalInt graph) throws InvalidPackageException {
        OptionalInt known = count(files.main(), files.text(), VOCABULARY_KEYS);
        if (known.isEmpty()) {
            known = whole(files.main(), files.genaiModel(), "vocab_size");
        }
        return (known.isPresent() ? known : graph)
                .orElseThrow(() -> new InvalidPackageException(
                        files.main(),
                        "vocab_size, a number above 0",
                        "nothing",
                        "Write \"vocab_size\": N into " + files.main().getFileName()
                                + ", where N is the number of logits of the model."));
    }

    private static int context(ConfigFiles files, OptionalInt graph, List<String> notes)
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
            known = graph;
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
                    ModelConfig.shortened(count),
                    "Correct " + key + " in " + file.getFileName() + ".");
        }
        return OptionalInt.of(count.asInt());
    }
}
