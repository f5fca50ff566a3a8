package logitlab.web.lessons.exercise;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.block.Value;
import logitlab.lesson.exercise.ChooseExercise;
import logitlab.lesson.exercise.choice.ChoiceQuestion;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.web.Messages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.ValueTexts;
import logitlab.web.view.TokenText;

/** The options of a question, and the feedback on one of them. */
public final class ChooseAnswer {

    private ChooseAnswer() {}

    public static ExerciseView view(ExerciseAttempt<ChooseExercise> attempt, LessonRequest request) {
        Messages messages = request.messages();
        ChoiceQuestion asked = attempt.asked().asked();
        List<RadioOptions.Option> options = asked.options().stream()
                .map(option -> new RadioOptions.Option(
                        option.value(), label(messages, option), tokens(option).isPresent()))
                .toList();
        return new ExerciseView(
                attempt,
                request,
                RadioOptions.of(messages, attempt, options),
                FeedbackView.of(messages, attempt, "lesson.answer.empty.choose", label(messages, asked.right())));
    }

    private static String label(Messages messages, ChoiceQuestion.Option option) {
        return tokens(option)
                .orElseGet(() -> messages.say("lesson.option." + option.label(), ValueTexts.texts(option.figures())));
    }

    /** The text of an option that consists of tokens; empty if it is a sentence. */
    private static Optional<String> tokens(ChoiceQuestion.Option option) {
        return option.token()
                .map(TokenText::visible)
                .or(() -> option.figures().stream()
                        .filter(Value.Pieces.class::isInstance)
                        .map(ValueTexts::text)
                        .findFirst());
    }
}
