package logitlab.web.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/** The fields that an object may have and how each is read; a key that is unknown or comes twice is refused. */
final class Shape {

    /** Reads the value at which the parser stands. */
    @FunctionalInterface
    interface Kind<T> {

        /** @throws InvalidValue naming {@code path}, or a path in it */
        T read(JsonParser json, String path) throws IOException;
    }

    private final Map<String, Kind<?>> kinds;

    Shape(Map<String, Kind<?>> kinds) {
        this.kinds = Map.copyOf(kinds);
    }

    /** @param path of the object, empty for the body itself */
    Fields read(JsonParser json, String path) throws IOException {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            throw new InvalidValue(path.isEmpty() ? "body" : path, new Rule("json-object"), Kinds.shown(json));
        }
        Map<String, Object> values = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            String inner = path.isEmpty() ? key : path + "." + key;
            json.nextToken();
            if (values.put(key, kind(key, inner, json).read(json, inner)) != null) {
                throw new InvalidValue(inner, new Rule("once"), Kinds.shown(json));
            }
        }
        return new Fields(values, path);
    }

    private Kind<?> kind(String key, String path, JsonParser json) throws IOException {
        Kind<?> kind = kinds.get(key);
        if (kind == null) {
            throw new InvalidValue(
                    path, new Rule("known-field", String.join(", ", new TreeSet<>(kinds.keySet()))), Kinds.shown(json));
        }
        return kind;
    }
}
