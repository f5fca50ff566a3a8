package logitlab.web.play;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.input.InvalidValue;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.Preview;
import logitlab.web.Problem;
import logitlab.web.link.Hidden;
import logitlab.web.link.Link;
import logitlab.web.step.Lab;
import logitlab.web.step.Play;
import logitlab.web.step.PlayForm;

/**
 * The whole playground: the prompt, the settings, and the lab.
 *
 * @param refused the values of a link that cannot be opened, as far as a new link can use them
 * @param lab empty if the link cannot be opened
 */
public record PlayPage(
        Messages messages,
        PlayForm form,
        List<Example> examples,
        Map<String, String> refused,
        Optional<Lab> lab,
        Optional<Preview> preview)
        implements Page {

    /** @param origin the origin at which the visitor reached this server, if known */
    static PlayPage of(Messages messages, Play play, Models models, Optional<String> origin) {
        Lab lab = Lab.of(messages, play);
        String query = lab.step().query();
        Optional<Preview> preview = origin.map(server -> new Preview(
                messages,
                server,
                "/play?" + query,
                "/play/picture.png?" + query,
                messages.say("picture.alt", lab.step().announcement())));
        PlayForm form = PlayForm.of(play.link(), models);
        return of(messages, form, models, Map.of(), Optional.of(lab), preview);
    }

    /** The page for a link that cannot be opened: what is wrong, and everything that was typed. */
    static PlayPage refused(Messages messages, Map<String, String> values, InvalidValue invalid, Models models) {
        Problem problem = Problem.of(messages, invalid, values::get);
        PlayForm form = PlayForm.refused(values, problem, models);
        return of(messages, form, models, Link.right(values, invalid.field()), Optional.empty(), Optional.empty());
    }

    private static PlayPage of(
            Messages messages,
            PlayForm form,
            Models models,
            Map<String, String> refused,
            Optional<Lab> lab,
            Optional<Preview> preview) {
        List<Example> examples = Example.all(messages, form.prompt(), models.first());
        return new PlayPage(messages, form, examples, refused, lab, preview);
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
    public String section() {
        return "play";
    }

    @Override
    public boolean computed() {
        return lab.isPresent();
    }

    /** The hidden fields of the prompt form if there is no lab to add them. */
    public List<Hidden> promptForm() {
        return PlayForm.ofPrompt(refused);
    }

    /** The hidden fields of the settings form if there is no lab to add them. */
    public List<Hidden> settingsForm() {
        return PlayForm.ofSettings(refused);
    }
}
