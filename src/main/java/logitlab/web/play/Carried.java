package logitlab.web.play;

import java.util.List;
import java.util.Map;
import java.util.Set;
import logitlab.web.Hidden;

/** What each form of the playground carries along beside its own fields, so that all of them say the whole link. */
final class Carried {

    private static final Set<String> OF_THE_PROMPT_FORM = Set.of("model", "prompt");

    private static final Set<String> OF_A_LANES_MODEL = Set.of("model", "digest");

    private Carried() {}

    /** The whole link. */
    static List<Hidden> all(Link link) {
        return Hidden.of(link.toMap(), key -> true);
    }

    /** The link without the step looked at, which the chip that is pressed says. */
    static List<Hidden> anyStep(Link link) {
        return Hidden.of(link.toMap(), key -> !key.equals("at"));
    }

    /** What the prompt form carries: everything but its own fields and what belongs to the old prompt. */
    static List<Hidden> settings(Map<String, String> words) {
        return Hidden.of(
                words,
                key -> !OF_THE_PROMPT_FORM.contains(key)
                        && !Set.of("at", "digest").contains(key)
                        && !key.endsWith(".ids"));
    }

    /** What the settings form carries: the prompt, and what was chosen before the step looked at. */
    static List<Hidden> place(Link link) {
        return place(link.first(link.at()).toMap());
    }

    /** The same from the words of a link that could not be opened. */
    static List<Hidden> place(Map<String, String> words) {
        return Hidden.of(words, key -> !Set.of("seed", "rows").contains(key) && !shownInForm(key));
    }

    private static boolean shownInForm(String key) {
        return key.length() > 2
                && key.charAt(1) == '.'
                && (Field.isFor(key.substring(2)) || OF_A_LANES_MODEL.contains(key.substring(2)));
    }
}
