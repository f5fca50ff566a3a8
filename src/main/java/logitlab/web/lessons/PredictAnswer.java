package logitlab.web.lessons;

import java.util.List;
import logitlab.lesson.Attempt;
import logitlab.lesson.PredictExercise;
import logitlab.lesson.Verdict;
import logitlab.web.Messages;
import logitlab.web.TokenText;

/** What is said to a guess at the next token, and what it reveals. */
final class PredictAnswer {

    private PredictAnswer() {}

    static ExerciseView view(Messages messages, Attempt<PredictExercise> attempt, Visit visit) {
        PredictExercise asked = attempt.asked();
        FeedbackView feedback = FeedbackView.of(
                attempt,
                wrong -> FeedbackView.invalid(wrong, Messages.ENGLISH.say("lesson.answer.empty.choose")),
                verdict -> sentence(asked, verdict));
        List<RadioView.Option> options = asked.options().stream()
                .map(option -> new RadioView.Option(Integer.toString(option.id()), token(asked, option.id()), true))
                .toList();
        return ExerciseView.of(
                attempt,
                visit,
                RadioView.of(asked.id(), options, attempt.typed("answer")),
                attempt.verdict().isPresent() ? feedback.with(RevealView.of(asked)) : feedback);
    }

    static String token(PredictExercise asked, int id) {
        return TokenText.visible(asked.first().model().tokenizer().token(id));
    }

    private static String sentence(PredictExercise asked, Verdict verdict) {
        String key = verdict.right()
                ? "lesson.right.predict"
                : verdict.mistake()
                        .map(mistake -> "lesson.mistake." + mistake.name() + ".predict")
                        .orElse("lesson.wrong.predict");
        return Messages.ENGLISH.say(key, token(asked, asked.step().greedy()));
    }
}
