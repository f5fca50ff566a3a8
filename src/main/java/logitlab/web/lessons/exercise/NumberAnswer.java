package logitlab.web.lessons.exercise;

import java.util.ArrayList;
import java.util.List;
import logitlab.lesson.block.Figure;
import logitlab.lesson.exercise.NumberExercise;
import logitlab.lesson.exercise.number.AnswerUnit;
import logitlab.lesson.exercise.number.NumberQuestion;
import logitlab.lesson.question.Attempt;
import logitlab.web.Messages;
import logitlab.web.lessons.block.Figures;
import logitlab.web.lessons.block.Visit;
import logitlab.web.view.Fragment;

/**
 * The field for a number, and the feedback on it.
 *
 * @param unit the unit of the answer, in words
 * @param signed whether it may be negative; the decimal keyboard of some phones has no minus key
 */
public record NumberAnswer(Messages messages, String id, String unit, String typed, boolean signed, boolean invalid)
        implements Fragment {

    public static ExerciseView view(Messages messages, Attempt<NumberExercise> attempt, Visit visit) {
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
