package logitlab.web.challenge;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.ChallengeQuestion;
import logitlab.lesson.challenge.Edition;
import logitlab.web.link.ChallengeLink;

/**
 * The questions of a link and its answers.
 *
 * @param checked whether the answers are judged and the solutions shown, after which nothing can be answered any more
 */
record Submission(ChallengeLink link, Challenge challenge, List<GradedAnswer> questions, boolean checked) {

    /** The number of right answers that a certificate takes. */
    static final int ENOUGH = 8;

    /**
     * Judges the answers if all are there and can be read, so that a slip of the finger ends nothing. Missing ones are accepted if the
     * link says so, and in the first edition, which judged whatever was sent.
     */
    static Submission of(ChallengeLink link, Challenge challenge) {
        Submission judged = judged(link, challenge);
        boolean readable = judged.with(GradedAnswer.State.INVALID).isEmpty();
        boolean whole = link.gaps() || judged.with(GradedAnswer.State.EMPTY).isEmpty();
        boolean checked = link.answered() && (link.edition() == Edition.FIRST || readable && whole);
        return checked
                ? judged
                : new Submission(
                        link,
                        challenge,
                        judged.questions.stream().map(GradedAnswer::unjudged).toList(),
                        false);
    }

    /** Judges whatever answers there are, as a certificate does. */
    static Submission judged(ChallengeLink link, Challenge challenge) {
        List<ChallengeQuestion> questions = challenge.questions();
        return new Submission(
                link,
                challenge,
                IntStream.range(0, questions.size())
                        .mapToObj(i -> GradedAnswer.of(i + 1, questions.get(i), link))
                        .toList(),
                true);
    }

    List<GradedAnswer> with(GradedAnswer.State state) {
        return questions.stream().filter(question -> question.state() == state).toList();
    }

    int right() {
        return with(GradedAnswer.State.RIGHT).size();
    }

    boolean passed() {
        return right() >= ENOUGH;
    }

    /** The address of the page that shows these answers judged. */
    String address() {
        boolean gaps = link.edition() != Edition.FIRST
                && !with(GradedAnswer.State.EMPTY).isEmpty();
        return link.with(gaps).address();
    }

    /** Names the questions in the memory of a browser: {@code 2 storyteller 0123456789ab 7}. */
    String name() {
        return String.join(" ", link.questions().values());
    }
}
