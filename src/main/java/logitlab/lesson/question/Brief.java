package logitlab.lesson.question;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;

/**
 * The text of an exercise.
 *
 * @param question with holes such as {@code {token}} that are still to be filled in, as in the hints
 * @param seed of fresh numbers; empty for the lesson's own numbers
 */
public record Brief(String id, String question, List<String> hints, OptionalLong seed) {

    private static final Pattern HOLE = Pattern.compile("\\{([^}]*)}");
    private static final int MOST_HINTS = 6;

    public Brief {
        hints = List.copyOf(hints);
    }

    /** @throws InvalidValue if the question or a hint has a hole that is not one of {@code holes} */
    public static Brief of(BlockWords values, Collection<String> holes) {
        String id = values.text("id");
        requireKnownHoles(values, "question", holes);
        List<String> hints = values.list("hints", 1, MOST_HINTS);
        for (int i = 0; i < hints.size(); i++) {
            requireKnownHoles(values, "hints." + i, holes);
        }
        return new Brief(id, values.text("question"), hints, OptionalLong.empty());
    }

    private static void requireKnownHoles(BlockWords values, String key, Collection<String> holes) {
        Matcher hole = HOLE.matcher(values.text(key));
        while (hole.find()) {
            if (!holes.contains(hole.group(1))) {
                throw new InvalidValue(key, new Rule("known-hole", String.join(", ", holes)), hole.group());
            }
        }
    }

    /** The keys that every exercise has, followed by those of its kind. */
    @SafeVarargs
    public static List<String> keysWith(Collection<String>... others) {
        Set<String> keys = new LinkedHashSet<>(List.of("id", "question", "hints"));
        for (Collection<String> more : others) {
            keys.addAll(more);
        }
        return List.copyOf(keys);
    }

    public Brief fresh(long freshSeed) {
        return new Brief(id, question, hints, OptionalLong.of(freshSeed));
    }
}
