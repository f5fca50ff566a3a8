package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Attempt;
import logitlab.lesson.ChooseExercise;
import logitlab.lesson.Figure;
import logitlab.lesson.Pick;
import logitlab.lesson.Verdict;
import logitlab.web.Messages;
import logitlab.web.TokenText;

/** What is said to one option of several. */
final class ChooseAnswer {

    private ChooseAnswer() {}

    static ExerciseView view(Messages messages, Attempt<ChooseExercise> attempt, Visit visit) {
        Pick pick = attempt.asked().pick();
        List<RadioView.Option> options = pick.options().stream()
                .map(option -> new RadioView.Option(
                        option.word(), label(option), tokens(option).isPresent()))
                .toList();
        return ExerciseView.of(
                attempt,
                visit,
                RadioView.of(attempt.asked().id(), options, attempt.typed("answer")),
                FeedbackView.of(
                        attempt,
                        wrong -> FeedbackView.invalid(wrong, Messages.ENGLISH.say("lesson.answer.empty.choose")),
                        verdict -> sentence(pick, verdict)));
    }

    /** What an option says where it is tokens, and no sentence about them. */
    private static Optional<String> tokens(Pick.Option option) {
        return option.token()
                .map(TokenText::visible)
                .or(() -> option.figures().stream()
                        .filter(Figure.Pieces.class::isInstance)
                        .map(Figures::text)
                        .findFirst());
    }

    private static String label(Pick.Option option) {
        return tokens(option)
                .orElseGet(() -> Messages.ENGLISH.say(
                        "lesson.option." + option.word(),
                        option.figures().stream().map(Figures::text).toArray()));
    }

    private static String sentence(Pick pick, Verdict verdict) {
        if (verdict.right()) {
            return Messages.ENGLISH.say("lesson.right." + pick.name(), right(pick));
        }
        return verdict.mistake()
                .map(mistake -> FeedbackView.say(
                        List.of(
                                "lesson.mistake." + mistake.name() + "." + pick.name(),
                                "lesson.mistake." + mistake.name()),
                        TokenText.visible(mistake.token())))
                .orElseGet(() -> Messages.ENGLISH.say("lesson.wrong." + pick.name()));
    }

    private static String right(Pick pick) {
        return pick.options().stream()
                .filter(option -> option.word().equals(pick.right()))
                .map(ChooseAnswer::label)
                .findFirst()
                .orElseThrow();
    }
}
