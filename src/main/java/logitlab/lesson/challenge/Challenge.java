package logitlab.lesson.challenge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.SeededNumbers;
import logitlab.model.LanguageModel;

/**
 * Ten questions about texts that the model writes from a seed. The same edition and seed always ask the same questions.
 *
 * <pre>
 * Challenge.of(model, Edition.SECOND, 7).questions().get(0).judge("12.5")
 * </pre>
 *
 * @param written the first of these texts, token by token
 */
public record Challenge(
        LanguageModel model,
        Edition edition,
        long seed,
        List<ChallengeQuestion> questions,
        List<WrittenToken> written) {

    /** At most six digits, so that a teacher can read a seed out to a class. */
    public static final Range SEEDS = Range.of(0, 999_999);

    /** How many questions the second edition takes from each half of the course. */
    public static final int HALF = 5;

    /** The most texts that are searched for one question; nearly always the first has a step that is fair to ask about. */
    private static final int TEXTS = 20;

    /** The distance between the seeds of two such texts. */
    private static final long APART = 1_000_003;

    /** The distance between the numbers of two seeds in the second edition: more than there are kinds. */
    private static final long STRIDE = 1000;

    public Challenge {
        questions = List.copyOf(questions);
        written = List.copyOf(written);
    }

    /** Leaves out the questions for which the model's texts have no fair step. */
    public static Challenge of(LanguageModel model, Edition edition, long seed) {
        Texts texts = new Texts(model, edition, seed, new HashMap<>());
        return new Challenge(
                model,
                edition,
                seed,
                edition == Edition.FIRST ? texts.ten() : texts.fiveAndFive(),
                texts.at(0).draws());
    }

    /** What the questions of one seed are asked about. */
    private record Texts(LanguageModel model, Edition edition, long seed, Map<Long, GeneratedText> made) {

        List<ChallengeQuestion> ten() {
            List<QuestionKind> kinds = edition.kinds();
            return kinds.stream()
                    .flatMap(kind -> ask(kind, new SeededNumbers(seed * kinds.size() + kinds.indexOf(kind))).stream())
                    .toList();
        }

        /** In the order of the course. */
        List<ChallengeQuestion> fiveAndFive() {
            List<ChallengeQuestion> questions = new ArrayList<>();
            Set<String> skills = new HashSet<>();
            int early = 0;
            int late = 0;
            for (QuestionKind kind : new SeededNumbers(STRIDE * (seed + 1) - 1).shuffled(edition.kinds())) {
                boolean room = Edition.isEarly(kind) ? early < HALF : late < HALF;
                if (!room || skills.contains(kind.skill())) {
                    continue;
                }
                Optional<ChallengeQuestion> asked = ask(kind, new SeededNumbers(STRIDE * seed + kind.ordinal()));
                if (asked.isPresent()) {
                    questions.add(asked.get());
                    skills.add(kind.skill());
                    early += Edition.isEarly(kind) ? 1 : 0;
                    late += Edition.isEarly(kind) ? 0 : 1;
                }
            }
            questions.sort(Comparator.comparing(ChallengeQuestion::kind));
            return questions;
        }

        private GeneratedText at(long place) {
            return made.computeIfAbsent(seed + place * APART, one -> GeneratedText.of(model, edition, one));
        }

        private Optional<ChallengeQuestion> ask(QuestionKind kind, SeededNumbers numbers) {
            return LongStream.range(0, TEXTS)
                    .mapToObj(this::at)
                    .flatMap(generated -> kind.ask(generated, numbers).stream())
                    .findFirst();
        }
    }
}
