package logitlab.model.text;

import ai.djl.huggingface.tokenizers.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import logitlab.decoding.Prefix;

/**
 * Text to token ids and back, following the package's {@code tokenizer.json}.
 *
 * <p>Safe for use by many threads. Special tokens that are typed count as plain text.
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

    private Tokenizer(TokenizerFile file) {
        this.file = file;
        this.vocabulary = new Vocabulary(file.json(), this::decode);
        this.byteRuns = new ByteFallbackDecoder(vocabulary::byteOf, this::decode);
        Encoding any =
                file.encoder().encode("a", true, false); // a letter, to tell what comes before from what comes after
        int added = 0;
        while (added < any.getIds().length && any.getSpecialTokenMask()[added] == 1) {
            added++;
        }
        this.start = ids(any).first(added);
    }

    /** @throws IOException or a RuntimeException of the library, if the file is not a tokenizer */
    public static Tokenizer load(Path path) throws IOException {
        TokenizerFile file = TokenizerFile.open(path);
        try {
            return new Tokenizer(file);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
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
        return start.plus(
                ids(file.encoder().encode(whole, false, false)).ids().boxed().toList());
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
                : file.decoder().decode(prefix.ids().asLongStream().toArray(), false);
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

    /** One more than the highest id that a text can have. */
    public int size() {
        return vocabulary.size();
    }

    @Override
    public void close() {
        file.close();
    }
}
