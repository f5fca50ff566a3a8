package logitlab.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;

/**
 * The key under which a cache keeps something about a text, or a choice after it: 16 bytes of its SHA-256. A key is therefore small
 * whatever the size of its content, and nobody can construct two contents with the same key. The keys of a text and all its prefixes
 * are computed in one pass.
 */
public record CacheKey(long high, long low) {

    /** The keys of the logits after each prefix of {@code whole} that has {@code from} to {@code whole.size()} ids. */
    public static List<CacheKey> logits(String model, Prefix whole, int from) {
        return each(whole, from, "logits", model);
    }

    /** The key of what a model looks like inside while it reads a text, as far as it was asked for. */
    public static CacheKey inside(String model, Prefix whole, Set<Inspection.Group> groups) {
        return each(whole, whole.size(), "inside", model, new TreeSet<>(groups).toString())
                .get(0);
    }

    /** The key of what each layer predicts at a position of a text. */
    public static CacheKey lens(String model, Prefix whole, int position) {
        return each(whole, whole.size(), "lens", model, Integer.toString(position))
                .get(0);
    }

    /** The key of everything that one choice of a token depends on: equal choices choose equal tokens. */
    public static CacheKey choice(String model, Prefix prefix, Decoder decoder, Settings settings, Draw draw) {
        int prompt = prefix.size() - draw.step();
        return choices(model, prefix, prompt, prefix.size(), decoder, settings, draw.seed())
                .get(0);
    }

    /** The key of how probable the last token of a text was, however it was chosen. */
    static CacheKey token(String model, Prefix text) {
        return each(text, text.size(), "token", model).get(0);
    }

    /** The keys of the choices after each prefix of a text that has {@code from} ids or more, the first {@code prompt} typed. */
    static List<CacheKey> choices(
            String model, Prefix text, int prompt, int from, Decoder decoder, Settings settings, long seed) {
        String set = settings.toMap().toString();
        return each(text, from, "choice", model, Integer.toString(prompt), decoder.key(), set, Long.toString(seed));
    }

    private static List<CacheKey> each(Prefix whole, int from, String... parts) {
        MessageDigest digest = sha256();
        ByteBuffer four = ByteBuffer.allocate(Integer.BYTES);
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(four.putInt(0, bytes.length).array());
            digest.update(bytes);
        }
        List<CacheKey> each = new ArrayList<>(whole.size() - from + 1);
        for (int length = 0; length <= whole.size(); length++) {
            if (length > 0) {
                digest.update(four.putInt(0, whole.at(length - 1)).array());
            }
            if (length >= from) {
                each.add(now(digest));
            }
        }
        return each;
    }

    private static CacheKey now(MessageDigest digest) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(((MessageDigest) digest.clone()).digest());
            return new CacheKey(bytes.getLong(), bytes.getLong());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", e);
        }
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
