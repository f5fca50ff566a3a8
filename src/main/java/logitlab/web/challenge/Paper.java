package logitlab.web.challenge;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.Question;
import logitlab.web.link.ChallengeLink;

/** The questions of a link and its answers, judged. */
record Paper(ChallengeLink link, Challenge challenge, List<Judged> questions) {

    /** The number of right answers that a certificate takes. */
    static final int ENOUGH = 8;

    static Paper of(ChallengeLink link, Challenge challenge) {
        List<Question> questions = challenge.questions();
        return new Paper(
                link,
                challenge,
                IntStream.range(0, questions.size())
                        .mapToObj(i -> Judged.of(i + 1, questions.get(i), link))
                        .toList());
    }

    List<Judged> with(Judged.State state) {
        return questions.stream().filter(question -> question.state() == state).toList();
    }

    int right() {
        return with(Judged.State.RIGHT).size();
    }

    boolean passed() {
        return right() >= ENOUGH;
    }
}
