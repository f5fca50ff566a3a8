package logitlab.web.challenge;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.ChallengeQuestion;
import logitlab.web.link.ChallengeLink;

/** The questions of a link and its answers, judged. */
record Submission(ChallengeLink link, Challenge challenge, List<GradedAnswer> questions) {

    /** The number of right answers that a certificate takes. */
    static final int ENOUGH = 8;

    static Submission of(ChallengeLink link, Challenge challenge) {
        List<ChallengeQuestion> questions = challenge.questions();
        return new Submission(
                link,
                challenge,
                IntStream.range(0, questions.size())
                        .mapToObj(i -> GradedAnswer.of(i + 1, questions.get(i), link))
                        .toList());
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
}
