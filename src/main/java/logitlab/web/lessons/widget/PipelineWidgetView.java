package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.Step;
import logitlab.decoding.beam.BeamSettings;
import logitlab.lesson.widget.PipelineWidget;
import logitlab.model.Lane;
import logitlab.model.Switches;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.lessons.picture.Circuit;
import logitlab.web.lessons.picture.LaneCircuit;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PromptLink;

/**
 * One step from the text to the token, station by station, as a picture and in words.
 *
 * @param lane the tokens of the steps before this one
 */
public record PipelineWidgetView(
        Messages messages, PipelineWidget widget, Lane lane, Circuit circuit, PlaybackLinks playback) implements View {

    public static WidgetView.Output of(PipelineWidget widget, LessonRequest request) {
        Messages messages = request.messages();
        Lane lane = widget.lane();
        Step step = lane.step(lane.ids().size());
        int number = lane.ids().size() + 1;
        boolean ends = lane.run(1).finished().isPresent();
        PlaybackLinks playback = PlaybackLinks.of(
                request,
                widget.id(),
                messages.say("lesson.circuit.next"),
                "turn",
                number,
                !ends && number < PipelineWidget.TURNS.max(),
                widget.playing());
        return new WidgetView.Output(
                messages.say("lesson.circuit.step", number, WidgetView.token(widget, step.chosen())),
                new PipelineWidgetView(
                        messages,
                        widget,
                        lane,
                        new LaneCircuit(
                                        messages,
                                        lane,
                                        step,
                                        widget.config().live().prompt())
                                .whole(),
                        playback),
                WidgetView.step(
                        widget.seed(),
                        number - 1,
                        widget.decoder(),
                        widget.config().settings()));
    }

    /** The address of the look inside at this step. */
    public String inside() {
        LaneLink link = new LaneLink(
                Optional.empty(),
                lane.decoder(),
                Optional.of(lane.model().id()),
                Optional.of(lane.model().card().digest()),
                lane.settings(),
                BeamSettings.USUAL,
                Switches.NONE,
                lane.ids(),
                List.of());
        return "/inside?"
                + InsideLink.of(PromptLink.of(widget.config().live().prompt()), widget.seed(), link)
                        .query();
    }
}
