package logitlab.lesson.widget;

import java.util.List;
import logitlab.decoding.Decoder;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.model.Lane;
import logitlab.model.Models;

/**
 * {@code ```widget pipeline}: one turn from the text to the token, with the values at each stage.
 *
 * <pre>
 * id: whole
 * prompt: Once upon a time there was a
 * decoder: sample
 * temperature: 0.8
 * top-p: 0.9
 * seed: 7
 * turn: 1
 * </pre>
 *
 * @param turn 1 for the first; the text contains the tokens of the turns before it
 * @param playing whether the next turn comes by itself
 */
public record PipelineWidget(WidgetConfig config, Decoder decoder, long seed, int turn, boolean playing)
        implements Widget {

    public static final Range TURNS = Range.of(1, 50);

    static PipelineWidget of(BlockValues values, Models models) {
        return new PipelineWidget(
                WidgetConfig.ofLive(
                        values,
                        models,
                        List.of("decoder", "seed", "turn", "play"),
                        List.of("decoder", "temperature", "top-k", "top-p", "seed", "turn")),
                values.decoder(),
                values.seed(),
                values.whole("turn", TURNS, 1),
                values.find("play").isPresent());
    }

    /** The tokens before this turn; fewer if the text ended earlier. */
    public Lane lane() {
        Lane before = after(List.of()).run(turn - 1);
        return before.finished().isPresent()
                ? after(before.ids().subList(0, before.ids().size() - 1))
                : before;
    }

    private Lane after(List<Integer> ids) {
        return Lane.open(config.live().model(), config.live().prefix(), ids, decoder, config.settings(), seed);
    }
}
