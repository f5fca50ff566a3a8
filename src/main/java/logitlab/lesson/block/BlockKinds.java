package logitlab.lesson.block;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.LessonPart;
import logitlab.model.Models;

/**
 * The widgets or the exercises by the names that lessons use, each with its parser.
 *
 * @param field {@code widget} or {@code exercise}
 */
public record BlockKinds<B extends LessonPart.Block>(
        String field, SortedMap<String, BiFunction<BlockValues, Models, ? extends B>> parsers) {

    public static <B extends LessonPart.Block> BlockKinds<B> of(
            String field, Map<String, BiFunction<BlockValues, Models, ? extends B>> parsers) {
        return new BlockKinds<>(field, new TreeMap<>(parsers));
    }

    public SortedSet<String> names() {
        return new TreeSet<>(parsers.keySet());
    }

    /** @throws InvalidValueException naming {@code field} if there is no such kind, otherwise the key whose value is wrong */
    public B parse(String kind, BlockValues values, Models models) {
        if (!parsers.containsKey(kind)) {
            throw new InvalidValueException(field, new Constraint("one-of", String.join(", ", parsers.keySet())), kind);
        }
        return parsers.get(kind).apply(new BlockValues(kind, values.entries()), models);
    }
}
