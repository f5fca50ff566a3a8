package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Locale;
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
import logitlab.web.view.Numbers;

/**
 * How often each token was drawn, compared with how often it should have been.
 *
 * @param nextDraws to the next seed
 */
public record SamplesWidgetView(Messages messages, SamplesWidget widget, DrawCounts draws, FragmentLinks nextDraws)
        implements View {

    /**
     * One token.
     *
     * @param expected how often it should be drawn, {@code band} within two standard deviations
     * @param bar the width of its count; {@code from} and {@code span} the place of the band; in percent of the longest
     * @param state {@code within} or {@code beyond} the band
     */
    public record Count(
            String token,
            String probability,
            String count,
            String expected,
            String band,
            String bar,
            String from,
            String span,
            String state,
            Optional<BillLinks.Link> bill) {}

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
                                lines.stream().filter(SamplesWidgetView::beyond).count(),
                                lines.size()),
                new SamplesWidgetView(request.messages(), widget, counts, nextDraws),
                WidgetView.step(
                        widget.seed(), 0, Decoder.SAMPLE, widget.config().settings()));
    }

    private static boolean beyond(DrawCounts.Line line) {
        return Math.abs(line.standardScore()) > 2;
    }

    public String others() {
        return say("lesson.samples.others", Numbers.count(draws.others(widget.top())));
    }

    public List<Count> counts() {
        List<DrawCounts.Line> lines = draws.best(widget.top());
        double longest = lines.stream()
                .mapToDouble(line -> Math.max(line.count(), line.expected() + 2 * line.deviation()))
                .max()
                .orElse(1);
        LaneLink lane = LaneLink.of(Decoder.SAMPLE, widget.config().settings());
        int best = widget.config().source().logits().argmax();
        BillLinks bills = WidgetView.bills(messages, widget, lane, widget.seed(), best);
        return lines.stream().map(line -> count(line, longest, bills)).toList();
    }

    private Count count(DrawCounts.Line line, double longest, BillLinks bills) {
        String token = WidgetView.token(widget, line.candidate().id());
        double low = Math.max(0, line.expected() - 2 * line.deviation());
        double high = line.expected() + 2 * line.deviation();
        return new Count(
                token,
                Numbers.percent(line.candidate().samplingProbability()),
                Numbers.count(line.count()),
                oneDecimal(line.expected()),
                say("lesson.samples.band", oneDecimal(low), oneDecimal(high)),
                Numbers.width(line.count() / longest),
                Numbers.width(low / longest),
                Numbers.width((high - low) / longest),
                beyond(line) ? "beyond" : "within",
                bills.to(line.candidate().id(), token));
    }

    private static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
