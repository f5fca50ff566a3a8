package logitlab.lesson.widget;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Draw;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.decoding.Truncation;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.StageOrder;
import logitlab.model.Models;

/**
 * {@code ```widget truncation}: the tokens that top-k, top-p and min-p keep, as cuts of the sorted bars, and their probabilities after
 * renormalisation; the stages can be in a different runtime's order.
 *
 * <pre>
 * id: cut
 * prompt: Every day the
 * top-k: 20
 * top-p: 0.9
 * order: huggingface
 * top: 16
 * open: [top-k, top-p, order]
 * </pre>
 *
 * @param top the number of bars
 */
public record TruncationWidget(WidgetConfig config, StageOrder order, int top) implements Widget {

    private static final Range TOP = Range.of(2, 40);

    static TruncationWidget of(BlockValues values, Models models) {
        return new TruncationWidget(
                WidgetConfig.of(values, models, List.of("order", "top"), List.of("top-k", "top-p", "min-p")),
                values.find("order").isEmpty()
                        ? StageOrder.HUGGINGFACE
                        : values.oneOf("order", List.of(StageOrder.values()), StageOrder::key),
                values.whole("top", TOP, 16));
    }

    public Step step() {
        return step(order);
    }

    /** The step before the first truncation. */
    public Step before() {
        return step(order.stages(config.settings()).stream()
                .takeWhile(stage -> !(stage instanceof Truncation))
                .toList());
    }

    /**
     * One truncation in force.
     *
     * @param before the step without it and all stages after it, whose sampling probabilities it works on
     * @param after the step with it
     */
    public record Cut(Truncation rule, Step before, Step after) {}

    /** The truncations in force, in the order in which they apply. */
    public List<Cut> cuts() {
        List<Stage> stages = order.stages(config.settings());
        return IntStream.range(0, stages.size())
                .filter(at -> stages.get(at) instanceof Truncation)
                .mapToObj(at -> new Cut(
                        (Truncation) stages.get(at), step(stages.subList(0, at)), step(stages.subList(0, at + 1))))
                .toList();
    }

    /** The step with the same settings in a different order. */
    public Step step(StageOrder other) {
        return step(other.stages(config.settings()));
    }

    private Step step(List<Stage> stages) {
        return config.step(stages, new Draw(0, 0));
    }
}
