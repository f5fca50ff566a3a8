package logitlab.web.lessons.exercise;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.Verdict;
import logitlab.web.Messages;
import logitlab.web.lessons.block.ValueTexts;
import logitlab.web.view.Fragment;
import logitlab.web.view.Sentences;

/**
 * An exercise's response to an answer.
 *
 * @param state {@code none}, {@code right}, {@code not-yet}, {@code placed} after a bet, or {@code invalid}
 * @param wrongField the name of the field whose value cannot be judged
 * @param shown what an answer also reveals
 */
public record FeedbackView(
        Messages messages, String state, String sentence, Optional<String> wrongField, List<Fragment> shown)
        implements Fragment {

    /** For a form that was sent without an answer. */
    public static FeedbackView unanswered(Messages messages, String id) {
        return invalid(messages, id + ".answer", messages.say("lesson.answer.missing"));
    }

    private static FeedbackView invalid(Messages messages, String field, String sentence) {
        return new FeedbackView(messages, "invalid", sentence, Optional.of(field), List.of());
    }

    /**
     * @param empty the key of the sentence for an empty field
     * @param right the arguments of the sentence for a right answer
     */
    static FeedbackView of(Messages messages, ExerciseAttempt<?> attempt, String empty, Object... right) {
        String sentence = attempt.verdict()
                .map(verdict -> sentence(messages, attempt.asked(), verdict, right))
                .orElse("");
        return withSentence(messages, attempt, empty, sentence);
    }

    /** @param sentence on the verdict, if there is one */
    static FeedbackView withSentence(Messages messages, ExerciseAttempt<?> attempt, String empty, String sentence) {
        if (attempt.wrong().isPresent()) {
            InvalidValueException wrong = attempt.wrong().get();
            String label = label(messages, wrong.field());
            return invalid(
                    messages,
                    attempt.asked().id() + "." + wrong.field(),
                    wrong.value().isEmpty()
                            ? messages.say(empty, label)
                            : messages.say(new InvalidValueException(label, wrong.constraint(), wrong.value())));
        }
        String state = attempt.verdict()
                .map(verdict -> verdict.right() ? "right" : "not-yet")
                .orElse("none");
        return new FeedbackView(messages, state, sentence, Optional.empty(), List.of());
    }

    private static String label(Messages messages, String field) {
        if (field.startsWith("answer.")) {
            return messages.say(
                    "lesson.place.label",
                    Sentences.rank(messages, Integer.parseInt(field.substring("answer.".length()))));
        }
        return field.equals("answer") ? messages.say("lesson.answer.field") : field;
    }

    private static String sentence(Messages messages, Exercise asked, Verdict verdict, Object... right) {
        String name = asked.names().get(0);
        if (verdict.right()) {
            return messages.say("lesson.right." + name, right);
        }
        return mistake(messages, asked, verdict);
    }

    /** The sentence on a wrong answer. */
    static String mistake(Messages messages, Exercise asked, Verdict verdict) {
        return verdict.mistake()
                .map(mistake -> messages.say(
                        key(messages, "lesson.mistake." + mistake.name(), asked.names()),
                        ValueTexts.texts(mistake.figures())))
                .orElseGet(() -> messages.say("lesson.wrong." + asked.names().get(0)));
    }

    /** The key that ends with the first of the names for which there is a sentence; otherwise the one without a name. */
    private static String key(Messages messages, String key, List<String> names) {
        return Stream.concat(names.stream().map(name -> key + "." + name), Stream.of(key))
                .filter(messages::has)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no sentence " + key + " for " + names));
    }

    /** The same with the next step of the answer; without a verdict it is the first step. */
    FeedbackView after(Fragment next) {
        return new FeedbackView(messages, state.equals("none") ? "placed" : state, sentence, wrongField, List.of(next));
    }

    FeedbackView with(Fragment more) {
        return new FeedbackView(messages, state, sentence, wrongField, List.of(more));
    }

    /** The first sentence on a mistake, which names it; empty if there is nothing more to say. */
    public String named() {
        int end = state.equals("not-yet") ? sentence.indexOf(". ") + 1 : 0;
        return sentence.substring(0, end);
    }

    /** What follows {@link #named()}. */
    public String explained() {
        return sentence.substring(named().length());
    }

    public boolean silent() {
        return state.equals("none");
    }

    /** A sign for the state, so that it does not depend on colour alone. */
    public String mark() {
        return switch (state) {
            case "right" -> "✓";
            case "placed" -> "•";
            case "invalid" -> "!";
            default -> "↻";
        };
    }

    @Override
    public boolean wrong() {
        return wrongField.isPresent();
    }

    @Override
    public String template() {
        return "fragments/feedback";
    }
}
