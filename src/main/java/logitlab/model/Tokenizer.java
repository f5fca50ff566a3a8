package logitlab.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Prefix;

/**
 * Text to token ids and back, as the package's {@code tokenizer.json} says.
 *
 * <p>Safe for use by many threads. Special tokens that a visitor types are plain text.
 */
public final class Tokenizer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer encoder;
    private final HuggingFaceTokenizer decoder;
    private final Map<Integer, Token> tokens;

    private Tokenizer(HuggingFaceTokenizer encoder, HuggingFaceTokenizer decoder, Map<Integer, Token> tokens) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.tokens = tokens;
    }

    static Tokenizer load(Path file) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        Map<Integer, Token> tokens = vocabulary(json);
        HuggingFaceTokenizer decoder = open(json);
        removeSpecialTokens(json);
        return new Tokenizer(open(json), decoder, tokens);
    }

    private static HuggingFaceTokenizer open(ObjectNode json) throws IOException {
        return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(JSON.writeValueAsBytes(json)), OPTIONS);
    }

    /** Without its entry among the added tokens a special token is not looked for in a text; the vocabulary still has it. */
    private static void removeSpecialTokens(ObjectNode json) {
        ArrayNode plain = JSON.createArrayNode();
        json.path("added_tokens").forEach(token -> {
            if (!token.path("special").asBoolean()) {
                plain.add(token);
            }
        });
        json.set("added_tokens", plain);
    }

    private static Map<Integer, Token> vocabulary(JsonNode json) {
        Map<Integer, Token> tokens = new HashMap<>();
        boolean byteLevel = json.path("decoder").toString().contains("\"ByteLevel\"");
        json.path("model").path("vocab").properties().forEach(entry -> {
            int id = entry.getValue().asInt();
            tokens.put(id, byteLevel ? ByteLevel.token(id, entry.getKey()) : new Token(id, entry.getKey(), "", false));
        });
        json.path("added_tokens").forEach(token -> {
            int id = token.path("id").asInt();
            tokens.put(id, new Token(id, token.path("content").asText(), "", false));
        });
        return Map.copyOf(tokens);
    }

    /** The ids of a text, with the start tokens that the tokenizer's own post-processor adds; half a surrogate pair is U+FFFD. */
    public Prefix encode(String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
        long[] ids = encoder.encode(whole, true, false).getIds();
        int[] narrow = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            narrow[i] = (int) ids[i];
        }
        return Prefix.of(narrow);
    }

    /** The text of a whole sequence; U+FFFD where its bytes are no character. */
    public String text(Prefix prefix) {
        return prefix.size() == 0
                ? ""
                : decoder.decode(prefix.ids().asLongStream().toArray(), false);
    }

    /** The entry of an id; an id that the vocabulary has no entry for is shown by its number. */
    public Token token(int id) {
        Token token = tokens.get(id);
        return token != null ? token : new Token(id, "<" + id + ">", "", false);
    }

    public List<Token> tokens(Prefix prefix) {
        return prefix.ids().mapToObj(this::token).toList();
    }

    int size() {
        return tokens.size();
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
