package logitlab.web.lessons;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.lesson.Attempt;
import logitlab.lesson.ChooseExercise;
import logitlab.lesson.Pick;
import logitlab.lesson.Verdict;
import logitlab.web.Messages;
import logitlab.web.TokenText;

/** Radio buttons, one an option, and what is said to the chosen one. */
public record ChooseAnswer(String id, List<Option> options) implements Fragment {

    /** One radio button. */
    public record Option(String id, String word, String label, boolean token, boolean chosen) {}

    static ExerciseView view(Attempt<ChooseExercise> attempt, Visit visit) {
        ChooseExercise asked = attempt.asked();
        List<Pick.Option> options = asked.pick().options();
        ChooseAnswer answer = new ChooseAnswer(
                asked.id(),
                IntStream.range(0, options.size())
                        .mapToObj(i -> new Option(
                                asked.id() + "-answer-" + i,
                                options.get(i).word(),
                                label(options.get(i)),
                                options.get(i).token().isPresent(),
                                options.get(i).word().equals(attempt.typed("answer"))))
                        .toList());
        return ExerciseView.of(
                attempt,
                visit,
                answer,
                FeedbackView.of(
                        attempt,
                        wrong -> FeedbackView.invalid(wrong, Messages.ENGLISH.say("lesson.answer.empty.choose")),
                        verdict -> sentence(asked, verdict)));
    }

    private static String label(Pick.Option option) {
        return option.token()
                .map(TokenText::visible)
                .orElseGet(() -> Messages.ENGLISH.say("lesson.option." + option.word()));
    }

    private static String right(Pick pick) {
        return pick.options().stream()
                .filter(option -> option.word().equals(pick.right()))
                .map(ChooseAnswer::label)
                .findFirst()
                .orElseThrow();
    }

    private static String sentence(ChooseExercise asked, Verdict verdict) {
        Pick pick = asked.pick();
        if (verdict.right()) {
            return Messages.ENGLISH.say("lesson.right." + pick.name(), right(pick));
        }
        return verdict.mistake()
                .map(mistake -> FeedbackView.say(
                        List.of(
                                "lesson.mistake." + mistake.name() + "." + pick.name(),
                                "lesson.mistake." + mistake.name()),
                        mistake.token()))
                .orElseGet(() -> Messages.ENGLISH.say("lesson.wrong." + pick.name()));
    }

    @Override
    public String template() {
        return "fragments/choose";
    }
}
