package logitlab.model.text;

import ai.djl.huggingface.tokenizers.Encoding;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import logitlab.decoding.Prefix;

/**
 * Text to token ids and back, following the package's {@code tokenizer.json}.
 *
 * <p>Safe for use by many threads. Special tokens that are typed count as plain text; the prompt of a model decides which ones begin
 * a text.
 *
 * <pre>
 * tokenizer.text(tokenizer.encode("a cat"))   is "a cat", after the start tokens if the tokenizer adds any
 * </pre>
 */
public final class Tokenizer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    static {
        stayOffline();
    }

    /** Without this the library asks Amazon's network which of its machines this is, and downloads a build for CUDA. */
    public static void stayOffline() {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer encoder;
    private final HuggingFaceTokenizer decoder;
    private final Vocabulary vocabulary;
    private final ByteFallbackDecoder byteRuns;
    private final Prefix start;

    private Tokenizer(HuggingFaceTokenizer encoder, HuggingFaceTokenizer decoder, JsonNode json) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.vocabulary = new Vocabulary(json, this::decode);
        this.byteRuns = new ByteFallbackDecoder(vocabulary::byteOf, this::decode);
        this.start = start(encoder);
    }

    /** Encodes one letter, because without it the tokens added before a text could not be distinguished from those after it. */
    private static Prefix start(HuggingFaceTokenizer encoder) {
        Encoding any = encoder.encode("a", true, false);
        long[] added = any.getSpecialTokenMask();
        int length = 0;
        while (length < added.length && added[length] == 1) {
            length++;
        }
        return ids(any).first(length);
    }

    /** @throws IOException or a RuntimeException of the library, if the file is not a tokenizer */
    public static Tokenizer load(Path file) throws IOException {
        JsonNode json = JSON.readTree(Files.readAllBytes(file));
        HuggingFaceTokenizer decoder = open(json);
        HuggingFaceTokenizer encoder = null;
        try {
            encoder = open(withoutSpecialTokens(json));
            return new Tokenizer(encoder, decoder, json);
        } catch (IOException | RuntimeException | Error e) {
            decoder.close();
            if (encoder != null) {
                encoder.close();
            }
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
            boolean special = token.path("special").asBoolean();
            String content = token.path("content").asText();
            if (!special) {
                plain.add(token);
            } else if (!json.path("model").path("vocab").has(content)) {
                plain.add(((ObjectNode) token.deepCopy()).put("content", content + unheardOf));
            }
        }
        return ((ObjectNode) json.deepCopy()).set("added_tokens", plain);
    }

    /** The tokens that the tokenizer's own post-processor adds before every text; most tokenizers add none. */
    public Prefix start() {
        return start;
    }

    /**
     * The ids of a text, with the start tokens before it. What the post-processor adds after a text is left out: it would end a text
     * that the model is supposed to continue. Half of a surrogate pair becomes U+FFFD.
     */
    public Prefix encode(String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
        return start.plus(ids(encoder.encode(whole, false, false)).ids().boxed().toList());
    }

    private static Prefix ids(Encoding encoding) {
        return Prefix.of(
                LongStream.of(encoding.getIds()).mapToInt(Math::toIntExact).toArray());
    }

    /** The text of a whole sequence; U+FFFD where its bytes are not a character. */
    public String text(Prefix prefix) {
        return byteRuns.text(prefix);
    }

    private String decode(Prefix prefix) {
        return prefix.size() == 0
                ? ""
                : decoder.decode(prefix.ids().asLongStream().toArray(), false);
    }

    /** The entry of an id; an id without an entry is shown by its number. */
    public Token token(int id) {
        return vocabulary.token(id);
    }

    public List<Token> tokens(Prefix prefix) {
        return prefix.ids().mapToObj(this::token).toList();
    }

    /** One more than the highest id that a text can have. */
    public int size() {
        return vocabulary.size();
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
