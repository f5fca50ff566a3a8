package logitlab.lesson.widget;

import java.util.List;
import logitlab.decoding.Draw;
import logitlab.decoding.Step;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.model.Models;

/**
 * {@code ```widget draw}: the intervals of one step on the strip, and the place of the draw.
 *
 * <pre>
 * id: dice
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * seed: 7
 * step: 0
 * </pre>
 */
public record DrawWidget(WidgetConfig config, Draw draw) implements Widget {

    private static final Range STEPS = Range.of(0, 1000);

    static DrawWidget of(BlockValues values, Models models) {
        return new DrawWidget(
                WidgetConfig.of(values, models, List.of("seed", "step"), List.of("seed")),
                new Draw(values.seed(), values.whole("step", STEPS, 0)));
    }

    public Step step() {
        return config.step(config.settings().stages(), draw);
    }
}
