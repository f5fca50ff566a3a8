package logitlab.web.lessons;

import java.util.ArrayList;
import java.util.List;
import logitlab.lesson.AnswerUnit;
import logitlab.lesson.Attempt;
import logitlab.lesson.Figure;
import logitlab.lesson.NumberExercise;
import logitlab.lesson.NumberQuestion;
import logitlab.web.Messages;

/**
 * The field for a number, and the feedback on it.
 *
 * @param unit the unit of the answer, in words
 * @param signed whether it may be negative; the decimal keyboard of some phones has no minus key
 */
public record NumberAnswer(Messages messages, String id, String unit, String typed, boolean signed, boolean invalid)
        implements Fragment {

    static ExerciseView view(Messages messages, Attempt<NumberExercise> attempt, Visit visit) {
        NumberExercise asked = attempt.asked();
        NumberQuestion question = asked.asked();
        double value = question.value();
        List<Figure> right = new ArrayList<>(List.of(
                Figure.share(value), Figure.percent(value), Figure.count(Math.round(value)), Figure.logit(value)));
        right.addAll(question.token());
        return new ExerciseView(
                messages,
                attempt,
                visit,
                of(messages, attempt, asked.unit()),
                FeedbackView.of(
                        messages,
                        attempt,
                        asked.unit() == AnswerUnit.COUNT ? "lesson.answer.empty.count" : "lesson.answer.empty",
                        Figures.texts(right)));
    }

    static NumberAnswer of(Messages messages, Attempt<?> attempt, AnswerUnit unit) {
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
