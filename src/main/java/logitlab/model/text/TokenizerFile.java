package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@code tokenizer.json}, opened twice by the library: as it is, and with names for its special tokens that nobody types.
 *
 * @param full finds special tokens in a text
 * @param plain finds them only by their {@link SpecialNames#unheard} names, so that their own names are text like any other
 */
record TokenizerFile(JsonNode json, SpecialNames special, NumberedTokenizer full, NumberedTokenizer plain)
        implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    static TokenizerFile open(Path file) throws IOException {
        JsonNode read = JSON.readTree(Files.readAllBytes(file));
        if (!(read instanceof ObjectNode whole) || !whole.path("model").isObject()) {
            throw new IllegalArgumentException("there is no \"model\" in it");
        }
        SpecialNames special = new SpecialNames(whole);
        ObjectNode json = Entries.withoutHoles(whole, special.unheardOf());
        NumberedTokenizer full = new NumberedTokenizer(json);
        try {
            return new TokenizerFile(whole, special, full, new NumberedTokenizer(withUnheardNames(json, special)));
        } catch (IOException | RuntimeException | Error e) {
            full.close();
            throw e;
        }
    }

    /** A Unigram model, and one that takes whole words from its vocabulary, would find a special token there, too. */
    private static ObjectNode withUnheardNames(ObjectNode json, SpecialNames special) {
        Set<String> inText = usedByMerges(json, special);
        ObjectNode renamed = Entries.renamed(
                json,
                name -> special.contain(name) && !inText.contains(name) && name.codePointCount(0, name.length()) > 1
                        ? special.unheard(name)
                        : name);
        ArrayNode added = JSON.createArrayNode();
        for (JsonNode token : json.path("added_tokens")) {
            String name = token.path("content").asText();
            added.add(
                    special.contain(name)
                            ? ((ObjectNode) token.deepCopy()).put("content", special.unheard(name))
                            : token);
        }
        return renamed.set("added_tokens", added);
    }

    /** Special tokens that the merges of a BPE model need, because they are ordinary pieces of text as well. */
    private static Set<String> usedByMerges(JsonNode json, SpecialNames special) {
        Set<String> used = new HashSet<>();
        for (JsonNode merge : json.path("model").path("merges")) {
            String[] pair = merge.isArray()
                    ? new String[] {merge.path(0).asText(), merge.path(1).asText()}
                    : merge.asText().split(" ", 2);
            Stream.of(pair[0], pair[pair.length - 1], String.join("", pair))
                    .filter(special::contain)
                    .forEach(used::add);
        }
        return used;
    }

    @Override
    public void close() {
        full.close();
        plain.close();
    }
}
