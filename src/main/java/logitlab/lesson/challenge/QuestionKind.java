package logitlab.lesson.challenge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import logitlab.lesson.block.SeededNumbers;

/** The ten kinds of question, in the order of the course. */
public enum QuestionKind {
    SOFTMAX("softmax", LogitQuestions::softmax, "column.logit", "column.model"),
    DRAW("sampling", DrawQuestions::draw, "column.sampling"),
    TEMPERATURE("temperature", LogitQuestions::temperature, "column.logit"),
    NUCLEUS("truncation", DrawQuestions::nucleus, "column.model"),
    PARTING("loop", DrawQuestions::parting, "column.sampling", "challenge.column.draw"),
    VECTORS("numbers", PositionQuestions::vectors, "column.id"),
    ROW("inside", PositionQuestions::row, "challenge.column.position"),
    SURPRISE("training", LogitQuestions::surprise, "column.logit"),
    PENALTY("shaping", LogitQuestions::penalty, "column.logit"),
    CROSSING("bugs", DrawQuestions::crossing, "column.model");

    /** Asks about one step; the result is empty if the step is not fair to ask about. */
    @FunctionalInterface
    private interface Asker {

        Optional<ChallengeQuestion> ask(GeneratedText generated, SeededNumbers numbers);
    }

    private final String lesson;
    private final Asker asker;
    private final List<String> columns;

    QuestionKind(String lesson, Asker asker, String... columns) {
        this.lesson = lesson;
        this.asker = asker;
        this.columns = List.of(columns);
    }

    /** The slug of the lesson that explains it. */
    public String lesson() {
        return lesson;
    }

    /** The message keys for the columns of {@link ChallengeQuestion#rows}, in the order of a row's figures. */
    public List<String> columns() {
        return columns;
    }

    /** {@code nucleus}: its name in links and message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Asks about the first fair step, beginning with this one and continuing with the first after the last. */
    Optional<ChallengeQuestion> ask(GeneratedText generated, SeededNumbers numbers) {
        Optional<ChallengeQuestion> asked = Optional.empty();
        for (int i = 0; i < generated.steps() && asked.isEmpty(); i++) {
            asked = asker.ask(generated.at((generated.at() + i) % generated.steps()), numbers);
        }
        return asked;
    }
}
