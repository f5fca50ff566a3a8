package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A token that is found in a text before its other tokens.
 *
 * @param special whether it is a sign of the model's own and no text
 * @param normalised whether it is looked for in the normalised text
 */
record AddedToken(String name, int id, boolean special, boolean normalised) {

    /** Those of a whole {@code tokenizer.json}. */
    static List<AddedToken> all(JsonNode json) {
        return StreamSupport.stream(json.path("added_tokens").spliterator(), false)
                .map(token -> new AddedToken(
                        token.path("content").asText(),
                        token.path("id").asInt(),
                        token.path("special").asBoolean(),
                        token.path("normalized").asBoolean()))
                .filter(token -> !token.name().isEmpty())
                .toList();
    }
}
