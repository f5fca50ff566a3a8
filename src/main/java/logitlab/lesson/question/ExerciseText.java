package logitlab.lesson.question;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;

/**
 * The text of an exercise.
 *
 * @param question with holes such as {@code {token}} that are still to be filled in, as in the hints
 * @param seed of fresh numbers; empty for the lesson's own numbers
 * @param objective the number of the lesson's objective that it practises, counted from 1; 0 if it names none
 */
public record ExerciseText(String id, String question, List<String> hints, OptionalLong seed, int objective) {

    private static final Pattern HOLE = Pattern.compile("\\{([^}]*)}");
    private static final int MOST_HINTS = 6;
    private static final Range OBJECTIVES = Range.of(1, 10);

    public ExerciseText {
        hints = List.copyOf(hints);
    }

    /** @throws InvalidValueException if the question or a hint has a hole that is not one of {@code holes} */
    public static ExerciseText of(BlockValues values, Collection<String> holes) {
        String id = values.text("id");
        requireKnownHoles(values, "question", holes);
        List<String> hints = values.list("hints", 1, MOST_HINTS);
        for (int i = 0; i < hints.size(); i++) {
            requireKnownHoles(values, "hints." + i, holes);
        }
        return new ExerciseText(
                id, values.text("question"), hints, OptionalLong.empty(), values.whole("objective", OBJECTIVES, 0));
    }

    private static void requireKnownHoles(BlockValues values, String key, Collection<String> holes) {
        Matcher hole = HOLE.matcher(values.text(key));
        while (hole.find()) {
            if (!holes.contains(hole.group(1))) {
                throw new InvalidValueException(
                        key, new Constraint("known-hole", String.join(", ", holes)), hole.group());
            }
        }
    }

    /** The keys that every exercise has, followed by those of its kind. */
    @SafeVarargs
    public static List<String> keysWith(Collection<String>... others) {
        Set<String> keys = new LinkedHashSet<>(List.of("id", "question", "objective", "hints"));
        for (Collection<String> more : others) {
            keys.addAll(more);
        }
        return List.copyOf(keys);
    }

    public ExerciseText fresh(long freshSeed) {
        return new ExerciseText(id, question, hints, OptionalLong.of(freshSeed), objective);
    }
}
