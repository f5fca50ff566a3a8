package logitlab.web.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.lesson.Lessons;
import logitlab.model.LanguageModel;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.Query;

/**
 * The ten questions on one page, and, once they were answered, what the answers came to.
 *
 * @param link the address that asks these questions
 * @param notice what is to be known of the link first
 * @param carried hidden words of the form: which questions these are
 * @param facts of which model and which seed they are
 * @param fresh to other questions
 */
public record ChallengePage(
        String link,
        Optional<String> notice,
        Optional<Summary> summary,
        List<QuestionView> questions,
        List<Hidden> carried,
        String facts,
        String fresh)
        implements Page {

    static ChallengePage of(Paper paper, Lessons lessons) {
        return of(Optional.empty(), paper, lessons);
    }

    /** The questions that the weights here ask from the same seed, for a link whose own cannot be asked. */
    static ChallengePage ofOtherWeights(Paper afresh, Lessons lessons) {
        return of(Optional.of(Messages.ENGLISH.say("challenge.other-weights")), afresh, lessons);
    }

    private static ChallengePage of(Optional<String> notice, Paper paper, Lessons lessons) {
        LanguageModel model = paper.challenge().model();
        String fresh = "/challenge?" + Query.format(Map.of("model", model.id()));
        return new ChallengePage(
                paper.link().address(),
                notice,
                paper.link().answered() ? Optional.of(Summary.of(paper, lessons, fresh)) : Optional.empty(),
                paper.questions().stream()
                        .map(question -> QuestionView.of(question, model))
                        .toList(),
                Hidden.of(paper.link().questions(), key -> true),
                Messages.ENGLISH.say(
                        "challenge.facts",
                        model.card().name(),
                        Long.toString(paper.challenge().seed())),
                fresh);
    }

    @Override
    public String title() {
        return say("challenge.title");
    }

    @Override
    public String description() {
        return say("challenge.lead");
    }

    @Override
    public String section() {
        return "lessons/challenge";
    }

    @Override
    public boolean computed() {
        return true;
    }
}
