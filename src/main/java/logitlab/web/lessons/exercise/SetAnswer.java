package logitlab.web.lessons.exercise;

import java.util.List;
import logitlab.lesson.exercise.SetExercise;
import logitlab.lesson.exercise.Target;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.Verdict;
import logitlab.web.Messages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.ValueTexts;
import logitlab.web.step.SettingField;
import logitlab.web.view.Fragment;
import logitlab.web.view.TokenText;

/** A field and a slider for each setting that is open, and the feedback on their values. */
public record SetAnswer(Messages messages, List<Setting> settings) implements Fragment {

    /** @param position of its slider */
    public record Setting(
            String id,
            String name,
            String label,
            String typed,
            SettingField.Slider slider,
            String position,
            String sliderLabel,
            String feedback,
            boolean invalid) {}

    public static ExerciseView view(ExerciseAttempt<SetExercise> attempt, LessonRequest request) {
        Messages messages = request.messages();
        List<Setting> settings = attempt.asked().open().stream()
                .map(key -> setting(messages, attempt, key))
                .toList();
        String sentence = attempt.verdict()
                .map(verdict -> sentence(messages, attempt, verdict))
                .orElse("");
        return new ExerciseView(
                attempt,
                request,
                new SetAnswer(messages, settings),
                FeedbackView.withSentence(messages, attempt, "lesson.answer.empty", sentence));
    }

    private static Setting setting(Messages messages, ExerciseAttempt<SetExercise> attempt, String key) {
        String id = attempt.asked().id();
        String typed = attempt.answer().getOrDefault(key, attempt.asked().startValue(key));
        String label = messages.fieldName(key);
        SettingField.Slider slider = SettingField.slider(key);
        return new Setting(
                id + "-" + key,
                id + "." + key,
                label,
                typed,
                slider,
                typed.isBlank() ? slider.off() : typed,
                messages.say("settings.slider", label),
                id + "-feedback",
                attempt.isWrong(key));
    }

    private static String sentence(Messages messages, ExerciseAttempt<SetExercise> attempt, Verdict verdict) {
        SetExercise asked = attempt.asked();
        Target target = asked.target();
        String reached = messages.say(
                "lesson.reached." + target.measure().key(),
                target.of() < 0 ? "" : TokenText.visible(asked.source().token(target.of())),
                ValueTexts.text(target.figure(asked.outcome(attempt.answer()).reached())));
        return verdict.mistake()
                .map(mistake -> String.join(
                        " ",
                        messages.say("lesson.mistake." + mistake.name() + ".set."
                                + target.measure().key()),
                        messages.say("lesson.goal." + target.bound(), ValueTexts.texts(target.figures()))))
                .orElseGet(() -> messages.say("lesson.right.set", reached));
    }

    @Override
    public String template() {
        return "fragments/set";
    }
}
