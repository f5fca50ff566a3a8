package logitlab.web.inside;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;
import logitlab.web.chat.PromptFields;
import logitlab.web.link.HiddenField;
import logitlab.web.link.InsideLink;
import logitlab.web.link.PromptLink;
import logitlab.web.view.ModelChoice;

/**
 * The whole look inside: the form for a prompt, and the look, which is missing if the link cannot be opened.
 *
 * @param prompt as the visitor typed it
 * @param saying the prompt's other fields
 * @param carried the hidden parameters of the form if there is no look to bring them
 * @param origin the origin at which the visitor reached this server, if known
 */
public record InsidePage(
        Messages messages,
        String prompt,
        PromptFields saying,
        List<ModelChoice> models,
        InputProblem problem,
        List<HiddenField> carried,
        Optional<InsidePanel> look,
        Optional<String> origin)
        implements Page {

    /** The parameters that belong to the old text or the old model. */
    private static final Set<String> OF_THE_TEXT =
            Set.of("model", "digest", "ids", "other", "position", "layer", "head", "station", "target", "against");

    static InsidePage of(OpenedInsideLink opened, Models models, Optional<String> origin) {
        return new InsidePage(
                opened.messages(),
                opened.link().prompt().text(),
                PromptFields.of(opened.messages(), opened.link().prompt(), opened.model()),
                ModelChoice.all(models, opened.model().id()),
                InputProblem.NONE,
                List.of(),
                Optional.of(InsidePanel.of(opened)),
                origin);
    }

    /** The page for a link that cannot be opened: what is wrong, and everything that was typed. */
    static InsidePage refused(
            Messages messages, Map<String, String> parameters, InvalidValueException invalid, Models models) {
        String model = parameters.getOrDefault("model", models.first().id());
        InputProblem problem = InputProblem.of(messages, invalid);
        return new InsidePage(
                messages,
                parameters.getOrDefault("prompt", ""),
                PromptFields.refused(messages, parameters, models.nearest(model).orElseGet(models::first), problem),
                ModelChoice.all(models, model),
                problem,
                carried(HiddenField.right(parameters, invalid.field(), InsideLink::known)),
                Optional.empty(),
                Optional.empty());
    }

    static List<HiddenField> carried(Map<String, String> parameters) {
        return HiddenField.of(
                parameters, key -> !PromptLink.isKey(key) && !OF_THE_TEXT.contains(key) && !key.startsWith("switch."));
    }

    @Override
    public String title() {
        return look.map(InsidePanel::title).orElseGet(() -> say("error.title.400"));
    }

    @Override
    public String description() {
        return look.map(InsidePanel::description).orElse(problem.sentence());
    }

    @Override
    public String sends() {
        return "look";
    }

    @Override
    public String section() {
        return "inside";
    }

    @Override
    public Optional<PagePreview> preview() {
        return look.flatMap(shown -> PagePreview.of(
                messages,
                origin,
                "/inside?" + shown.query(),
                "/inside/picture.png?" + shown.query(),
                say("inside.heading")));
    }

    @Override
    public boolean computed() {
        return look.isPresent();
    }

    /** Whether the problem of the page is about this field. */
    public boolean wrong(String key) {
        return problem.isAbout(key);
    }
}
