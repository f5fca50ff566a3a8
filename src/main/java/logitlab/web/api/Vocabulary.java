package logitlab.web.api;

import java.util.stream.IntStream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;

/** The ids from 0 to {@code size - 1}; what a caller sends must be among them. */
record Vocabulary(int size) {

    /** @throws InvalidValue naming {@code path}, where the id is not among them */
    void require(String path, int id) {
        if (!has(id)) {
            throw new InvalidValue(path, new Rule("token-id-up-to", size - 1), Integer.toString(id));
        }
    }

    /** @throws InvalidValue naming the first place in {@code path} whose id is not among them */
    void require(String path, Prefix ids) {
        IntStream.range(0, ids.size())
                .filter(i -> !has(ids.at(i)))
                .findFirst()
                .ifPresent(i -> require(path + "[" + i + "]", ids.at(i)));
    }

    /** @throws InvalidValue naming the bias whose id is not among them */
    void require(Settings settings) {
        settings.bias().keySet().forEach(id -> require("settings.bias." + id, id));
    }

    private boolean has(int id) {
        return id >= 0 && id < size;
    }
}
