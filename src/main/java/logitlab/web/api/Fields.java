package logitlab.web.api;

import java.util.Map;
import java.util.Optional;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/** The values of an object that was read, by their keys. */
record Fields(Map<String, Object> values, String path) {

    <T> Optional<T> find(String key, Class<T> type) {
        return Optional.ofNullable(type.cast(values.get(key)));
    }

    /** @throws InvalidValue where the key was left out */
    <T> T get(String key, Class<T> type) {
        return find(key, type)
                .orElseThrow(() -> new InvalidValue(path.isEmpty() ? key : path + "." + key, new Rule("required"), ""));
    }
}
