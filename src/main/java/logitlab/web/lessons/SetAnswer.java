package logitlab.web.lessons;

import java.util.List;
import logitlab.lesson.Attempt;
import logitlab.lesson.Goal;
import logitlab.lesson.SetExercise;
import logitlab.lesson.Verdict;
import logitlab.web.Messages;
import logitlab.web.TokenText;
import logitlab.web.play.Field;

/** A field and a slider for each setting that is open, and what is said to where they stand. */
public record SetAnswer(List<Setting> settings) implements Fragment {

    /** One setting. @param standing where its slider stands */
    public record Setting(
            String id,
            String name,
            String label,
            String typed,
            Field.Slider slider,
            String standing,
            String feedback,
            boolean invalid) {

        public String sliderLabel() {
            return Messages.ENGLISH.say("settings.slider", label);
        }
    }

    static ExerciseView view(Messages messages, Attempt<SetExercise> attempt, Visit visit) {
        return ExerciseView.of(
                attempt,
                visit,
                new SetAnswer(attempt.asked().open().stream()
                        .map(key -> setting(attempt, key))
                        .toList()),
                FeedbackView.of(attempt, Messages.ENGLISH::say, verdict -> sentence(attempt, verdict)));
    }

    private static Setting setting(Attempt<SetExercise> attempt, String key) {
        String id = attempt.asked().id();
        String typed = attempt.answer().getOrDefault(key, attempt.asked().startWord(key));
        return new Setting(
                id + "-" + key,
                id + "." + key,
                Messages.ENGLISH.fieldName(key),
                typed,
                Field.slider(key),
                typed.isBlank() ? Field.slider(key).off() : typed,
                id + "-feedback",
                attempt.wrong().filter(wrong -> wrong.field().equals(key)).isPresent());
    }

    private static String sentence(Attempt<SetExercise> attempt, Verdict verdict) {
        SetExercise asked = attempt.asked();
        Goal goal = asked.goal();
        String reached = Messages.ENGLISH.say(
                "lesson.reached." + goal.measure().word(),
                goal.of() < 0 ? "" : TokenText.visible(asked.source().token(goal.of())),
                Figures.text(goal.written(asked.outcome(attempt.answer()).reached())));
        return verdict.mistake()
                .map(mistake -> String.join(
                        " ",
                        Messages.ENGLISH.say("lesson.mistake." + mistake.name()),
                        reached,
                        Messages.ENGLISH.say("lesson.goal." + goal.bound().word(), Figures.text(goal.written())),
                        advice(attempt)))
                .orElseGet(() -> Messages.ENGLISH.say("lesson.right.set", reached));
    }

    private static String advice(Attempt<SetExercise> attempt) {
        return attempt.asked()
                .advice(attempt.answer())
                .map(advice -> Messages.ENGLISH.say(
                        advice.up() ? "lesson.advice.up" : "lesson.advice.down",
                        Messages.ENGLISH.fieldName(advice.setting())))
                .orElseGet(() -> Messages.ENGLISH.say("lesson.advice.none"));
    }

    @Override
    public String template() {
        return "fragments/set";
    }
}
