package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;

/**
 * What each token id stands for.
 *
 * <p>A byte-level vocabulary lists the bytes of each token. In a vocabulary of any other kind, the text of a token is what it adds to
 * a decoded text, because decoders drop the space that begins a text and join words in various ways.
 */
final class Vocabulary {

    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");

    private final Map<Integer, String> entries = new HashMap<>();
    private final Map<Integer, Token> added = new HashMap<>();
    private final Function<Prefix, String> decode;
    private final boolean byteLevel;
    private final boolean byteFallback; // bytes that are not a character have tokens of their own
    private int size; // a vocabulary may have gaps
    private int letter; // the token "a", after which others are decoded

    /** @param json a whole tokenizer.json */
    Vocabulary(JsonNode json, Function<Prefix, String> decode) {
        this.decode = decode;
        JsonNode vocabulary = json.path("model").path("vocab");
        if (vocabulary.isArray()) {
            vocabulary.forEach(
                    entry -> entries.put(entries.size(), entry.path(0).asText()));
        } else {
            vocabulary
                    .properties()
                    .forEach(entry -> entries.put(entry.getValue().asInt(), entry.getKey()));
        }
        entries.forEach((id, entry) -> {
            size = Math.max(size, id + 1);
            letter = entry.equals("a") ? id : letter;
        });
        this.byteFallback = json.path("decoder").toString().contains("\"ByteFallback\"");
        this.byteLevel = json.path("decoder").toString().contains("\"ByteLevel\"");
        json.path("added_tokens").forEach(token -> {
            int id = token.path("id").asInt();
            added.put(id, new Token(id, token.path("content").asText(), "", false));
            size = token.path("special").asBoolean() ? size : Math.max(size, id + 1);
        });
    }

    /** One more than the highest id that a text can have: special tokens after the vocabulary's own are in no text. */
    int size() {
        return size;
    }

    /** The id of an entry or an added token; the lowest if it is there twice. */
    OptionalInt find(String entry) {
        return IntStream.concat(
                        added.values().stream()
                                .filter(token -> token.text().equals(entry))
                                .mapToInt(Token::id),
                        entries.entrySet().stream()
                                .filter(known -> known.getValue().equals(entry))
                                .mapToInt(Map.Entry::getKey))
                .min();
    }

    Token token(int id) {
        if (added.containsKey(id)) {
            return added.get(id);
        }
        if (!entries.containsKey(id)) {
            return new Token(id, "<" + id + ">", "", false);
        }
        return byteLevel ? ByteLevel.token(id, entries.get(id)) : decoded(id);
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
        String after = decode.apply(Prefix.of(letter, id));
        return new Token(id, after.startsWith(before) ? after.substring(before.length()) : entries.get(id), "", false);
    }
}
