package logitlab.web.lessons.widget;

import java.util.Map;
import java.util.function.IntFunction;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Step;
import logitlab.lesson.widget.DrawWidget;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.LaneLink;
import logitlab.web.step.ChoiceView;
import logitlab.web.step.DrawView;
import logitlab.web.view.Sentences;

/**
 * The strip of one step with the place of the draw, and the rows of its tokens.
 *
 * @param nextDraw to the next seed
 */
public record DrawWidgetView(Messages messages, String id, DrawView draw, ChoiceView choice, FragmentLinks nextDraw)
        implements View {

    private static final int ROWS = 8;

    public static WidgetView.Output of(DrawWidget widget, LessonRequest request) {
        Messages messages = request.messages();
        Step step = widget.step();
        IntFunction<String> token = id -> WidgetView.token(widget, id);
        String title = messages.say("lane.sample");
        long seed = widget.draw().seed();
        return new WidgetView.Output(
                Sentences.reason(messages, Decoder.SAMPLE, step.reason(), token),
                new DrawWidgetView(
                        messages,
                        widget.id(),
                        DrawView.of(messages, widget.id(), title, step, token),
                        ChoiceView.of(
                                messages,
                                widget.id(),
                                title,
                                Decoder.SAMPLE,
                                step,
                                step.chosen(),
                                false,
                                ROWS,
                                token,
                                WidgetView.bills(
                                        messages,
                                        widget,
                                        LaneLink.of(
                                                Decoder.SAMPLE, widget.config().settings()),
                                        seed,
                                        step.chosen())),
                        request.changed(widget.id(), Map.of("seed", Long.toString(Draw.nextSeed(seed))))),
                widget.draw().step() == 0
                        ? WidgetView.step(
                                seed, 0, Decoder.SAMPLE, widget.config().settings())
                        : Map.of());
    }
}
