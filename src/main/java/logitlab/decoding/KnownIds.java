package logitlab.decoding;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/**
 * The token ids of a vocabulary, from 0 to {@code size - 1}. Each check throws an {@link InvalidValueException} that names where the
 * unknown id stands.
 *
 * <pre>
 * new KnownIds(4096).require("target", 4096)   fails: target must be a token id, 0 to 4095
 * </pre>
 */
public record KnownIds(int size) {

    public void require(String path, int id) {
        if (id < 0 || id >= size) {
            throw new InvalidValueException(path, new Constraint("token-id-up-to", size - 1), Integer.toString(id));
        }
    }

    public void require(String path, Prefix ids) {
        IntStream.range(0, ids.size())
                .filter(i -> ids.at(i) < 0 || ids.at(i) >= size)
                .findFirst()
                .ifPresent(i -> require(path + "[" + i + "]", ids.at(i)));
    }

    /** The two tokens that are compared, which must differ; each may be left out. */
    public void requirePair(OptionalInt target, OptionalInt against) {
        target.ifPresent(id -> require("target", id));
        against.ifPresent(id -> {
            require("against", id);
            if (target.equals(against)) {
                throw new InvalidValueException(
                        "against", new Constraint("other-than", "target"), Integer.toString(id));
            }
        });
    }

    /** @param path of the biases, such as {@code settings.bias} */
    public void requireBiases(String path, Settings settings) {
        settings.bias().keySet().forEach(id -> require(path + "." + id, id));
    }
}
