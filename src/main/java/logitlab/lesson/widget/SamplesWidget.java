package logitlab.lesson.widget;

import java.util.List;
import logitlab.decoding.Draw;
import logitlab.decoding.explain.DrawCounts;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.model.Models;

/**
 * {@code ```widget samples}: the same step drawn many times, compared with its probabilities.
 *
 * <pre>
 * id: many
 * prompt: Once upon a time there was a
 * seed: 7
 * count: 1000
 * top: 8
 * </pre>
 *
 * @param count of draws
 * @param top the number of tokens with a row
 */
public record SamplesWidget(WidgetConfig config, long seed, int count, int top) implements Widget {

    private static final Range TOP = Range.of(1, 20);

    static SamplesWidget of(BlockValues values, Models models) {
        return new SamplesWidget(
                WidgetConfig.of(values, models, List.of("seed", "count", "top"), List.of("count", "seed")),
                values.seed(),
                values.whole("count", DrawCounts.COUNTS, 1000),
                values.whole("top", TOP, 8));
    }

    public DrawCounts tally() {
        return new DrawCounts(config.step(config.settings().stages(), new Draw(seed, 0)), seed, count);
    }
}
