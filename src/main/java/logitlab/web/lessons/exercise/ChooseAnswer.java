package logitlab.web.lessons.exercise;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.block.Figure;
import logitlab.lesson.exercise.ChooseExercise;
import logitlab.lesson.exercise.choice.ChoiceQuestion;
import logitlab.lesson.question.Attempt;
import logitlab.web.Messages;
import logitlab.web.lessons.block.Figures;
import logitlab.web.lessons.block.Visit;
import logitlab.web.view.TokenText;

/** The options of a question, and the feedback on one of them. */
public final class ChooseAnswer {

    private ChooseAnswer() {}

    public static ExerciseView view(Messages messages, Attempt<ChooseExercise> attempt, Visit visit) {
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
