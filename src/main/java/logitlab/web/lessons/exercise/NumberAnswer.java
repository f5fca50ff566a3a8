package logitlab.web.lessons.exercise;

import java.util.ArrayList;
import java.util.List;
import logitlab.lesson.block.Value;
import logitlab.lesson.exercise.NumberExercise;
import logitlab.lesson.exercise.number.AnswerUnit;
import logitlab.lesson.exercise.number.NumberQuestion;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.web.Messages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.ValueTexts;
import logitlab.web.view.Fragment;

/**
 * The field for a number, and the feedback on it.
 *
 * @param unit the unit of the answer, in words
 * @param signed whether it may be negative; the decimal keyboard of some phones has no minus key
 */
public record NumberAnswer(Messages messages, String id, String unit, String typed, boolean signed, boolean invalid)
        implements Fragment {

    public static ExerciseView view(ExerciseAttempt<NumberExercise> attempt, LessonRequest request) {
        Messages messages = request.messages();
        NumberExercise asked = attempt.asked();
        NumberQuestion question = asked.asked();
        double value = question.value();
        List<Value> right = new ArrayList<>(
                List.of(Value.share(value), Value.percent(value), Value.count(Math.round(value)), Value.logit(value)));
        right.addAll(question.token());
        return new ExerciseView(
                attempt,
                request,
                of(messages, attempt, asked.unit()),
                FeedbackView.of(
                        messages,
                        attempt,
                        asked.unit() == AnswerUnit.COUNT ? "lesson.answer.empty.count" : "lesson.answer.empty",
                        ValueTexts.texts(right)));
    }

    static NumberAnswer of(Messages messages, ExerciseAttempt<?> attempt, AnswerUnit unit) {
        return new NumberAnswer(
                messages,
                attempt.asked().id(),
                messages.say("lesson.unit." + unit.key()),
                attempt.typed("answer"),
                unit == AnswerUnit.NUMBER,
                attempt.wrong().isPresent());
    }

    @Override
    public String template() {
        return "fragments/number";
    }
}
