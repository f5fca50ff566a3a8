package logitlab.web.lessons;

import java.util.Optional;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.SoftmaxWork;
import logitlab.lesson.Mistake;
import logitlab.lesson.NumberExercise;
import logitlab.lesson.Verdict;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * What an exercise says to an answer.
 *
 * @param state {@code none}, {@code right}, {@code not-yet} or {@code invalid}
 * @param wrongField the name of the field whose word is no answer at all
 */
public record FeedbackView(String state, String sentence, Optional<String> wrongField) implements Fragment {

    private static final FeedbackView NONE = new FeedbackView("none", "", Optional.empty());

    static FeedbackView of(NumberExercise.Attempt attempt) {
        return attempt.wrong()
                .map(invalid -> invalid(attempt.asked(), invalid))
                .or(() -> attempt.verdict().map(verdict -> of(attempt.asked(), verdict)))
                .orElse(NONE);
    }

    /** An empty answer has no value that could be quoted. */
    private static FeedbackView invalid(NumberExercise asked, InvalidValue invalid) {
        String sentence = invalid.value().isEmpty()
                ? Messages.ENGLISH.say("lesson.answer.empty")
                : Messages.ENGLISH.say(
                        new InvalidValue(Messages.ENGLISH.say("lesson.answer.field"), invalid.rule(), invalid.value()));
        return new FeedbackView("invalid", sentence, Optional.of(asked.id() + ".answer"));
    }

    private static FeedbackView of(NumberExercise asked, Verdict verdict) {
        SoftmaxWork.Line line =
                asked.computation().work().line(asked.computation().of());
        if (verdict.right()) {
            String sentence = Messages.ENGLISH.say(
                    "lesson.right",
                    asked.computation().token(),
                    Numbers.share(line.probability()),
                    Numbers.percent(line.probability()));
            return new FeedbackView("right", sentence, Optional.empty());
        }
        String sentence = verdict.mistake()
                .map(mistake -> sentence(asked, mistake))
                .orElseGet(() -> Messages.ENGLISH.say("lesson.wrong"));
        return new FeedbackView("not-yet", sentence, Optional.empty());
    }

    /** What one says to a mistake can depend on the unit that was asked for. */
    private static String sentence(NumberExercise asked, Mistake mistake) {
        String key = "lesson.mistake." + mistake.name();
        String ofUnit = key + "." + asked.unit().word();
        return Messages.ENGLISH.say(
                Messages.ENGLISH.keys().contains(ofUnit) ? ofUnit : key,
                mistake.token(),
                asked.computation().token());
    }

    public boolean silent() {
        return state.equals("none");
    }

    /** The state by its shape, for those who do not see it by its colour. */
    public String mark() {
        return state.equals("right") ? "✓" : state.equals("invalid") ? "!" : "↻";
    }

    @Override
    public boolean wrong() {
        return wrongField.isPresent();
    }

    @Override
    public String template() {
        return "fragments/feedback";
    }
}
