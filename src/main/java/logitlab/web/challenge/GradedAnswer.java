package logitlab.web.challenge;

import java.util.Locale;
import java.util.Optional;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.challenge.ChallengeQuestion;
import logitlab.web.link.ChallengeLink;

/**
 * A question and the judgement on its answer.
 *
 * @param number 1 for the first
 * @param typed as it was typed or chosen
 * @param invalid why the answer cannot be read, if it cannot
 */
record GradedAnswer(
        int number, ChallengeQuestion question, String typed, State state, Optional<InvalidValueException> invalid) {

    enum State {
        /** It can be read, but nothing has been judged yet; or nothing has been sent. */
        OPEN,
        EMPTY,
        INVALID,
        WRONG,
        RIGHT;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static GradedAnswer of(int number, ChallengeQuestion question, ChallengeLink link) {
        String typed = link.answers().getOrDefault(question.kind().key(), "");
        if (typed.isBlank()) {
            return new GradedAnswer(
                    number, question, typed, link.answered() ? State.EMPTY : State.OPEN, Optional.empty());
        }
        try {
            State state = question.judge(typed) ? State.RIGHT : State.WRONG;
            return new GradedAnswer(number, question, typed, state, Optional.empty());
        } catch (InvalidValueException invalid) {
            return new GradedAnswer(number, question, typed, State.INVALID, Optional.of(invalid));
        }
    }

    /** The same answer before it is judged: a right or wrong one is only an answer. */
    GradedAnswer unjudged() {
        boolean judged = state == State.RIGHT || state == State.WRONG;
        return judged ? new GradedAnswer(number, question, typed, State.OPEN, invalid) : this;
    }

    /** The name of the common mistake that leads to a wrong answer, if it is known. */
    Optional<String> mistake() {
        return state == State.WRONG ? question.mistake(typed) : Optional.empty();
    }
}
