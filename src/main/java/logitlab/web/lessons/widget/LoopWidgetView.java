package logitlab.web.lessons.widget;

import logitlab.decoding.Step;
import logitlab.lesson.widget.LoopWidget;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.lessons.picture.Circuit;
import logitlab.web.lessons.picture.LaneCircuit;

/** One step of the loop as a picture, and the buttons to go on. */
public record LoopWidgetView(Messages messages, Circuit circuit, PlaybackLinks playback) implements View {

    public static WidgetView.Output of(LoopWidget widget, LessonRequest request) {
        Messages messages = request.messages();
        Lane lane = widget.lane();
        Step step = lane.step(lane.ids().size());
        int number = lane.ids().size() + 1;
        Circuit circuit =
                new LaneCircuit(messages, lane, step, widget.config().live().prompt()).loop();
        boolean ends = lane.run(1).finished().isPresent();
        return new WidgetView.Output(
                messages.say("lesson.circuit.step", number, WidgetView.token(widget, step.chosen())),
                new LoopWidgetView(
                        messages,
                        circuit,
                        PlaybackLinks.of(
                                request,
                                widget.id(),
                                messages.say("lesson.circuit.next"),
                                "step",
                                number,
                                !ends && number < LoopWidget.STEPS.max(),
                                widget.playing())),
                WidgetView.step(
                        widget.seed(),
                        number - 1,
                        widget.decoder(),
                        widget.config().settings()));
    }
}
