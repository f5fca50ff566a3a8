package logitlab.web.lessons.exercise;

import logitlab.lesson.exercise.CountExercise;
import logitlab.lesson.exercise.number.AnswerUnit;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.web.Messages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.view.Numbers;

/** The field for a whole number, and the feedback on it. */
public final class CountAnswer {

    private CountAnswer() {}

    public static ExerciseView view(ExerciseAttempt<CountExercise> attempt, LessonRequest request) {
        Messages messages = request.messages();
        return new ExerciseView(
                attempt,
                request,
                NumberAnswer.of(messages, attempt, AnswerUnit.COUNT),
                FeedbackView.of(
                        messages,
                        attempt,
                        "lesson.answer.empty.count",
                        Numbers.count(attempt.asked().asked().value())));
    }
}
