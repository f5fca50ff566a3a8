package logitlab.lesson.widget.input;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Decoder;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.StageOrder;
import logitlab.lesson.widget.ExponentialWidget;
import logitlab.lesson.widget.Widget;
import logitlab.lesson.widget.WidgetKinds;

/**
 * A widget with a visitor's values. Each valid value is in force; where one is wrong, the lesson's own value is, and the
 * problem is kept.
 *
 * @param shown the text of each field, right or wrong
 * @param changed the visitor's valid values that differ from the lesson's own, in the order in which they arrived
 */
public record WidgetInput<W extends Widget>(
        W widget, Map<String, String> shown, Map<String, String> changed, List<InvalidValueException> wrong) {

    /** The value of a choice that the lesson leaves open. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "order",
            StageOrder.HUGGINGFACE.key(),
            "decoder",
            Decoder.SAMPLE.key(),
            "subtract",
            ExponentialWidget.NOTHING);

    /**
     * The widget is parsed once with all values, and once more for each value that is wrong.
     *
     * @param own the widget as the lesson wrote it
     * @throws InvalidValueException if a visitor may not change the value of a key
     */
    public static <W extends Widget> WidgetInput<W> of(W own, Map<String, String> typed) {
        BlockValues lesson = own.config().values();
        requireOpen(own, typed);
        Map<String, String> valid = new LinkedHashMap<>(typed);
        List<InvalidValueException> wrong = new ArrayList<>();
        W widget = own;
        for (boolean parsed = valid.isEmpty(); !parsed; parsed = parsed || valid.isEmpty()) {
            try {
                widget = parse(own, lesson.with(valid));
                parsed = true;
            } catch (InvalidValueException invalid) {
                wrong.add(invalid);
                valid.remove(culprit(invalid.field(), List.copyOf(valid.keySet())));
            }
        }
        return new WidgetInput<>(widget, lesson.with(typed).entries(), changes(own, valid), List.copyOf(wrong));
    }

    /** The values that differ from the lesson's own, in their order. */
    public static Map<String, String> changes(Widget own, Map<String, String> values) {
        Map<String, String> changes = new LinkedHashMap<>(values);
        changes.entrySet()
                .removeIf(value -> value.getValue().equals(own(own.config().values(), value.getKey())));
        return Collections.unmodifiableMap(changes);
    }

    private static void requireOpen(Widget own, Map<String, String> typed) {
        typed.forEach((key, value) -> {
            if (!own.opens(key)) {
                List<String> open = own.config().values().entries().keySet().stream()
                        .filter(own::opens)
                        .toList();
                throw new InvalidValueException(key, new Constraint("known-key", String.join(", ", open)), value);
            }
        });
    }

    /** A widget's kind always has the same class. */
    @SuppressWarnings("unchecked")
    private static <W extends Widget> W parse(W own, BlockValues values) {
        return (W) WidgetKinds.parse(values.kind(), values, own.config().models());
    }

    /**
     * The typed key to blame for a problem: the field itself; of a list, the last entry; or the prompt, which decides whether
     * other values fit.
     */
    private static String culprit(String field, List<String> typed) {
        return typed.contains(field)
                ? field
                : typed.stream()
                        .filter(key -> key.startsWith(field + "."))
                        .reduce((earlier, later) -> later)
                        .orElse(typed.contains("prompt") ? "prompt" : typed.get(typed.size() - 1));
    }

    private static String own(BlockValues lesson, String key) {
        return lesson.entries().getOrDefault(key, DEFAULTS.getOrDefault(key, ""));
    }

    /** What is wrong with the value of a key, if anything. */
    public Optional<InvalidValueException> wrong(String key) {
        return wrong.stream().filter(invalid -> invalid.field().equals(key)).findFirst();
    }
}
