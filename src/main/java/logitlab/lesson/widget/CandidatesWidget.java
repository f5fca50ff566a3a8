package logitlab.lesson.widget;

import java.util.List;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Step;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.model.Models;

/**
 * {@code ```widget candidates}: the candidates of one step with their charts.
 *
 * <pre>
 * id: first
 * prompt: Once upon a time there was a
 * decoder: sample
 * temperature: 0.8
 * seed: 7
 * top: 8
 * open: [temperature]
 * </pre>
 *
 * @param top the number of tokens with a row
 */
public record CandidatesWidget(WidgetConfig config, Decoder decoder, long seed, int top) implements Widget {

    static final Range TOP = Range.of(1, 50);
    private static final List<String> OWN = List.of("decoder", "seed", "top");

    static CandidatesWidget of(BlockValues values, Models models) {
        return new CandidatesWidget(
                WidgetConfig.of(values, models, OWN, List.of()),
                values.decoder(),
                values.seed(),
                values.whole("top", TOP, 8));
    }

    public Step step() {
        return config.step(decoder.stages(config.settings()), new Draw(seed, 0));
    }
}
