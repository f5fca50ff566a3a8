package logitlab.lesson;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.model.Models;

/** The widgets and exercises that a lesson may ask for, by their names. */
final class Blocks {

    private static final Map<String, BiFunction<BlockWords, Models, Widget>> WIDGETS = new TreeMap<>(Map.ofEntries(
            Map.entry("softmax", SoftmaxWidget::of),
            Map.entry("candidates", CandidatesWidget::of),
            Map.entry("draw", DrawWidget::of),
            Map.entry("lanes", LanesWidget::of),
            Map.entry("temperature", TemperatureWidget::of),
            Map.entry("truncation", TruncationWidget::of),
            Map.entry("samples", SamplesWidget::of),
            Map.entry("surprise", SurpriseWidget::of),
            Map.entry("editor", EditorWidget::of),
            Map.entry("exhibit", ExhibitWidget::of),
            Map.entry("inside", InsideWidget::of),
            Map.entry("pipeline", PipelineWidget::of)));

    private static final Map<String, BiFunction<BlockWords, Models, Exercise>> EXERCISES = new TreeMap<>(Map.of(
            "number", (words, models) -> NumberExercise.of(words),
            "choose", ChooseExercise::of,
            "count", CountExercise::of,
            "order", (words, models) -> OrderExercise.of(words),
            "predict", PredictExercise::of,
            "set", SetExercise::of));

    private Blocks() {}

    /** @throws InvalidValue naming {@code widget}, where there is none of this name, or the key that is wrong */
    static Widget widget(String name, BlockWords words, Models models) {
        known("widget", name, List.copyOf(WIDGETS.keySet()));
        return WIDGETS.get(name).apply(words, models);
    }

    /** @throws InvalidValue naming {@code exercise}, where there is no such kind, or the key that is wrong */
    static Exercise exercise(String kind, BlockWords words, Models models) {
        known("exercise", kind, List.copyOf(EXERCISES.keySet()));
        return EXERCISES.get(kind).apply(words, models);
    }

    private static void known(String field, String name, List<String> names) {
        if (!names.contains(name)) {
            throw new InvalidValue(field, new Rule("one-of", String.join(", ", names)), name);
        }
    }
}
