package logitlab.model.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A {@code tokenizer.json}, opened twice by the library: one encoder, for which special tokens that are typed are plain text, and
 * one decoder.
 */
record TokenizerFile(JsonNode json, HuggingFaceTokenizer encoder, HuggingFaceTokenizer decoder)
        implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    static TokenizerFile open(Path file) throws IOException {
        JsonNode json = JSON.readTree(Files.readAllBytes(file));
        HuggingFaceTokenizer decoder = open(json);
        try {
            return new TokenizerFile(json, open(withoutSpecialTokens(json)), decoder);
        } catch (IOException | RuntimeException | Error e) {
            decoder.close();
            throw e;
        }
    }

    private static HuggingFaceTokenizer open(JsonNode json) throws IOException {
        return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(JSON.writeValueAsBytes(json)), OPTIONS);
    }

    /**
     * A special token that is not among the added tokens is not looked for in a text, although it stays in the vocabulary. If the
     * vocabulary lacks it, it gets a name that nobody types: the library numbers the added tokens itself, so that removing one would
     * shift the ids of those after it.
     */
    private static JsonNode withoutSpecialTokens(JsonNode json) {
        String unheardOf = UUID.randomUUID().toString();
        ArrayNode plain = JSON.createArrayNode();
        for (JsonNode token : json.path("added_tokens")) {
            String content = token.path("content").asText();
            if (!token.path("special").asBoolean()) {
                plain.add(token);
            } else if (!json.path("model").path("vocab").has(content)) {
                plain.add(((ObjectNode) token.deepCopy()).put("content", content + unheardOf));
            }
        }
        return ((ObjectNode) json.deepCopy()).set("added_tokens", plain);
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
