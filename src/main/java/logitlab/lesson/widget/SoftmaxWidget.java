package logitlab.lesson.widget;

import java.util.List;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.model.Models;

/**
 * {@code ```widget softmax}: softmax worked out line by line, on logits that the lesson gives or on a live step of a model.
 *
 * <pre>
 * id: toy                            id: live
 * tokens: [mat, moon, sofa]          prompt: Once upon a time there was a
 * logits: [2.1, -0.5, 0.3]           top: 8
 * </pre>
 *
 * @param top the number of lines for a step of a model, the largest logits first
 */
public record SoftmaxWidget(WidgetConfig config, int top) implements Widget {

    private static final Range TOP = Range.of(1, 50);

    static SoftmaxWidget of(BlockValues values, Models models) {
        boolean live = values.has("prompt");
        values.allow(live ? List.of("id", "model", "prompt", "top") : List.of("id", "tokens", "logits"));
        LogitSource source = LogitSource.of(values, models);
        int top = live ? values.whole("top", TOP) : source.logits().size();
        return new SoftmaxWidget(WidgetConfig.of(values, models, source), top);
    }

    /** Computed over the whole vocabulary. */
    public SoftmaxWork work() {
        return new SoftmaxWork(config.source().logits());
    }

    /** The lines to show; {@link SoftmaxWork#everythingElse} has the others. */
    public List<SoftmaxWork.Line> lines() {
        return config.source().live().isPresent() ? work().best(top) : work().all();
    }

    /** The logits or the prompt, and nothing else. */
    @Override
    public boolean opens(String key) {
        return config.source().opens(key);
    }
}
