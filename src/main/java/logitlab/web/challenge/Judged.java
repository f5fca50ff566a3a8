package logitlab.web.challenge;

import java.util.Locale;
import java.util.Optional;
import logitlab.decoding.input.InvalidValue;
import logitlab.lesson.challenge.Question;
import logitlab.web.link.ChallengeLink;

/**
 * A question and the judgement on its answer.
 *
 * @param number 1 for the first
 * @param typed as it was typed or chosen
 * @param invalid why the answer cannot be read, if it cannot
 */
record Judged(int number, Question question, String typed, State state, Optional<InvalidValue> invalid) {

    enum State {
        /** Nothing has been sent yet. */
        OPEN,
        EMPTY,
        INVALID,
        WRONG,
        RIGHT;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Judged of(int number, Question question, ChallengeLink link) {
        String typed = link.answers().getOrDefault(question.sort().key(), "");
        if (typed.isBlank()) {
            return new Judged(number, question, typed, link.answered() ? State.EMPTY : State.OPEN, Optional.empty());
        }
        try {
            State state = question.judge(typed) ? State.RIGHT : State.WRONG;
            return new Judged(number, question, typed, state, Optional.empty());
        } catch (InvalidValue invalid) {
            return new Judged(number, question, typed, State.INVALID, Optional.of(invalid));
        }
    }

    /** Whether the solution may be shown. */
    boolean solved() {
        return state == State.RIGHT || state == State.WRONG;
    }
}
