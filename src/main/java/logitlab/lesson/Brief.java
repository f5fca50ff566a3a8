package logitlab.lesson;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/**
 * What every exercise has.
 *
 * @param question with holes such as {@code {token}} still to be filled in, as in the hints
 * @param seed what fresh numbers were made from; empty for the lesson's own
 */
public record Brief(String id, String question, List<String> hints, OptionalLong seed) {

    private static final Pattern HOLE = Pattern.compile("\\{([^}]*)}");
    private static final int MOST_HINTS = 6;

    public Brief {
        hints = List.copyOf(hints);
    }

    /** @param holes that can be filled */
    static Brief of(BlockWords words, Collection<String> holes) {
        String id = words.text("id");
        String question = filled(words, "question", holes);
        List<String> hints = words.list("hints", 1, MOST_HINTS);
        for (int i = 0; i < hints.size(); i++) {
            filled(words, "hints." + i, holes);
        }
        return new Brief(id, question, hints, OptionalLong.empty());
    }

    /** The text of a key, whose holes are all known. */
    private static String filled(BlockWords words, String key, Collection<String> holes) {
        Matcher hole = HOLE.matcher(words.text(key));
        while (hole.find()) {
            if (!holes.contains(hole.group(1))) {
                throw new InvalidValue(key, new Rule("known-hole", String.join(", ", holes)), hole.group());
            }
        }
        return words.text(key);
    }

    /** The keys of every exercise, and others beside. */
    static List<String> keysWith(Collection<String> others) {
        return Stream.concat(Stream.of("id", "question", "hints"), others.stream())
                .distinct()
                .toList();
    }

    Brief fresh(long freshSeed) {
        return new Brief(id, question, hints, OptionalLong.of(freshSeed));
    }
}
