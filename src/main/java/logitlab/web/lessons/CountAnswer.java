package logitlab.web.lessons;

import logitlab.lesson.Attempt;
import logitlab.lesson.CountExercise;
import logitlab.lesson.Quantity;
import logitlab.lesson.Verdict;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/** What is said to a whole number. */
final class CountAnswer {

    private CountAnswer() {}

    static ExerciseView view(Messages messages, Attempt<CountExercise> attempt, Visit visit) {
        CountExercise asked = attempt.asked();
        return ExerciseView.of(
                attempt,
                visit,
                new NumberAnswer(
                        asked.id(),
                        Messages.ENGLISH.say("lesson.unit.count"),
                        attempt.typed("answer"),
                        false,
                        attempt.wrong().isPresent()),
                FeedbackView.of(
                        attempt,
                        wrong -> FeedbackView.invalid(wrong, Messages.ENGLISH.say("lesson.answer.empty.count")),
                        verdict -> sentence(asked.quantity(), verdict)));
    }

    private static String sentence(Quantity quantity, Verdict verdict) {
        if (verdict.right()) {
            return Messages.ENGLISH.say("lesson.right.count." + quantity.name(), Numbers.count(quantity.value()));
        }
        return verdict.mistake()
                .map(mistake -> Messages.ENGLISH.say("lesson.mistake." + mistake.name()))
                .orElseGet(() -> Messages.ENGLISH.say("lesson.wrong.count." + quantity.name()));
    }
}
