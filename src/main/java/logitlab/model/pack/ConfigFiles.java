package logitlab.model.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import logitlab.model.InvalidPackageException;

/**
 * The JSON files that describe a model, each missing if the package has none. {@code config.json} or {@code genai_config.json} is there.
 *
 * @param config {@code config.json}, as transformers writes it
 * @param genai {@code genai_config.json}, as the model builder of onnxruntime-genai writes it
 * @param generation {@code generation_config.json}
 * @param tokenizer {@code tokenizer_config.json}
 * @param special {@code special_tokens_map.json}
 * @see <a href="https://onnxruntime.ai/docs/genai/reference/config.html">onnxruntime-genai: configuration reference</a>
 */
record ConfigFiles(
        Path folder, JsonNode config, JsonNode genai, JsonNode generation, JsonNode tokenizer, JsonNode special) {

    static final String CONFIG = "config.json";
    static final String GENAI = "genai_config.json";
    static final String GENERATION = "generation_config.json";
    static final String TOKENIZER = "tokenizer_config.json";
    static final String SPECIAL = "special_tokens_map.json";

    /** Where the settings of the text model are if a model has other parts too, for example for pictures. */
    private static final List<String> TEXT_PARTS = List.of("text_config", "llm_config", "language_config");

    /** @throws InvalidPackageException naming the first file that is not JSON, or {@code config.json} if neither description is there */
    static ConfigFiles read(Path folder) throws InvalidPackageException {
        boolean genai = Files.isRegularFile(folder.resolve(GENAI));
        return new ConfigFiles(
                folder,
                genai && !Files.isRegularFile(folder.resolve(CONFIG))
                        ? MissingNode.getInstance()
                        : ModelConfig.read(ModelPackage.required(folder, CONFIG)),
                JsonFile.find(folder.resolve(GENAI)),
                JsonFile.find(folder.resolve(GENERATION)),
                JsonFile.find(folder.resolve(TOKENIZER)),
                JsonFile.find(folder.resolve(SPECIAL)));
    }

    /** The file that says how large the model is. */
    Path main() {
        return folder.resolve(config.isMissingNode() ? GENAI : CONFIG);
    }

    /** The objects of {@code config.json} that may describe the text model, the most specific first. */
    static List<JsonNode> textParts(JsonNode config) {
        return Stream.concat(TEXT_PARTS.stream().map(config::path), Stream.of(config))
                .filter(JsonNode::isObject)
                .toList();
    }

    List<JsonNode> text() {
        return textParts(config);
    }

    JsonNode genaiModel() {
        return genai.path("model");
    }
}
