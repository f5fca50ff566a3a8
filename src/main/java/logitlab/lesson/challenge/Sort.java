package logitlab.lesson.challenge;

import java.util.Locale;
import java.util.Optional;
import logitlab.lesson.Dice;

/** The ten sorts of question, in the order of the course. */
public enum Sort {
    SOFTMAX("softmax", Probabilities::softmax),
    DRAW("sampling", Probabilities::draw),
    TEMPERATURE("temperature", Probabilities::temperature),
    NUCLEUS("truncation", Cuts::nucleus),
    PARTING("loop", Turns::parting),
    VECTORS("numbers", Positions::vectors),
    ROW("inside", Positions::row),
    SURPRISE("training", Scores::surprise),
    PENALTY("shaping", Scores::penalty),
    CROSSING("bugs", Cuts::crossing);

    /** Asks at one step of a story; empty where the step is not fair to ask about. */
    @FunctionalInterface
    interface Asker {

        Optional<Question> ask(Story story, int at, Dice dice);
    }

    private final String lesson;
    private final Asker asker;

    Sort(String lesson, Asker asker) {
        this.lesson = lesson;
        this.asker = asker;
    }

    /** The slug of the lesson to look at again. */
    public String lesson() {
        return lesson;
    }

    /** {@code nucleus}: as sentences call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The question at the first fair step from {@code from} on, round the end of the story to its beginning. */
    Optional<Question> ask(Story story, int from, Dice dice) {
        Optional<Question> asked = Optional.empty();
        for (int i = 0; i < story.steps() && asked.isEmpty(); i++) {
            asked = asker.ask(story, (from + i) % story.steps(), dice);
        }
        return asked;
    }
}
