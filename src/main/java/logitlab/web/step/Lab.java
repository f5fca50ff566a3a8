package logitlab.web.step;

import java.util.List;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.Hidden;
import logitlab.web.link.Link;

/** The part of the playground that every step swaps: the step bar and the lanes. */
public record Lab(Messages messages, StepSummary step, Verification verification, List<LaneView> lanes)
        implements View {

    public static Lab of(Messages messages, Play play) {
        return new Lab(
                messages,
                StepSummary.of(messages, play),
                Verification.of(messages, play),
                play.lanes().keySet().stream()
                        .map(name -> LaneView.of(messages, play, name))
                        .toList());
    }

    private Link link() {
        return step.play().link();
    }

    /** The hidden fields of the form that takes several steps: the whole link. */
    public List<Hidden> whole() {
        return Hidden.of(link().toMap(), key -> true);
    }

    /** The hidden fields of the form behind the chips, each of which sends the step that it leads to. */
    public List<Hidden> anyStep() {
        return Hidden.of(link().toMap(), key -> !key.equals("at"));
    }

    /** The hidden fields of the prompt form. */
    public List<Hidden> promptForm() {
        return PlayForm.ofPrompt(link().toMap());
    }

    /** The hidden fields of the settings form, which keeps only what was chosen before the step looked at. */
    public List<Hidden> settingsForm() {
        return PlayForm.ofSettings(link().first(link().at()).toMap());
    }

    /** The most steps that “Run” takes. */
    public int mostSteps() {
        return Link.MOST_STEPS;
    }
}
