package logitlab.lesson.widget;

import static java.util.Map.entry;

import java.util.Map;
import java.util.SortedSet;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockKinds;
import logitlab.lesson.block.BlockValues;
import logitlab.model.Models;

/** The widgets that a lesson can ask for. A new widget is one line here. */
public final class WidgetKinds {

    private static final BlockKinds<Widget> KINDS = BlockKinds.of(
            "widget",
            Map.ofEntries(
                    entry("attention", AttentionWidget::of),
                    entry("candidates", CandidatesWidget::of),
                    entry("draw", DrawWidget::of),
                    entry("drawing", DrawingWidget::of),
                    entry("editor", EditorWidget::of),
                    entry("embedding-map", EmbeddingMapWidget::of),
                    entry("entropy", EntropyWidget::of),
                    entry("exhibit", ExhibitWidget::of),
                    entry("exponential", ExponentialWidget::of),
                    entry("inside", InsideWidget::of),
                    entry("lanes", LanesWidget::of),
                    entry("loop", LoopWidget::of),
                    entry("loss-curve", LossCurveWidget::of),
                    entry("logits", LogitsWidget::of),
                    entry("pipeline", PipelineWidget::of),
                    entry("samples", SamplesWidget::of),
                    entry("softmax", SoftmaxWidget::of),
                    entry("surprise", SurprisalWidget::of),
                    entry("temperature", TemperatureWidget::of),
                    entry("template", TemplateWidget::of),
                    entry("truncation", TruncationWidget::of)));

    private WidgetKinds() {}

    /** The names that lessons use. */
    public static SortedSet<String> names() {
        return KINDS.names();
    }

    /** @throws InvalidValueException naming {@code widget} if there is no such kind, otherwise the key whose value is wrong */
    public static Widget parse(String kind, BlockValues values, Models models) {
        return KINDS.parse(kind, values, models);
    }
}
