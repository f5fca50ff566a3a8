package logitlab.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
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
    private final Map<Integer, Token> tokens = new HashMap<>();
    private final Function<Prefix, String> text;
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
        if (json.path("decoder").toString().contains("\"ByteLevel\"")) {
            entries.forEach((id, entry) -> tokens.put(id, ByteLevel.token(id, entry)));
        }
        json.path("added_tokens").forEach(added -> {
            int id = added.path("id").asInt();
            String name = added.path("content").asText();
            entries.put(id, name);
            tokens.put(id, new Token(id, name, "", false));
        });
        entries.forEach((id, entry) -> anchor = entry.equals("a") ? id : anchor);
    }

    int size() {
        return entries.size();
    }

    Token token(int id) {
        if (tokens.containsKey(id)) {
            return tokens.get(id);
        }
        return entries.containsKey(id) ? decoded(id) : new Token(id, "<" + id + ">", "", false);
    }

    private Token decoded(int id) {
        Matcher single = BYTE.matcher(entries.get(id));
        if (single.matches()) {
            return ByteLevel.token(id, new byte[] {(byte) Integer.parseInt(single.group(1), 16)});
        }
        String before = text.apply(Prefix.of(anchor));
        String after = text.apply(Prefix.of(anchor, id));
        return new Token(id, after.startsWith(before) ? after.substring(before.length()) : entries.get(id), "", false);
    }
}
