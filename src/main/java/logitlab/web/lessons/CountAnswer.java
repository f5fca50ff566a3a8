package logitlab.web.lessons;

import logitlab.lesson.AnswerUnit;
import logitlab.lesson.Attempt;
import logitlab.lesson.CountExercise;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/** The field for a whole number, and the feedback on it. */
final class CountAnswer {

    private CountAnswer() {}

    static ExerciseView view(Messages messages, Attempt<CountExercise> attempt, Visit visit) {
        return new ExerciseView(
                messages,
                attempt,
                visit,
                NumberAnswer.of(messages, attempt, AnswerUnit.COUNT),
                FeedbackView.of(
                        messages,
                        attempt,
                        "lesson.answer.empty.count",
                        Numbers.count(attempt.asked().asked().value())));
    }
}
