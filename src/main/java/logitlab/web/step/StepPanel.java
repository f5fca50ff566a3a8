package logitlab.web.step;

import java.util.List;
import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.chat.RenderedPrompt;
import logitlab.web.link.HiddenField;
import logitlab.web.link.PlayLink;
import logitlab.web.link.TableShape;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import logitlab.web.view.ToolEntry;

/**
 * The part of the playground that every step swaps: the step bar and the lanes.
 *
 * @param logits the picture of all logits; empty if every lane had finished before this step
 * @param rendered what the chat template made of the prompt, if it is a chat
 * @param playing how far a run is, if the step is part of one
 */
public record StepPanel(
        Messages messages,
        StepSummary step,
        Verification verification,
        List<LaneView> lanes,
        Optional<LogitsPicture> logits,
        Optional<RenderedPrompt> rendered,
        Optional<String> playing)
        implements View {

    public static StepPanel of(Messages messages, OpenedLink play) {
        return of(messages, play, Optional.empty());
    }

    /** A step of a run. @param last the step after which it ends */
    public static StepPanel playing(Messages messages, OpenedLink play, int last) {
        return of(
                messages,
                play,
                Optional.of(messages.say("stream.playing", play.link().at() + 1, last + 1)));
    }

    private static StepPanel of(Messages messages, OpenedLink play, Optional<String> playing) {
        List<LaneStep> steps = LaneStep.all(messages, play);
        return new StepPanel(
                messages,
                StepSummary.of(messages, play, steps),
                Verification.of(messages, play),
                play.lanes().keySet().stream()
                        .map(name -> LaneView.of(messages, play, name, steps))
                        .toList(),
                steps.isEmpty() ? Optional.empty() : Optional.of(LogitsPicture.of(messages, steps)),
                RenderedPrompt.of(messages, play.link().prompt(), play.model(), play.prompt()),
                playing);
    }

    /** What is announced to screen readers. */
    public String said() {
        return playing.isEmpty() ? step.said() : step.saidWhilePlaying();
    }

    /** What the picture shows: one draw and the number of decoders. */
    public String heading() {
        return say("lab.heading", lanes.size());
    }

    /** The seed of the draw. */
    public String seed() {
        return Long.toString(link().seed());
    }

    /** The link with a sampled lane more, and its tab; empty if there are four. */
    public Optional<String> anotherLane() {
        return link().withOpeningLane().map(more -> LaneMenu.withTab(link(), more));
    }

    /** The name that one lane more would get in the link; nothing if there are four. */
    public String freeLane() {
        return link().freeLane().orElse("");
    }

    /** The lane whose candidates a phone shows at first: the first that has a draw. */
    public String drawing() {
        return link().drawing();
    }

    /** Leads to the paths that were tried, and says if the link has no room for the next; empty if none was left. */
    public Optional<LinkedSentence> paths() {
        int tried = link().paths().paths().size();
        boolean chosen =
                link().lanes().values().stream().anyMatch(lane -> !lane.forced().isEmpty());
        return link().tree().isEmpty() && (link().hasRoomForPaths() || !chosen)
                ? Optional.empty()
                : Optional.of(new LinkedSentence(
                        say(link().hasRoomForPaths() ? "lab.paths" : "lab.paths.full", tried),
                        ToolLink.of(Tool.PATHS, link()).address()));
    }

    /** A sentence that is a link. */
    public record LinkedSentence(String sentence, String address) {}

    /** The pages that examine this step. */
    public List<ToolEntry> tools() {
        return ToolEntry.all(messages, link());
    }

    /** What the examples keep of the page: see {@link PlayLink#kept}. */
    public String kept() {
        return link().kept();
    }

    /** Whether a candidate leads to the bill of its logit. */
    public boolean bills() {
        return lanes.stream()
                .flatMap(lane -> lane.choice().stream())
                .flatMap(choice -> choice.rows().stream())
                .anyMatch(row -> row.bill().isPresent());
    }

    public boolean allColumns() {
        return link().table().allColumns();
    }

    /** The link of this step with more columns, or with fewer. */
    public String otherColumns() {
        return link().table(new TableShape(link().table().rows(), !allColumns()))
                .query();
    }

    private PlayLink link() {
        return step.play().link();
    }

    /** The hidden fields of the form that takes several steps: the whole link. */
    public List<HiddenField> whole() {
        return HiddenField.of(link().toMap(), key -> true);
    }

    /** The hidden fields of the form behind the chips, each of which sends the step that it leads to. */
    public List<HiddenField> anyStep() {
        return HiddenField.of(link().toMap(), key -> !key.equals("at"));
    }

    /** The hidden fields of a form that changes a lane: the link with only what was chosen before the step looked at. */
    public List<HiddenField> settled() {
        return HiddenField.of(link().rewound().toMap(), key -> true);
    }

    /** The hidden fields of the prompt form. */
    public List<HiddenField> promptForm() {
        return PlayForm.ofPrompt(link().toMap());
    }

    /** The hidden fields of the settings form, which keeps only what was chosen before the step looked at. */
    public List<HiddenField> settingsForm() {
        return PlayForm.ofSettings(link().rewound().toMap());
    }

    /** The most steps that “Run” takes. */
    public int mostSteps() {
        return PlayLink.MOST_STEPS;
    }
}
