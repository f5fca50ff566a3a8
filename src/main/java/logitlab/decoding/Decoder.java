package logitlab.decoding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a lane chooses: greedy takes the best token, sampling draws one from what the stages leave.
 *
 * <p>Both are a list of {@link Stage stages} before a draw; greedy's list ends with {@link OnlyBest}, which leaves the draw no
 * choice.
 */
public enum Decoder {
    GREEDY,
    SAMPLE;

    /** The stages in their order. Greedy obeys those that can change the best token (bias, penalty) and no other. */
    public List<Stage> stages(Settings settings) {
        if (this == SAMPLE) {
            return settings.stages();
        }
        List<Stage> stages = new ArrayList<>(settings.shaping());
        stages.add(new OnlyBest());
        return List.copyOf(stages);
    }

    /** {@code greedy} or {@code sample}, as links say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidValue naming {@code decoder}, where the word is neither */
    public static Decoder of(String word) {
        return Stream.of(values())
                .filter(decoder -> decoder.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("decoder", new Rule("one-of", "greedy, sample"), word));
    }
}
