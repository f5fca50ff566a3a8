package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import logitlab.decoding.InvalidValue;
import logitlab.lesson.Attempt;
import logitlab.lesson.Verdict;
import logitlab.web.Messages;

/**
 * What an exercise says to an answer.
 *
 * @param state {@code none}, {@code right}, {@code not-yet} or {@code invalid}
 * @param wrongField the name of the field whose word is no answer at all
 * @param shown what else an answer brings to light
 */
public record FeedbackView(String state, String sentence, Optional<String> wrongField, List<Fragment> shown)
        implements Fragment {

    private static final FeedbackView NONE = new FeedbackView("none", "", Optional.empty(), List.of());

    /** For a form of an exercise that was sent without an answer. */
    static FeedbackView unanswered(String id) {
        return new FeedbackView(
                "invalid", Messages.ENGLISH.say("lesson.answer.missing"), Optional.of(id + ".answer"), List.of());
    }

    /**
     * @param invalid the sentence for what is no answer
     * @param said the sentence for an answer
     */
    static FeedbackView of(Attempt<?> attempt, Function<InvalidValue, String> invalid, Function<Verdict, String> said) {
        return attempt.wrong()
                .map(wrong -> new FeedbackView(
                        "invalid",
                        invalid.apply(wrong),
                        Optional.of(attempt.asked().id() + "." + wrong.field()),
                        List.of()))
                .or(() -> attempt.verdict()
                        .map(verdict -> new FeedbackView(
                                verdict.right() ? "right" : "not-yet",
                                said.apply(verdict),
                                Optional.empty(),
                                List.of())))
                .orElse(NONE);
    }

    /** An answer that is no answer: an empty one has no value that could be quoted. */
    static String invalid(InvalidValue invalid, String empty) {
        return invalid.value().isEmpty()
                ? empty
                : Messages.ENGLISH.say(
                        new InvalidValue(Messages.ENGLISH.say("lesson.answer.field"), invalid.rule(), invalid.value()));
    }

    /** The sentence of the first of these keys that there is one for. */
    static String say(List<String> keys, Object... arguments) {
        return keys.stream()
                .filter(Messages.ENGLISH.keys()::contains)
                .findFirst()
                .map(key -> Messages.ENGLISH.say(key, arguments))
                .orElseThrow(() -> new IllegalStateException("no sentence for any of " + keys));
    }

    FeedbackView with(Fragment more) {
        return new FeedbackView(state, sentence, wrongField, List.of(more));
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
