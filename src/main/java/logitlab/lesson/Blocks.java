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

    private static final Map<String, BiFunction<BlockWords, Models, Widget>> WIDGETS = new TreeMap<>(Map.of(
            "softmax", SoftmaxWidget::of,
            "candidates", CandidatesWidget::of,
            "draw", DrawWidget::of,
            "lanes", LanesWidget::of,
            "temperature", TemperatureWidget::of,
            "truncation", TruncationWidget::of,
            "samples", SamplesWidget::of));

    private static final List<String> EXERCISES = List.of("number", "choose");

    private Blocks() {}

    /** @throws InvalidValue naming {@code widget}, where there is none of this name, or the key that is wrong */
    static Widget widget(String name, BlockWords words, Models models) {
        known("widget", name, List.copyOf(WIDGETS.keySet()));
        return WIDGETS.get(name).apply(words, models);
    }

    /** @throws InvalidValue naming {@code exercise}, where there is no such kind, or the key that is wrong */
    static Exercise exercise(String kind, BlockWords words, Models models) {
        known("exercise", kind, EXERCISES);
        return switch (kind) {
            case "choose" -> ChooseExercise.of(words);
            default -> NumberExercise.of(words);
        };
    }

    private static void known(String field, String name, List<String> names) {
        if (!names.contains(name)) {
            throw new InvalidValue(field, new Rule("one-of", String.join(", ", names)), name);
        }
    }
}
