package logitlab.lesson.widget;

import java.util.List;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.model.Lane;
import logitlab.model.Models;

/**
 * {@code ```widget lanes}: greedy next to sampled, token by token; the settings belong to the sampled lane.
 *
 * <pre>
 * id: both
 * prompt: Once upon a time there were three
 * steps: 12
 * seed: 7
 * temperature: 0.8
 * top-p: 0.95
 * </pre>
 *
 * @param steps how many tokens each lane chooses
 * @param playing whether the next token comes by itself
 */
public record LanesWidget(WidgetConfig config, int steps, long seed, boolean playing) implements Widget {

    public static final Range STEPS = Range.of(1, 50);

    static LanesWidget of(BlockValues values, Models models) {
        return new LanesWidget(
                WidgetConfig.ofLive(values, models, List.of("steps", "seed", "play"), List.of("steps", "seed")),
                values.whole("steps", STEPS, 8),
                values.seed(),
                values.find("play").isPresent());
    }

    public Lane greedy() {
        return lane(Decoder.GREEDY, Settings.OFF);
    }

    public Lane sampled() {
        return lane(Decoder.SAMPLE, config.settings());
    }

    private Lane lane(Decoder decoder, Settings settings) {
        return Lane.open(config.live().model(), config.live().prefix(), List.of(), decoder, settings, seed)
                .run(steps);
    }
}
