package logitlab.model;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import logitlab.decoding.Prefix;

/**
 * Text to token ids and back, as the package's {@code tokenizer.json} says.
 *
 * <p>Safe for use by many threads. Special tokens that a visitor types count as plain text; {@link LanguageModel#prompt}
 * decides which ones begin a text.
 */
public final class Tokenizer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Each step of a visitor brings the prompt along again. */
    private static final long ENCODED_BYTES = 4 << 20;

    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    static {
        stayOffline();
    }

    static void stayOffline() {
        // else the library asks Amazon's network which of its machines this is, and fetches a build for CUDA
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer encoder;
    private final HuggingFaceTokenizer decoder;
    private final Vocabulary vocabulary;
    private final ByteRuns byteRuns;
    private final Prefix start;
    private final Recent<String, Prefix> encoded = new Recent<>(ENCODED_BYTES, Tokenizer::bytes);

    private Tokenizer(HuggingFaceTokenizer encoder, HuggingFaceTokenizer decoder, JsonNode json) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.vocabulary = new Vocabulary(json, this::decode);
        this.byteRuns = new ByteRuns(vocabulary::byteOf, this::decode);
        this.start = start(encoder);
    }

    /**
     * Encodes one letter, because without it the tokens added before a text could not be distinguished from those added after
     * it.
     */
    private static Prefix start(HuggingFaceTokenizer encoder) {
        Encoding any = encoder.encode("a", true, false);
        long[] added = any.getSpecialTokenMask();
        int length = 0;
        while (length < added.length && added[length] == 1) {
            length++;
        }
        return ids(any).first(length);
    }

    static Tokenizer load(Path file) throws BadPackage {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            return of(json);
        } catch (IOException | RuntimeException e) {
            throw new BadPackage(file, "a tokenizer", found(e), "Copy the model's tokenizer.json again.");
        }
    }

    /** Closes what was opened if the rest cannot be. */
    private static Tokenizer of(JsonNode json) throws IOException {
        HuggingFaceTokenizer decoder = open(json);
        HuggingFaceTokenizer encoder = null;
        Tokenizer tokenizer = null;
        try {
            encoder = open(withoutSpecialTokens(json));
            tokenizer = new Tokenizer(encoder, decoder, json);
            return tokenizer;
        } finally {
            if (tokenizer == null) {
                decoder.close();
                if (encoder != null) {
                    encoder.close();
                }
            }
        }
    }

    private static String found(Exception e) {
        return e instanceof JsonProcessingException json && json.getLocation() != null
                ? json.getOriginalMessage() + " in line " + json.getLocation().getLineNr()
                : BadPackage.firstLine(e);
    }

    private static HuggingFaceTokenizer open(JsonNode json) throws IOException {
        return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(JSON.writeValueAsBytes(json)), OPTIONS);
    }

    /**
     * Without its entry among the added tokens a special token is not looked for in a text, and the vocabulary still has it. One
     * that the vocabulary has not gets a name that nobody types instead: the library counts the added tokens' ids up by itself, so
     * that those behind would move.
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
    Prefix start() {
        return start;
    }

    /**
     * The ids of a text, with the start tokens before it. What the post-processor adds after a text is left out: it would end a text
     * that the model is supposed to continue. Half of a surrogate pair becomes U+FFFD.
     */
    public Prefix encode(String text) {
        Optional<Prefix> known = encoded.find(text);
        if (known.isPresent()) {
            return known.get();
        }
        Prefix prefix = encodeAnew(text);
        encoded.put(text, prefix);
        return prefix;
    }

    private Prefix encodeAnew(String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
        return start.plus(ids(encoder.encode(whole, false, false)).ids().boxed().toList());
    }

    private static Prefix ids(Encoding encoding) {
        return Prefix.of(
                LongStream.of(encoding.getIds()).mapToInt(Math::toIntExact).toArray());
    }

    /** The approximate memory that a text and its ids take. */
    private static long bytes(String text, Prefix prefix) {
        return (long) Character.BYTES * text.length() + (long) Integer.BYTES * prefix.size() + 200;
    }

    /** The text of a whole sequence; U+FFFD where its bytes are no character. */
    public String text(Prefix prefix) {
        return byteRuns.text(prefix);
    }

    private String decode(Prefix prefix) {
        return prefix.size() == 0
                ? ""
                : decoder.decode(prefix.ids().asLongStream().toArray(), false);
    }

    /** The entry of an id; an id that the vocabulary has no entry for is shown by its number. */
    public Token token(int id) {
        return vocabulary.token(id);
    }

    public List<Token> tokens(Prefix prefix) {
        return prefix.ids().mapToObj(this::token).toList();
    }

    int size() {
        return vocabulary.size();
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
