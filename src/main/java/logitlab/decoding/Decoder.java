package logitlab.decoding;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/**
 * How a lane chooses: greedy takes the best token, sampling draws one from those that the stages leave.
 *
 * <p>Both are a list of stages before a draw; greedy's list ends with {@link GreedySelection}, which leaves the draw no choice.
 */
public enum Decoder {
    GREEDY,
    SAMPLE;

    /** The stages in their order. Greedy applies only those that can change the best token: bias and penalty. */
    public List<Stage> stages(Settings settings) {
        return this == SAMPLE
                ? settings.stages()
                : Stream.concat(
                                settings.stages().stream().filter(Stage::canChangeArgmax),
                                Stream.of(new GreedySelection()))
                        .toList();
    }

    /**
     * Greedy decoding as a truncation: keeps only the token of rank 0, so that every draw selects it.
     *
     * <pre>
     * on logits [1, 3, 3]   keeps id 1: of tied tokens the lower id
     * </pre>
     */
    public record GreedySelection() implements Truncation {

        @Override
        public String name() {
            return "greedy";
        }

        @Override
        public BitSet keep(Survivors survivors) {
            return Truncation.head(1);
        }
    }

    /** {@code greedy} or {@code sample}, as in links. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidValueException naming {@code decoder}, if the key is neither */
    public static Decoder of(String key) {
        return Stream.of(values())
                .filter(decoder -> decoder.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidValueException("decoder", new Constraint("one-of", "greedy, sample"), key));
    }
}
