package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import logitlab.decoding.Prefix;

/**
 * Text to token ids and back, following the package's {@code tokenizer.json}.
 *
 * <p>Safe for use by many threads. Special tokens that are typed count as plain text, except where the caller says otherwise.
 *
 * <pre>
 * tokenizer.text(tokenizer.encode("a cat"))   is "a cat", after the start tokens if the tokenizer adds any
 * </pre>
 */
public final class Tokenizer implements AutoCloseable {

    static {
        stayOffline();
    }

    /** Without this the library asks Amazon's network which of its machines this is, and downloads a build for CUDA. */
    public static void stayOffline() {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private final TokenizerFile file;
    private final Vocabulary vocabulary;
    private final ByteFallbackDecoder byteRuns;
    private final Prefix start;

    private Tokenizer(JsonNode json, TokenizerFile file) {
        this.file = file;
        this.vocabulary = new Vocabulary(json, this::decode);
        this.byteRuns = new ByteFallbackDecoder(vocabulary::byteOf, this::decode);
        this.start = file.start();
    }

    /** @throws IOException or a RuntimeException of the library, if the file is not a tokenizer */
    public static Tokenizer load(Path path) throws IOException {
        ObjectNode json = TokenizerFile.read(path);
        TokenizerFile file = TokenizerFile.open(json);
        try {
            return new Tokenizer(json, file);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /**
     * The tokens that the post-processor in {@code tokenizer.json} adds before every text; most add none. It alone decides, as in
     * transformers 5, which reads {@code add_bos_token} of {@code tokenizer_config.json} only if there is no {@code tokenizer.json}.
     */
    public Prefix start() {
        return start;
    }

    /**
     * The ids of a text, with the start tokens before it. What the post-processor adds after a text is left out: it would end a text
     * that the model is supposed to continue. Half of a surrogate pair becomes U+FFFD.
     */
    public Prefix encode(String text) {
        return encode(text, false);
    }

    /**
     * The same for a text that may have special tokens.
     *
     * @param special whether their names stand for them, as in Python's {@code tokenizer.encode(text)}; otherwise the names are text
     */
    public Prefix encode(String text, boolean special) {
        Prefix ids = special ? file.encodeWithSpecialTokens(whole(text), new BitSet()) : file.encode(whole(text));
        return start.plus(ids.ids().boxed().toList());
    }

    /**
     * The ids of a text that a chat template has written, as in Python's {@code encode(text, add_special_tokens=False)}: special tokens
     * count, and no start token is added.
     *
     * @param typed the indices of the chars that somebody typed, which are plain text and complete no special token
     */
    public Prefix encodeRendered(String text, BitSet typed) {
        return file.encodeWithSpecialTokens(whole(text), typed);
    }

    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
    }

    /** The text of a whole sequence; U+FFFD where its bytes are not a character. */
    public String text(Prefix prefix) {
        return byteRuns.text(prefix);
    }

    private String decode(Prefix prefix) {
        return file.decode(prefix);
    }

    /** The entry of an id; an id without an entry is shown by its number. */
    public Token token(int id) {
        return vocabulary.token(id);
    }

    /** The id of a token by its name in the file, such as {@code <|im_end|>}. */
    public OptionalInt find(String name) {
        return vocabulary.find(name);
    }

    public List<Token> tokens(Prefix prefix) {
        return prefix.ids().mapToObj(this::token).toList();
    }

    /** One more than the highest id of the vocabulary; added tokens may have higher ones. */
    public int size() {
        return vocabulary.size();
    }

    @Override
    public void close() {
        file.close();
    }
}
