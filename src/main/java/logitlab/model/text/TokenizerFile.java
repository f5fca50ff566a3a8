package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A {@code tokenizer.json}, opened twice by the library: as it is, and with names for its special tokens that nobody types.
 *
 * @param full finds special tokens in a text
 * @param plain finds them only by their {@link SpecialNames#unheard} names, so that their own names are text like any other
 */
record TokenizerFile(SpecialNames special, NumberedTokenizer full, NumberedTokenizer plain) implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ObjectNode read(Path file) throws IOException {
        JsonNode json = JSON.readTree(Files.readAllBytes(file));
        if (json instanceof ObjectNode whole && whole.path("model").isObject()) {
            return whole;
        }
        throw new IllegalArgumentException("there is no \"model\" in it");
    }

    static TokenizerFile open(ObjectNode json) throws IOException {
        SpecialNames special = new SpecialNames(json);
        ObjectNode whole = Entries.withoutHoles(json, special.unheardOf());
        NumberedTokenizer full = new NumberedTokenizer(whole);
        try {
            return new TokenizerFile(special, full, new NumberedTokenizer(withUnheardNames(whole, special)));
        } catch (IOException | RuntimeException | Error e) {
            full.close();
            throw e;
        }
    }

    private static ObjectNode withUnheardNames(ObjectNode json, SpecialNames special) {
        ArrayNode added = JSON.createArrayNode();
        for (JsonNode token : json.path("added_tokens")) {
            String name = token.path("content").asText();
            added.add(
                    special.contain(name)
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
     * the vocabulary, would find them in a text. A single letter, or what the merges of a BPE model need, is text as well.
     */
    private static Set<String> notInText(JsonNode json, SpecialNames special) {
        Set<String> entries = Entries.names(json);
        entries.removeIf(name -> !special.contain(name) || name.codePointCount(0, name.length()) == 1);
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
        full.close();
        plain.close();
    }
}
