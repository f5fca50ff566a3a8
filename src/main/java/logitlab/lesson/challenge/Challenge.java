package logitlab.lesson.challenge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.SeededNumbers;
import logitlab.model.LanguageModel;

/**
 * Ten questions about texts that the model writes from a seed. The same seed always asks the same questions.
 *
 * <pre>
 * Challenge.of(model, 7).questions().get(0).judge("12.5")
 * </pre>
 *
 * @param written the first of these texts, token by token
 */
public record Challenge(LanguageModel model, long seed, List<ChallengeQuestion> questions, List<WrittenToken> written) {

    /** At most six digits, so that a teacher can read a seed out to a class. */
    public static final Range SEEDS = Range.of(0, 999_999);

    /** The most texts that are searched for one question; nearly always the first has a step that is fair to ask about. */
    private static final int TEXTS = 20;

    /** The distance between the seeds of two such texts. */
    private static final long APART = 1_000_003;

    public Challenge {
        questions = List.copyOf(questions);
        written = List.copyOf(written);
    }

    /** Leaves out the questions for which the model's texts have no fair step. */
    public static Challenge of(LanguageModel model, long seed) {
        Map<Long, GeneratedText> texts = new HashMap<>();
        return new Challenge(
                model,
                seed,
                Arrays.stream(QuestionKind.values())
                        .flatMap(kind -> question(kind, model, seed, texts).stream())
                        .toList(),
                texts.computeIfAbsent(seed, first -> GeneratedText.of(model, first))
                        .draws());
    }

    private static Optional<ChallengeQuestion> question(
            QuestionKind kind, LanguageModel model, long seed, Map<Long, GeneratedText> texts) {
        SeededNumbers numbers = new SeededNumbers(seed * QuestionKind.values().length + kind.ordinal());
        return LongStream.range(0, TEXTS)
                .mapToObj(i -> texts.computeIfAbsent(seed + i * APART, one -> GeneratedText.of(model, one)))
                .flatMap(generated ->
                        kind.ask(generated.at(numbers.whole(0, GeneratedText.STEPS - 1)), numbers).stream())
                .findFirst();
    }
}
