package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.Step;
import logitlab.lesson.widget.PipelineWidget;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.view.StartToken;

/**
 * One turn from the text to the token, place by place.
 *
 * @param lane the tokens of the turns before this one
 * @param step the one of this turn
 */
public record PipelineWidgetView(Messages messages, PipelineWidget widget, Lane lane, Step step, PlaybackLinks playback)
        implements View {

    /**
     * A stage on the way from the text to the token.
     *
     * @param name the stage, for the style sheet
     * @param shape of a table of numbers
     * @param values the first of them, or the largest
     */
    public record Place(String name, String title, Optional<String> shape, String sentence, List<Value> values) {}

    /** @param of what has the value: a token, a layer, or nothing */
    public record Value(String of, String token, String figure, boolean chosen) {}

    public static WidgetView.Output of(PipelineWidget widget, LessonRequest request) {
        Messages messages = request.messages();
        Lane lane = widget.lane();
        Step step = lane.step(lane.ids().size());
        int number = lane.ids().size() + 1;
        boolean ends = lane.run(1).finished().isPresent();
        PlaybackLinks playback = PlaybackLinks.of(
                request,
                widget.id(),
                messages.say("lesson.pipeline.next"),
                "turn",
                number,
                !ends && number < PipelineWidget.TURNS.max(),
                widget.playing());
        return new WidgetView.Output(
                messages.say("lesson.pipeline.turn", number, WidgetView.token(widget, step.chosen())),
                new PipelineWidgetView(messages, widget, lane, step, playback),
                WidgetView.step(
                        widget.seed(),
                        number - 1,
                        widget.decoder(),
                        widget.config().settings()));
    }

    public String turn() {
        return say("lesson.pipeline.text", lane.ids().size() + 1);
    }

    /** The start tokens before the prompt. */
    public List<StartToken> start() {
        return StartToken.all(messages(), lane.model(), lane.prompt());
    }

    public String prompt() {
        return widget.config().live().prompt();
    }

    /** The tokens of the turns before this one. */
    public List<String> written() {
        return lane.ids().stream().map(id -> WidgetView.token(widget, id)).toList();
    }

    /** From the token ids to the token that is appended. */
    public List<Place> places() {
        return PipelineStages.of(messages, lane, step).all();
    }

    /** The address of the look inside at this step. */
    public String inside() {
        LaneLink link = new LaneLink(
                Optional.empty(),
                lane.decoder(),
                Optional.of(lane.model().id()),
                Optional.of(lane.model().card().digest()),
                lane.settings(),
                lane.ids());
        return "/inside?" + InsideLink.of(prompt(), widget.seed(), link).query();
    }
}
