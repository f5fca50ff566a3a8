package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Attempt;
import logitlab.lesson.ChoiceQuestion;
import logitlab.lesson.ChooseExercise;
import logitlab.lesson.Figure;
import logitlab.web.Messages;
import logitlab.web.TokenText;

/** The options of a question, and the feedback on one of them. */
final class ChooseAnswer {

    private ChooseAnswer() {}

    static ExerciseView view(Messages messages, Attempt<ChooseExercise> attempt, Visit visit) {
        ChoiceQuestion asked = attempt.asked().asked();
        List<RadioView.Option> options = asked.options().stream()
                .map(option -> new RadioView.Option(
                        option.value(), label(messages, option), tokens(option).isPresent()))
                .toList();
        return new ExerciseView(
                messages,
                attempt,
                visit,
                RadioView.of(messages, attempt, options),
                FeedbackView.of(messages, attempt, "lesson.answer.empty.choose", label(messages, asked.right())));
    }

    private static String label(Messages messages, ChoiceQuestion.Option option) {
        return tokens(option)
                .orElseGet(() -> messages.say("lesson.option." + option.value(), Figures.texts(option.figures())));
    }

    /** The text of an option that consists of tokens; empty if it is a sentence. */
    private static Optional<String> tokens(ChoiceQuestion.Option option) {
        return option.token()
                .map(TokenText::visible)
                .or(() -> option.figures().stream()
                        .filter(Figure.Pieces.class::isInstance)
                        .map(Figures::text)
                        .findFirst());
    }
}
