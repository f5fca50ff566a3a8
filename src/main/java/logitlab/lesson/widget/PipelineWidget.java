package logitlab.lesson.widget;

import java.util.List;
import logitlab.decoding.Decoder;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.model.Lane;
import logitlab.model.Models;

/**
 * {@code ```widget pipeline}: one step from the text to the token, with the values at each station.
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
 * @param turn the step, 1 for the first; the text contains the tokens of the steps before it
 * @param playing whether the next step comes by itself
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

    /** The tokens before this step; fewer if the text ended earlier. */
    public Lane lane() {
        return LoopWidget.before(config, decoder, seed, turn);
    }
}
