package logitlab.web.lessons.widget;

import logitlab.decoding.Step;
import logitlab.lesson.widget.CandidatesWidget;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.LaneLink;
import logitlab.web.step.ChoiceView;

/** The candidates of a step with their charts, as the playground shows them. */
public record CandidatesWidgetView(Messages messages, String decoder, ChoiceView choice) implements View {

    public static WidgetView.Output of(CandidatesWidget widget, LessonRequest request) {
        Messages messages = request.messages();
        Step step = widget.step();
        String decoder = widget.decoder().key();
        ChoiceView choice = ChoiceView.of(
                messages,
                widget.id(),
                messages.say("lane." + decoder),
                widget.decoder(),
                step,
                step.chosen(),
                false,
                widget.top(),
                id -> WidgetView.token(widget, id),
                WidgetView.bills(
                        messages,
                        widget,
                        LaneLink.of(widget.decoder(), widget.config().settings()),
                        widget.seed(),
                        step.chosen()));
        return new WidgetView.Output(
                messages.say("lab.announcement", choice.title(), WidgetView.token(widget, step.chosen())),
                new CandidatesWidgetView(messages, decoder, choice),
                WidgetView.step(
                        widget.seed(), 0, widget.decoder(), widget.config().settings()));
    }
}
