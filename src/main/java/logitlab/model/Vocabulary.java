package logitlab.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.decoding.Prefix;

/**
 * What each token id stands for.
 *
 * <p>A byte-level vocabulary says the bytes of each token. Of any other kind the text is what the token adds to a decoded text:
 * decoders drop the space that begins a text, and join words in ways of their own.
 */
final class Vocabulary {

    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");

    private final Map<Integer, String> entries = new HashMap<>();
    private final Map<Integer, Token> added = new HashMap<>();
    private final Function<Prefix, String> text;
    private final boolean byteLevel;
    private final boolean bytes; // those that are no character get tokens of their own
    private int size; // a vocabulary may have gaps
    private int anchor;

    /** @param json a whole tokenizer.json */
    Vocabulary(JsonNode json, Function<Prefix, String> text) {
        this.text = text;
        JsonNode vocabulary = json.path("model").path("vocab");
        if (vocabulary.isArray()) {
            vocabulary.forEach(
                    entry -> entries.put(entries.size(), entry.path(0).asText()));
        } else {
            vocabulary
                    .properties()
                    .forEach(entry -> entries.put(entry.getValue().asInt(), entry.getKey()));
        }
        entries.keySet().forEach(id -> size = Math.max(size, id + 1));
        entries.forEach((id, entry) -> anchor = entry.equals("a") ? id : anchor);
        this.bytes = json.path("decoder").toString().contains("\"ByteFallback\"");
        this.byteLevel = json.path("decoder").toString().contains("\"ByteLevel\"");
        json.path("added_tokens").forEach(token -> {
            int id = token.path("id").asInt();
            added.put(id, new Token(id, token.path("content").asText(), "", false));
            size = token.path("special").asBoolean() ? size : Math.max(size, id + 1);
        });
    }

    /** One more than the highest id that a text can have: special tokens that are added behind the vocabulary are in no text. */
    int size() {
        return size;
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
        return bytes && single.matches() ? OptionalInt.of(Integer.parseInt(single.group(1), 16)) : OptionalInt.empty();
    }

    private Token decoded(int id) {
        OptionalInt single = byteOf(id);
        if (single.isPresent()) {
            return ByteLevel.token(id, new byte[] {(byte) single.getAsInt()});
        }
        String before = text.apply(Prefix.of(anchor));
        String after = text.apply(Prefix.of(anchor, id));
        return new Token(id, after.startsWith(before) ? after.substring(before.length()) : entries.get(id), "", false);
    }
}
