package logitlab.web.play;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.lesson.file.CourseOutline;
import logitlab.model.Models;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;
import logitlab.web.lessons.TermMeanings;
import logitlab.web.link.HiddenField;
import logitlab.web.link.PlayLink;
import logitlab.web.step.OpenedLink;
import logitlab.web.step.PlayForm;
import logitlab.web.step.StepPanel;

/**
 * The whole playground: the prompt, the settings, and the lab.
 *
 * @param refused the values of a link that cannot be opened, as far as a new link can use them
 * @param lab empty if the link cannot be opened
 */
public record PlayPage(
        Messages messages,
        PlayForm form,
        List<ExamplePrompt> examples,
        Map<String, String> refused,
        Optional<StepPanel> lab,
        Optional<PagePreview> preview,
        TermMeanings meanings)
        implements Page {

    /** The settings, and the lessons about them. */
    private static final Map<String, String> TAUGHT = Map.of(
            "temperature", "temperature",
            "top-k", "truncation",
            "top-p", "truncation",
            "min-p", "truncation",
            "typical-p", "truncation",
            "bias", "shaping",
            "repetition-penalty", "shaping");

    /** @param origin the origin at which the visitor reached this server, if known */
    static PlayPage of(
            Messages messages, OpenedLink play, Models models, CourseOutline course, Optional<String> origin) {
        StepPanel panel = StepPanel.of(messages, play);
        String query = panel.step().query();
        Optional<PagePreview> preview = origin.map(server -> new PagePreview(
                messages,
                server,
                "/play?" + query,
                "/play/picture.png?" + query,
                panel.step().pictured()));
        PlayForm form = PlayForm.of(messages, play.link(), models);
        return of(messages, form, models, course, Map.of(), Optional.of(panel), preview);
    }

    /** The page for a link that cannot be opened: what is wrong, and everything that was typed. */
    static PlayPage refused(
            Messages messages, Map<String, String> values, InputProblem problem, Models models, CourseOutline course) {
        PlayForm form = PlayForm.refused(messages, values, problem, models);
        return of(
                messages,
                form,
                models,
                course,
                PlayLink.right(values, problem.field().orElseThrow()),
                Optional.empty(),
                Optional.empty());
    }

    private static PlayPage of(
            Messages messages,
            PlayForm form,
            Models models,
            CourseOutline course,
            Map<String, String> refused,
            Optional<StepPanel> lab,
            Optional<PagePreview> preview) {
        List<ExamplePrompt> examples = ExamplePrompt.all(messages, form.prompt(), models.first());
        return new PlayPage(messages, form, examples, refused, lab, preview, TermMeanings.of(messages, TAUGHT, course));
    }

    @Override
    public String title() {
        return lab.map(shown -> shown.step().title()).orElseGet(() -> say("error.title.400"));
    }

    @Override
    public String description() {
        return lab.map(shown -> shown.step().description())
                .orElse(form.problem().sentence());
    }

    @Override
    public String sends() {
        return "step";
    }

    @Override
    public String section() {
        return "play";
    }

    @Override
    public boolean computed() {
        return lab.isPresent();
    }

    /** What the examples keep of the page. */
    public String kept() {
        return lab.map(StepPanel::kept).orElse("");
    }

    /** The hidden fields of the prompt form if there is no lab to add them. */
    public List<HiddenField> promptForm() {
        return PlayForm.ofPrompt(refused);
    }

    /** The hidden fields of the small forms of each lane if there is no lab to add them. */
    public List<HiddenField> settled() {
        return HiddenField.of(refused, key -> true);
    }

    /** The hidden fields of the settings form if there is no lab to add them. */
    public List<HiddenField> settingsForm() {
        return PlayForm.ofSettings(refused);
    }
}
