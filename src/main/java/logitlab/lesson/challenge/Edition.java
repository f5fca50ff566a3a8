package logitlab.lesson.challenge;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the questions of a seed are drawn. A link names its edition, so that an old link keeps its questions.
 *
 * <pre>
 * Edition.find("1")   is the first edition
 * </pre>
 */
public enum Edition {
    /** Ten kinds, always the same, in one order. */
    FIRST("1"),
    /** Five kinds from the first seven lessons and five from the rest, no two of one skill. */
    SECOND("2");

    /** In the order from which the first edition drew its numbers. */
    private static final List<QuestionKind> TEN = List.of(
            QuestionKind.SOFTMAX,
            QuestionKind.DRAW,
            QuestionKind.TEMPERATURE,
            QuestionKind.NUCLEUS,
            QuestionKind.PARTING,
            QuestionKind.VECTORS,
            QuestionKind.ROW,
            QuestionKind.SURPRISE,
            QuestionKind.PENALTY,
            QuestionKind.CROSSING);

    private static final Set<String> FIRST_LESSONS =
            Set.of("logit", "softmax", "greedy", "sampling", "temperature", "truncation", "loop");

    private final String version;

    Edition(String version) {
        this.version = version;
    }

    /** The value of {@code v} in links. */
    public String version() {
        return version;
    }

    /** The edition of a value of {@code v}; empty if there is none. */
    public static Optional<Edition> find(String version) {
        return Arrays.stream(values())
                .filter(edition -> edition.version.equals(version))
                .findFirst();
    }

    /** The kinds that it can ask, in the order of its questions. */
    public List<QuestionKind> kinds() {
        return this == FIRST ? TEN : List.copyOf(EnumSet.allOf(QuestionKind.class));
    }

    /** Whether a kind can be answered after the first seven lessons. */
    public static boolean isEarly(QuestionKind kind) {
        return FIRST_LESSONS.contains(kind.lesson());
    }
}
