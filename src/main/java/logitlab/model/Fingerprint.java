package logitlab.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;

/**
 * The key under which a cache keeps something about a text, or a choice after it: 16 bytes of its SHA-256. A key is therefore small
 * whatever the size of its content, and nobody can construct two contents with the same key. The keys of a text and all its prefixes
 * are computed in one pass.
 */
public record Fingerprint(long high, long low) {

    /** The keys of the logits after each prefix of {@code whole} that has {@code from} to {@code whole.size()} ids. */
    public static List<Fingerprint> logits(String model, Prefix whole, int from) {
        return new Growing("logits", model).each(whole, from);
    }

    /** The key of what a model looks like inside while it reads a text. */
    public static Fingerprint inside(String model, Prefix whole) {
        return new Growing("inside", model).add(whole).now();
    }

    /** The key of what each layer predicts at a position of a text. */
    public static Fingerprint lens(String model, Prefix whole, int position) {
        return new Growing("lens", model, Integer.toString(position)).add(whole).now();
    }

    /** The key of everything that one choice of a token depends on: equal choices choose equal tokens. */
    public static Fingerprint choice(String model, Prefix prefix, Decoder decoder, Settings settings, Draw draw) {
        return choosing(model, prefix.size() - draw.step(), decoder, settings, draw.seed())
                .add(prefix)
                .now();
    }

    /** The keys of the choices of all tokens after the first {@code prompt} ids of a text, and of one more token. */
    static List<Fingerprint> choices(
            String model, Prefix text, int prompt, Decoder decoder, Settings settings, long seed) {
        return choosing(model, prompt, decoder, settings, seed).each(text, prompt);
    }

    private static Growing choosing(String model, int prompt, Decoder decoder, Settings settings, long seed) {
        return new Growing(
                "choice",
                model,
                Integer.toString(prompt),
                decoder.word(),
                settings.toMap().toString(),
                Long.toString(seed));
    }

    /** A digest of strings, then of ids one after the other. */
    private static final class Growing {

        private final MessageDigest digest;
        private final ByteBuffer four = ByteBuffer.allocate(Integer.BYTES);

        Growing(String... parts) {
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                add(bytes.length);
                digest.update(bytes);
            }
        }

        private void add(int number) {
            digest.update(four.putInt(0, number).array());
        }

        Growing add(Prefix ids) {
            ids.ids().forEach(this::add);
            return this;
        }

        List<Fingerprint> each(Prefix whole, int from) {
            List<Fingerprint> each = new ArrayList<>(whole.size() - from + 1);
            each.add(add(whole.first(from)).now());
            for (int at = from; at < whole.size(); at++) {
                add(whole.at(at));
                each.add(now());
            }
            return each;
        }

        Fingerprint now() {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(((MessageDigest) digest.clone()).digest());
                return new Fingerprint(bytes.getLong(), bytes.getLong());
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("Java's own SHA-256 can be copied", e);
            }
        }
    }
}
