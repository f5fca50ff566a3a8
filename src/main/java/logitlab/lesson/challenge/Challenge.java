package logitlab.lesson.challenge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import logitlab.decoding.Range;
import logitlab.lesson.Dice;
import logitlab.model.LanguageModel;

/**
 * Ten questions about a text that the model writes from a seed: the same seed asks the same.
 *
 * <pre>
 * Challenge.of(model, 7).questions().get(0).judge("12.5")
 * </pre>
 */
public record Challenge(LanguageModel model, long seed, List<Question> questions) {

    /** Few digits, so that a seed can be told to a class. */
    public static final Range SEEDS = Range.of(0, 999_999);

    /** So many stories are tried for a question, which nearly always finds a fair step in the first. */
    private static final int STORIES = 20;

    /** Between the seeds of two such stories. */
    private static final long APART = 1_000_003;

    public Challenge {
        questions = List.copyOf(questions);
    }

    public static Challenge of(LanguageModel model, long seed) {
        List<Question> questions = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            question(sort, model, seed).ifPresent(questions::add);
        }
        return new Challenge(model, seed, questions);
    }

    /** None where the model has nothing of the sort to show. */
    private static Optional<Question> question(Sort sort, LanguageModel model, long seed) {
        Dice dice = new Dice(seed * Sort.values().length + sort.ordinal());
        return LongStream.range(0, STORIES)
                .mapToObj(i -> Story.of(model, seed + i * APART))
                .flatMap(story -> sort.ask(story, dice.whole(0, Story.STEPS - 1), dice).stream())
                .findFirst();
    }
}
