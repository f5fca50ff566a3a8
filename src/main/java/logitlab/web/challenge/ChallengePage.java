package logitlab.web.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.lesson.file.Lessons;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.Preview;
import logitlab.web.link.Hidden;
import logitlab.web.link.Query;
import logitlab.web.view.Numbers;

/**
 * The ten questions and, once they are answered, the result. If the model's texts are too short for enough questions, the page
 * offers the other models instead.
 *
 * @param otherWeights whether the link was made with other weights, so that it does not belong to these questions
 * @param origin the origin at which the visitor reached this server, if known
 */
public record ChallengePage(
        Messages messages, Paper paper, boolean otherWeights, Models models, Lessons lessons, Optional<String> origin)
        implements Page {

    /** The challenge of a different model. */
    public record Other(String label, String link) {}

    private LanguageModel model() {
        return paper.challenge().model();
    }

    private boolean possible() {
        return paper.questions().size() >= Paper.ENOUGH;
    }

    /** Something to know before the questions. */
    public Optional<String> notice() {
        if (possible()) {
            return otherWeights ? Optional.of(say("challenge.other-weights")) : Optional.empty();
        }
        return Optional.of(say(
                "challenge.impossible",
                model().card().name(),
                Numbers.count(model().card().contextLength()),
                paper.questions().size(),
                Paper.ENOUGH));
    }

    public Optional<Summary> summary() {
        return paper.link().answered() ? Optional.of(new Summary(messages, paper, lessons)) : Optional.empty();
    }

    /** Empty if there would be too few. */
    public List<QuestionView> questions() {
        if (!possible()) {
            return List.of();
        }
        return paper.questions().stream()
                .map(question -> new QuestionView(messages, question, model()))
                .toList();
    }

    public List<Other> others() {
        return models.all().stream()
                .filter(other -> other != model())
                .map(other -> new Other(say("challenge.other", other.card().name()), fresh(other)))
                .toList();
    }

    /** The hidden fields that tell which questions these are. */
    public List<Hidden> carried() {
        return Hidden.of(paper.link().questions(), key -> true);
    }

    public String facts() {
        return say(
                "challenge.facts",
                model().card().name(),
                Long.toString(paper.challenge().seed()));
    }

    /** The address of new questions. */
    public String fresh() {
        return fresh(model());
    }

    static String fresh(LanguageModel model) {
        return "/challenge?" + Query.format(Map.of("model", model.id()));
    }

    /** The address of the questions, without answers. */
    public String address() {
        return possible() ? "/challenge?" + Query.format(paper.link().questions()) : fresh();
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
        return Preview.of(messages, origin, address(), "/pictures/challenge.png", title());
    }
}
