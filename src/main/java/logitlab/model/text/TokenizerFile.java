package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import logitlab.decoding.Prefix;

/**
 * A {@code tokenizer.json}, opened by the library with names for its special tokens that nobody types, so that their own names are text
 * like any other. Where they are meant, the text gets the {@link SpecialNames#unheard} names before the library sees it.
 *
 * <p>A file whose special tokens are looked for in the normalised text is opened a second time, as it is, because only the library
 * knows what it finds there.
 */
final class TokenizerFile implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ObjectNode read(Path file) throws IOException {
        JsonNode json = JSON.readTree(Files.readAllBytes(file));
        if (json instanceof ObjectNode whole && whole.path("model").isObject()) {
            return whole;
        }
        throw new IllegalArgumentException("there is no \"model\" in it");
    }

    private final SpecialNames special;
    private final NumberedTokenizer plain;
    private final Optional<NumberedTokenizer> asItIs;

    private TokenizerFile(SpecialNames special, NumberedTokenizer plain, Optional<NumberedTokenizer> asItIs) {
        this.special = special;
        this.plain = plain;
        this.asItIs = asItIs;
    }

    static TokenizerFile open(ObjectNode json) throws IOException {
        SpecialNames special = new SpecialNames(json);
        ObjectNode whole = Entries.withoutHoles(json, special.unheardOf());
        NumberedTokenizer plain = new NumberedTokenizer(withUnheardNames(whole, special));
        try {
            return new TokenizerFile(
                    special,
                    plain,
                    special.areNormalised() ? Optional.of(new NumberedTokenizer(whole)) : Optional.empty());
        } catch (IOException | RuntimeException | Error e) {
            plain.close();
            throw e;
        }
    }

    /** The ids that the post-processor puts before every text. */
    Prefix start() {
        return plain.start(
                "a" + special.names().stream().findFirst().map(special::unheard).orElse(""));
    }

    /** The ids of a text in which names of special tokens are text. */
    Prefix encode(String text) {
        return plain.encode(text);
    }

    /**
     * The ids of a text in which names of special tokens stand for them.
     *
     * @param typed the indices of chars that are in no such name
     */
    Prefix encodeWithSpecialTokens(String text, BitSet typed) {
        return asItIs.map(found -> typed.isEmpty() ? found.encode(text) : plain.encode(renamed(text, typed, found)))
                .orElseGet(() -> plain.encode(special.renamed(text, typed)));
    }

    /** The text with unheard names for those that the library finds while other letters stand in the place of the typed ones. */
    private String renamed(String text, BitSet typed, NumberedTokenizer found) {
        int[] letters = text.codePoints().toArray();
        int[] others = letters.clone();
        BitSet replaced = new BitSet();
        for (int i = 0, at = 0; i < letters.length; at += Character.charCount(letters[i]), i++) {
            if (typed.get(at)) {
                boolean word = Character.isLetterOrDigit(letters[i]) || letters[i] == '_';
                others[i] = word ? special.unheardOf().charAt(0) : ' ';
                replaced.set(i);
            }
        }
        BitSet beginnings = new BitSet();
        for (NumberedTokenizer.Piece piece : found.pieces(new String(others, 0, others.length))) {
            String name = new String(others, piece.from(), piece.to() - piece.from());
            int first = piece.from() + name.length() - name.stripLeading().length();
            if (special.names().contains(name.strip()) && !replaced.get(first)) {
                beginnings.set(first);
            }
        }
        StringBuilder renamed = new StringBuilder();
        for (int i = 0; i < letters.length; i++) {
            renamed.appendCodePoint(letters[i]).append(beginnings.get(i) ? special.unheardOf() : "");
        }
        return renamed.toString();
    }

    String decode(Prefix ids) {
        return plain.decode(ids).replace(special.unheardOf(), "");
    }

    private static ObjectNode withUnheardNames(ObjectNode json, SpecialNames special) {
        ArrayNode added = JSON.createArrayNode();
        for (JsonNode token : json.path("added_tokens")) {
            String name = token.path("content").asText();
            added.add(
                    special.names().contains(name)
                            ? ((ObjectNode) token.deepCopy()).put("content", special.unheard(name))
                            : token);
        }
        Set<String> entries = notInText(json, special);
        ObjectNode renamed = entries.isEmpty()
                ? JSON.createObjectNode().setAll(json)
                : Entries.renamed(json, name -> entries.contains(name) ? special.unheard(name) : name);
        return renamed.set("added_tokens", added);
    }

    /**
     * The special tokens that are entries of the vocabulary only to have a number. Unigram models, and others that take whole words from
     * the vocabulary, would find them in a text. A single letter, the token of a byte, or what the merges of a BPE model need, is text as well.
     */
    private static Set<String> notInText(JsonNode json, SpecialNames special) {
        Set<String> entries = Entries.names(json);
        entries.removeIf(name -> !special.names().contains(name)
                || name.codePointCount(0, name.length()) == 1
                || Vocabulary.BYTE.matcher(name).matches());
        if (!entries.isEmpty()) {
            for (JsonNode merge : json.path("model").path("merges")) {
                int space = merge.asText().indexOf(' ');
                String left = merge.isArray()
                        ? merge.path(0).asText()
                        : merge.asText().substring(0, space);
                String right = merge.isArray()
                        ? merge.path(1).asText()
                        : merge.asText().substring(space + 1);
                entries.remove(left);
                entries.remove(right);
                entries.remove(left + right);
            }
        }
        return entries;
    }

    @Override
    public void close() {
        plain.close();
        asItIs.ifPresent(NumberedTokenizer::close);
    }
}
