package logitlab.web.api;

import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/** The token ids of a vocabulary, from 0 to {@code size - 1}. Each check throws an {@link InvalidValueException} that names the unknown id's path. */
record KnownIds(int size) {

    void require(String path, int id) {
        if (id < 0 || id >= size) {
            throw new InvalidValueException(path, new Constraint("token-id-up-to", size - 1), Integer.toString(id));
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
