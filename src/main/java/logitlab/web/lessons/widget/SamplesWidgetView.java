package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.explain.DrawCounts;
import logitlab.lesson.widget.SamplesWidget;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.LaneLink;
import logitlab.web.view.BillLinks;
import logitlab.web.view.CountRow;
import logitlab.web.view.Numbers;

/**
 * How often each token was drawn, compared with how often it should have been.
 *
 * @param nextDraws to the next seed
 */
public record SamplesWidgetView(Messages messages, SamplesWidget widget, DrawCounts draws, FragmentLinks nextDraws)
        implements View {

    /** One token. @param bill of its logit, if the model shows one */
    public record Count(CountRow row, Optional<BillLinks.Link> bill) {}

    public static WidgetView.Output of(SamplesWidget widget, LessonRequest request) {
        DrawCounts counts = widget.tally();
        List<DrawCounts.Line> lines = counts.best(widget.top());
        FragmentLinks nextDraws =
                request.changed(widget.id(), Map.of("seed", Long.toString(Draw.nextSeed(widget.seed()))));
        return new WidgetView.Output(
                request.messages()
                        .say(
                                "lesson.samples.sentence",
                                Numbers.count(counts.count()),
                                Numbers.count(counts.distinct()),
                                CountRow.beyond(lines),
                                lines.size()),
                new SamplesWidgetView(request.messages(), widget, counts, nextDraws),
                WidgetView.step(
                        widget.seed(), 0, Decoder.SAMPLE, widget.config().settings()));
    }

    public String others() {
        return say("lesson.samples.others", Numbers.count(draws.others(widget.top())));
    }

    public List<Count> counts() {
        List<DrawCounts.Line> lines = draws.best(widget.top());
        double longest = CountRow.longest(lines);
        LaneLink lane = LaneLink.of(Decoder.SAMPLE, widget.config().settings());
        int best = widget.config().source().logits().argmax();
        BillLinks bills = WidgetView.bills(messages, widget, lane, widget.seed(), best);
        return lines.stream().map(line -> count(line, longest, bills)).toList();
    }

    private Count count(DrawCounts.Line line, double longest, BillLinks bills) {
        String token = WidgetView.token(widget, line.candidate().id());
        return new Count(
                CountRow.of(messages, line, token, longest),
                bills.to(line.candidate().id(), token));
    }
}
