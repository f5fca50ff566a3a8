package logitlab.decoding;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/**
 * How a lane chooses: greedy takes the best token, sampling draws one from those that the stages leave, and a beam search compares whole
 * texts, see {@link logitlab.decoding.beam.BeamSearch}.
 *
 * <p>The first two are a list of stages before a draw; greedy's list ends with {@link GreedySelection}, which leaves the draw no choice.
 */
public enum Decoder {
    GREEDY,
    SAMPLE,
    BEAM;

    /** Whether a draw decides. */
    public boolean draws() {
        return this == SAMPLE;
    }

    /**
     * The stages in their order. Greedy applies only those that can change the best token: bias and penalty. A beam search compares the
     * tokens of one step as greedy does, and then the texts.
     */
    public List<Stage> stages(Settings settings) {
        return draws()
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

    /** {@code greedy}, {@code sample} or {@code beam}, as in links. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidValueException naming {@code decoder}, if no decoder has this key */
    public static Decoder of(String key) {
        return of(key, values());
    }

    /** A decoder that chooses one token after the other. @throws InvalidValueException if the key is neither greedy nor sample */
    public static Decoder ofSteps(String key) {
        return of(key, GREEDY, SAMPLE);
    }

    private static Decoder of(String key, Decoder... decoders) {
        return Stream.of(decoders)
                .filter(decoder -> decoder.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "decoder",
                        new Constraint(
                                "one-of", Stream.of(decoders).map(Decoder::key).collect(Collectors.joining(", "))),
                        key));
    }
}
