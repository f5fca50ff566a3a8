package logitlab.lesson.question;

import java.util.List;
import java.util.function.Function;
import logitlab.lesson.block.BlockValues;

/**
 * One thing that an exercise can compute, by the name that lessons give it: {@code compute: NAME}.
 *
 * @param keys of its numbers, separated by commas
 * @param <Q> the kind of question that it leads to
 */
public record ComputeKind<Q>(String name, String keys, Function<BlockValues, Q> parser) {

    /**
     * The question that a block names.
     *
     * @param own keys of the exercise besides those that all exercises have
     * @throws logitlab.decoding.input.InvalidValueException if there is no such question, or if a key is unknown or its value invalid
     */
    public static <Q> Q read(BlockValues values, List<ComputeKind<Q>> kinds, String... own) {
        ComputeKind<Q> kind = values.oneOf("compute", kinds, ComputeKind::name);
        values.allow(ExerciseText.keysWith(List.of(kind.keys.split(", ")), List.of(own), List.of("compute")));
        return kind.parser.apply(values);
    }
}
