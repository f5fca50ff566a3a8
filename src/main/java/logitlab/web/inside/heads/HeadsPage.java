package logitlab.web.inside.heads;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.explain.HeadScores;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;
import logitlab.web.link.HeadsLink;
import logitlab.web.link.HiddenField;
import logitlab.web.link.Query;
import logitlab.web.link.Weights;
import logitlab.web.view.ModelChoice;

/**
 * The page of all heads of a model, or the reason why there is nothing to show.
 *
 * @param title for the browser's tab
 * @param carried the hidden parameters of the form for another model
 * @param problem with a link that cannot be opened
 * @param shown the heads, if the model has scores
 * @param note why there is nothing to show, or that the link was made with other weights
 * @param today the page on today's weights, for a link that was made with others
 * @param link the canonical link of what is shown; empty for a problem
 * @param inside the look inside of the same model
 */
public record HeadsPage(
        Messages messages,
        String title,
        List<ModelChoice> models,
        List<HiddenField> carried,
        InputProblem problem,
        Optional<HeadsView> shown,
        Optional<String> note,
        Optional<String> today,
        Optional<String> link,
        String inside,
        Optional<PagePreview> preview)
        implements Page {

    /** @param link the canonical one @param scores of the model, if it has some */
    static HeadsPage of(
            Messages messages,
            HeadsLink link,
            Models models,
            LanguageModel model,
            Optional<HeadScores> scores,
            Optional<String> origin) {
        String title = title(messages, model);
        String address = "/inside/heads?" + link.query();
        return new HeadsPage(
                messages,
                title,
                ModelChoice.all(models, model.id()),
                carried(link.toMap()),
                InputProblem.NONE,
                scores.map(found -> HeadsView.of(messages, link, model, found)),
                scores.isPresent() ? Optional.empty() : Optional.of(HeadScoring.missing(messages, model)),
                Optional.empty(),
                Optional.of(address),
                inside(model),
                PagePreview.of(messages, origin, address, "/pictures/heads.png", messages.say("heads.heading")));
    }

    /** For a link that was made with weights that are not here. */
    static HeadsPage ofOtherWeights(Messages messages, HeadsLink link, Models models, Weights weights) {
        return new HeadsPage(
                messages,
                messages.say("weights.title"),
                ModelChoice.all(models, weights.today().id()),
                carried(link.toMap()),
                InputProblem.NONE,
                Optional.empty(),
                Optional.of(messages.say(weights)),
                Optional.of("/inside/heads?" + link.on(weights.today()).query()),
                Optional.empty(),
                inside(weights.today()),
                Optional.empty());
    }

    /** The page for a link that cannot be opened: what is wrong, and what else was given. */
    static HeadsPage refused(
            Messages messages, Map<String, String> parameters, InvalidValueException invalid, Models models) {
        return new HeadsPage(
                messages,
                messages.say("error.title.400"),
                ModelChoice.all(
                        models, parameters.getOrDefault("model", models.first().id())),
                carried(HiddenField.right(parameters, invalid.field(), HeadsLink::known)),
                InputProblem.of(messages, invalid),
                Optional.empty(),
                Optional.of(messages.say("play.refused")),
                Optional.empty(),
                Optional.empty(),
                inside(models.first()),
                Optional.empty());
    }

    private static String title(Messages messages, LanguageModel model) {
        return messages.say("heads.title", model.card().name());
    }

    private static List<HiddenField> carried(Map<String, String> parameters) {
        return HiddenField.of(parameters, "by"::equals);
    }

    private static String inside(LanguageModel model) {
        return "/inside?" + Query.format(Map.of("model", model.id()));
    }

    @Override
    public String description() {
        return shown.map(HeadsView::sentence)
                .or(() -> note)
                .filter(sentence -> !problem.field().isPresent())
                .orElse(problem.sentence());
    }

    @Override
    public String section() {
        return "inside/heads";
    }

    @Override
    public boolean computed() {
        return shown.isPresent();
    }

    /** Whether the problem of the page is about the model. */
    public boolean wrongModel() {
        return problem.isAbout("model");
    }
}
