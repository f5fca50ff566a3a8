package logitlab.lesson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import logitlab.decoding.Decoder;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/**
 * A widget with what a visitor typed: each word that fits is in force; where one is wrong, the lesson's own word stands in and
 * the failure is kept.
 *
 * @param shown what is typed in each field, right or wrong
 * @param changed the visitor's valid words that differ from the lesson's own, in the order in which they arrived
 */
public record Tried<T>(T widget, Map<String, String> shown, Map<String, String> changed, List<InvalidValue> wrong) {

    /** The value of a choice that the lesson does not set. */
    private static final Map<String, String> CHOSEN =
            Map.of("order", Order.HUGGINGFACE.word(), "decoder", Decoder.SAMPLE.word());

    /** @throws InvalidValue where a key is not {@code open} to visitors */
    static <T> Tried<T> of(
            BlockWords lesson, Map<String, String> typed, Predicate<String> open, Function<BlockWords, T> parser) {
        BlockWords inForce = lesson;
        Map<String, String> changed = new LinkedHashMap<>();
        List<InvalidValue> wrong = new ArrayList<>();
        for (Map.Entry<String, String> word : typed.entrySet()) {
            if (!open.test(word.getKey())) {
                List<String> keys =
                        lesson.words().keySet().stream().filter(open).toList();
                throw new InvalidValue(word.getKey(), new Rule("known-key", String.join(", ", keys)), word.getValue());
            }
            BlockWords with = inForce.with(word.getKey(), word.getValue());
            try {
                parser.apply(with);
                inForce = with;
                changed.put(word.getKey(), word.getValue());
            } catch (InvalidValue invalid) {
                wrong.add(invalid);
            }
        }
        changed.entrySet().removeIf(word -> word.getValue().equals(own(lesson, word.getKey())));
        Map<String, String> shown = new LinkedHashMap<>(lesson.words());
        shown.putAll(typed);
        return new Tried<>(
                parser.apply(inForce), Map.copyOf(shown), Collections.unmodifiableMap(changed), List.copyOf(wrong));
    }

    private static String own(BlockWords lesson, String key) {
        return lesson.words().getOrDefault(key, CHOSEN.getOrDefault(key, ""));
    }

    /** What is wrong with the word of a key, if it is. */
    public Optional<InvalidValue> wrong(String key) {
        return wrong.stream().filter(invalid -> invalid.field().equals(key)).findFirst();
    }
}
