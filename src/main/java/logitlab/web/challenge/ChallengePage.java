package logitlab.web.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.lesson.Lessons;
import logitlab.lesson.challenge.Challenge;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.Page;
import logitlab.web.Preview;
import logitlab.web.Query;

/**
 * The ten questions on one page, and, once they were answered, what the answers came to.
 *
 * @param notice what is to be known of the link first
 * @param others models whose questions can be asked instead, if this model's cannot
 * @param carried hidden words of the form: which questions these are
 * @param facts of which model and which seed they are
 * @param fresh to other questions
 * @param address the address of the questions, without answers
 * @param origin the origin at which the visitor reached this server, if known
 */
public record ChallengePage(
        Optional<String> notice,
        Optional<Summary> summary,
        List<QuestionView> questions,
        List<Other> others,
        List<Hidden> carried,
        String facts,
        String fresh,
        String address,
        Optional<String> origin)
        implements Page {

    /** The challenge of a different model. */
    public record Other(String label, String link) {}

    /** Explains that a model's texts are too short for enough questions. @param others models that have enough */
    static ChallengePage impossible(Challenge challenge, Models models, Optional<String> origin) {
        LanguageModel model = challenge.model();
        String sentence = Messages.ENGLISH.say(
                "challenge.impossible",
                model.card().name(),
                Numbers.count(model.card().contextLength()),
                challenge.questions().size(),
                Paper.ENOUGH);
        return new ChallengePage(
                Optional.of(sentence),
                Optional.empty(),
                List.of(),
                models.all().stream()
                        .filter(other -> other != model)
                        .map(other -> new Other(
                                Messages.ENGLISH.say(
                                        "challenge.other", other.card().name()),
                                fresh(other)))
                        .toList(),
                List.of(),
                "",
                "",
                fresh(model),
                origin);
    }

    static ChallengePage of(Paper paper, Lessons lessons, Optional<String> origin) {
        return of(Optional.empty(), paper, lessons, origin);
    }

    /** The questions that the weights here ask from the same seed, for a link whose own cannot be asked. */
    static ChallengePage ofOtherWeights(Paper afresh, Lessons lessons, Optional<String> origin) {
        return of(Optional.of(Messages.ENGLISH.say("challenge.other-weights")), afresh, lessons, origin);
    }

    private static String fresh(LanguageModel model) {
        return "/challenge?" + Query.format(Map.of("model", model.id()));
    }

    private static ChallengePage of(Optional<String> notice, Paper paper, Lessons lessons, Optional<String> origin) {
        LanguageModel model = paper.challenge().model();
        String fresh = fresh(model);
        return new ChallengePage(
                notice,
                paper.link().answered() ? Optional.of(Summary.of(paper, lessons, fresh)) : Optional.empty(),
                paper.questions().stream()
                        .map(question -> QuestionView.of(question, model))
                        .toList(),
                List.of(),
                Hidden.of(paper.link().questions(), key -> true),
                Messages.ENGLISH.say(
                        "challenge.facts",
                        model.card().name(),
                        Long.toString(paper.challenge().seed())),
                fresh,
                "/challenge?" + Query.format(paper.link().questions()),
                origin);
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

    @Override
    public Optional<Preview> preview() {
        return Preview.of(origin, address, "/pictures/challenge.png", title());
    }
}
