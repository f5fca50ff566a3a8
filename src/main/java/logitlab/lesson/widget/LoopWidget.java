package logitlab.lesson.widget;

import java.util.List;
import logitlab.decoding.Decoder;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.model.Lane;
import logitlab.model.Models;

/**
 * {@code ```widget loop}: one step of the loop as a picture, with the arrow that carries the chosen token back to the text.
 *
 * <pre>
 * id: ring
 * prompt: Once upon a
 * decoder: greedy
 * step: 1
 * </pre>
 *
 * @param step 1 for the first; the text contains the tokens of the steps before it
 * @param playing whether the next step comes by itself
 */
public record LoopWidget(WidgetConfig config, Decoder decoder, long seed, int step, boolean playing) implements Widget {

    public static final Range STEPS = Range.of(1, 50);

    static LoopWidget of(BlockValues values, Models models) {
        return new LoopWidget(
                WidgetConfig.ofLive(
                        values, models, List.of("decoder", "seed", "step", "play"), List.of("decoder", "seed")),
                values.decoder(),
                values.seed(),
                values.whole("step", STEPS, 1),
                values.find("play").isPresent());
    }

    /** The tokens before this step; fewer if the text ended earlier. */
    public Lane lane() {
        return before(config, decoder, seed, step);
    }

    /** The lane of a widget before one of its steps, 1 for the first; fewer tokens if the text ended earlier. */
    static Lane before(WidgetConfig config, Decoder decoder, long seed, int step) {
        Lane before = lane(config, decoder, seed, List.of()).run(step - 1);
        return before.finished().isPresent()
                ? lane(
                        config,
                        decoder,
                        seed,
                        before.ids().subList(0, before.ids().size() - 1))
                : before;
    }

    private static Lane lane(WidgetConfig config, Decoder decoder, long seed, List<Integer> ids) {
        return Lane.open(config.live().model(), config.live().prefix(), ids, decoder, config.settings(), seed);
    }

    /** The button changes the step, whatever else the lesson opens. */
    @Override
    public boolean opens(String key) {
        return key.equals("step") || config.opens(key);
    }
}
