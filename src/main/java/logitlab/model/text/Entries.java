package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The model's own entries in a {@code tokenizer.json}: a list of pieces with their scores if the model is Unigram, otherwise a map from
 * pieces to ids.
 */
final class Entries {

    /** More than any vocabulary has, because a hole takes memory. */
    private static final int MOST = 1 << 22;

    private Entries() {}

    private static JsonNode vocabulary(JsonNode json) {
        return json.path("model").path("vocab");
    }

    static Map<Integer, String> byId(JsonNode json) {
        Map<Integer, String> entries = new HashMap<>();
        if (vocabulary(json).isArray()) {
            vocabulary(json)
                    .forEach(entry -> entries.put(entries.size(), entry.path(0).asText()));
        } else {
            vocabulary(json)
                    .properties()
                    .forEach(entry -> entries.put(entry.getValue().asInt(), entry.getKey()));
        }
        return entries;
    }

    static Set<String> names(JsonNode json) {
        return new HashSet<>(byId(json).values());
    }

    /**
     * The file with an entry that nobody types for each id that has none below the highest: the library gives the first added token the
     * number of entries as its id, which would then be the id of an entry.
     *
     * @throws IllegalArgumentException if an id is negative or above four million
     */
    static ObjectNode withoutHoles(ObjectNode json, String unheard) {
        Map<Integer, String> entries = byId(json);
        int highest = entries.keySet().stream().mapToInt(id -> id).max().orElse(-1);
        if (highest >= MOST || entries.keySet().stream().anyMatch(id -> id < 0)) {
            throw new IllegalArgumentException("ids must be from 0 to " + (MOST - 1) + ", but one is " + highest);
        }
        if (highest + 1 == entries.size()) {
            return json;
        }
        ObjectNode filled = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) vocabulary(json));
        for (int id = 0; id < highest; id++) {
            if (!entries.containsKey(id)) {
                filled.put(unheard + id, id);
            }
        }
        return with(json, filled);
    }

    /** The file with other names for some entries; the model's {@code unk_token} is one of them. */
    static ObjectNode renamed(ObjectNode json, UnaryOperator<String> name) {
        JsonNode model = json.path("model");
        ObjectNode renamed;
        if (vocabulary(json).isArray()) {
            ArrayNode entries = JsonNodeFactory.instance.arrayNode();
            vocabulary(json)
                    .forEach(entry -> entries.add(JsonNodeFactory.instance
                            .arrayNode()
                            .add(name.apply(entry.path(0).asText()))
                            .add(entry.path(1))));
            renamed = with(json, entries);
        } else {
            ObjectNode entries = JsonNodeFactory.instance.objectNode();
            vocabulary(json).properties().forEach(entry -> entries.set(name.apply(entry.getKey()), entry.getValue()));
            renamed = with(json, entries);
        }
        if (model.path("unk_token").isTextual()) {
            ((ObjectNode) renamed.path("model"))
                    .put("unk_token", name.apply(model.path("unk_token").asText()));
        }
        return renamed;
    }

    private static ObjectNode with(ObjectNode json, JsonNode vocabulary) {
        ObjectNode model = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) json.path("model"));
        model.set("vocab", vocabulary);
        ObjectNode whole = JsonNodeFactory.instance.objectNode().setAll(json);
        return whole.set("model", model);
    }
}
