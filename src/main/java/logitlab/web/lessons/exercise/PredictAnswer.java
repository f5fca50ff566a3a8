package logitlab.web.lessons.exercise;

import java.util.List;
import logitlab.lesson.exercise.PredictExercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.Verdict;
import logitlab.web.Messages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.view.TokenText;

/** The options for the next token; the right one reveals the model's step. */
public final class PredictAnswer {

    private PredictAnswer() {}

    public static ExerciseView view(ExerciseAttempt<PredictExercise> attempt, LessonRequest request) {
        Messages messages = request.messages();
        PredictExercise asked = attempt.asked();
        List<RadioOptions.Option> options = asked.options().stream()
                .map(option -> new RadioOptions.Option(
                        Integer.toString(option.id()), TokenText.visible(asked.token(option.id())), true))
                .toList();
        FeedbackView feedback = FeedbackView.of(messages, attempt, "lesson.answer.empty.choose");
        return new ExerciseView(
                attempt,
                request,
                RadioOptions.of(messages, attempt, options),
                attempt.verdict().filter(Verdict::right).isPresent()
                        ? feedback.with(RevealView.of(messages, asked))
                        : feedback);
    }
}
