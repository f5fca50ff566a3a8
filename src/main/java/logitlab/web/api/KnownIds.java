package logitlab.web.api;

import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;

/** The token ids of a vocabulary, from 0 to {@code size - 1}. Each check throws an {@link InvalidValue} that names the unknown id's path. */
record KnownIds(int size) {

    void require(String path, int id) {
        if (id < 0 || id >= size) {
            throw new InvalidValue(path, new Rule("token-id-up-to", size - 1), Integer.toString(id));
        }
    }

    void require(String path, Prefix ids) {
        IntStream.range(0, ids.size())
                .filter(i -> ids.at(i) < 0 || ids.at(i) >= size)
                .findFirst()
                .ifPresent(i -> require(path + "[" + i + "]", ids.at(i)));
    }

    void requireBiases(Settings settings) {
        settings.bias().keySet().forEach(id -> require("settings.bias." + id, id));
    }
}
