package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.decoding.Prefix;

/**
 * What each token id stands for.
 *
 * <p>A byte-level vocabulary lists the bytes of each token. In a vocabulary of any other kind, the text of a token is what it adds to
 * a decoded text, because decoders drop the space that begins a text and join words in various ways.
 */
final class Vocabulary {

    /** A token that stands for a byte by itself. */
    static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");

    private final Map<Integer, String> entries;
    private final Set<Integer> special = new HashSet<>();
    private final Function<Prefix, String> decode;
    private final boolean byteLevel;
    private final boolean byteFallback; // bytes that are not a character have tokens of their own
    private final int size; // a vocabulary may have gaps
    private final int letter; // the token "a", between two of which others are decoded

    /** @param json a whole tokenizer.json */
    Vocabulary(JsonNode json, Function<Prefix, String> decode) {
        this.decode = decode;
        this.entries = Entries.byId(json);
        this.letter = entries.entrySet().stream()
                .filter(entry -> entry.getValue().equals("a"))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
        this.byteFallback = json.path("decoder").toString().contains("\"ByteFallback\"");
        this.byteLevel = json.path("decoder").toString().contains("\"ByteLevel\"");
        this.size = entries.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
        AddedToken.all(json).forEach(token -> {
            entries.put(token.id(), token.name());
            if (token.special()) {
                special.add(token.id());
            }
        });
    }

    /** One more than the highest id of the model's own vocabulary, without added tokens. */
    int size() {
        return size;
    }

    /** The id of an entry or an added token; the lowest if it is there twice. */
    OptionalInt find(String entry) {
        return entries.entrySet().stream()
                .filter(known -> known.getValue().equals(entry))
                .mapToInt(Map.Entry::getKey)
                .min();
    }

    Token token(int id) {
        String entry = entries.get(id);
        if (entry == null) {
            return new Token(id, "<" + id + ">", "", false);
        }
        if (special.contains(id)) {
            return new Token(id, entry, "", false, true);
        }
        return byteLevel ? ByteLevel.token(id, entry) : decoded(id);
    }

    /** The byte that a token such as {@code <0xC3>} stands for by itself. */
    OptionalInt byteOf(int id) {
        Matcher single = BYTE.matcher(entries.getOrDefault(id, ""));
        return byteFallback && single.matches()
                ? OptionalInt.of(Integer.parseInt(single.group(1), 16))
                : OptionalInt.empty();
    }

    private Token decoded(int id) {
        OptionalInt single = byteOf(id);
        if (single.isPresent()) {
            return ByteLevel.token(id, new byte[] {(byte) single.getAsInt()});
        }
        String before = decode.apply(Prefix.of(letter));
        String after = decode.apply(Prefix.of(letter, letter)).substring(before.length());
        String around = decode.apply(Prefix.of(letter, id, letter));
        return new Token(
                id,
                around.startsWith(before) && around.endsWith(after)
                        ? around.substring(before.length(), around.length() - after.length())
                        : entries.get(id),
                "",
                false);
    }
}
