package logitlab.web.lessons;

import java.util.List;
import logitlab.lesson.Attempt;
import logitlab.lesson.Computation;
import logitlab.lesson.Mistake;
import logitlab.lesson.NumberExercise;
import logitlab.lesson.Verdict;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * The field for a number, and the feedback on it.
 *
 * @param unit the unit of the answer, in words
 * @param signed whether it may be below 0; the decimal keyboard of some phones has no minus
 */
public record NumberAnswer(String id, String unit, String typed, boolean signed, boolean invalid) implements Fragment {

    static ExerciseView view(Messages messages, Attempt<NumberExercise> attempt, Visit visit) {
        NumberExercise asked = attempt.asked();
        NumberAnswer answer = new NumberAnswer(
                asked.id(),
                Messages.ENGLISH.say("lesson.unit." + asked.unit().word()),
                attempt.typed("answer"),
                asked.unit() == NumberExercise.Unit.NUMBER,
                attempt.wrong().isPresent());
        return ExerciseView.of(
                attempt,
                visit,
                answer,
                FeedbackView.of(
                        attempt,
                        wrong -> FeedbackView.invalid(wrong, empty(asked)),
                        verdict -> sentence(asked, verdict)));
    }

    private static String empty(NumberExercise asked) {
        return Messages.ENGLISH.say(asked.computation().counts() ? "lesson.answer.empty.count" : "lesson.answer.empty");
    }

    private static String sentence(NumberExercise asked, Verdict verdict) {
        Computation computation = asked.computation();
        String kind = computation.kind().word();
        if (verdict.right()) {
            return Messages.ENGLISH.say(
                    "lesson.right." + kind,
                    computation.token(),
                    Numbers.share(computation.value()),
                    Numbers.percent(computation.value()),
                    computation.value(),
                    Numbers.logit(computation.value()));
        }
        return verdict.mistake()
                .map(mistake -> sentence(asked, mistake))
                .orElseGet(() -> Messages.ENGLISH.say("lesson.wrong." + kind));
    }

    /** What one says to a mistake can depend on what was computed, and on the unit that was asked for. */
    private static String sentence(NumberExercise asked, Mistake mistake) {
        String key = "lesson.mistake." + mistake.name();
        return FeedbackView.say(
                List.of(
                        key + "." + asked.computation().kind().word(),
                        key + "." + asked.unit().word(),
                        key),
                mistake.token(),
                asked.computation().token());
    }

    @Override
    public String template() {
        return "fragments/number";
    }
}
