package logitlab.web.lessons.widget;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.decoding.explain.Histogram;
import logitlab.lesson.widget.LogitsWidget;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;

/**
 * Tokens with their logits as bars from 0, and the logits of all others as a hill on the same axis.
 *
 * @param from the left end of the axis, and {@code to} the right end: the smallest and the largest logit of the vocabulary, or 0
 * @param zero where 0 is on the axis, as a share of its width
 * @param hill the outline of the histogram of the other logits as an SVG path, 1000 wide and 300 high; empty if there are none
 * @param others how many they are and where most of them are, as a sentence
 */
public record LogitsWidgetView(
        Messages messages, List<Row> rows, String from, String to, String zero, String hill, String others)
        implements View {

    private static final int MOST_BINS = 60;

    /**
     * One token.
     *
     * @param x where its bar begins and {@code width} how wide it is, in percent of the axis
     * @param state {@code best} for the token that greedy decoding takes, {@code above} or {@code below} 0
     */
    public record Row(
            String token, String logit, String x, String width, String state, Optional<BillLinks.Link> bill) {}

    /** The axis of all the logits. */
    private record Axis(double from, double to) {

        static Axis of(Step step) {
            double least = step.worst(1).get(0).logit();
            return new Axis(Math.min(0, least), Math.max(0, step.logits().max()));
        }

        /** Where a logit is on the axis, from 0 to 1. */
        double at(double logit) {
            return to == from ? 0 : (logit - from) / (to - from);
        }
    }

    public static WidgetView.Output of(LogitsWidget widget, LessonRequest request) {
        Messages messages = request.messages();
        Step step = widget.step();
        Axis axis = Axis.of(step);
        BillLinks bills = WidgetView.bills(messages, widget, step.chosen());
        List<Candidate> shown = widget.rows(step);
        Histogram others = Histogram.of(step, shown, MOST_BINS);
        return new WidgetView.Output(
                messages.say(
                        "lesson.logits.sentence",
                        WidgetView.token(widget, step.chosen()),
                        Numbers.logit(step.logits().max())),
                new LogitsWidgetView(
                        messages,
                        shown.stream()
                                .map(candidate -> row(widget, step, candidate, axis, bills))
                                .toList(),
                        Numbers.logit(axis.from()),
                        Numbers.logit(axis.to()),
                        Numbers.width(axis.at(0)),
                        hill(others, axis),
                        others.counts().isEmpty()
                                ? ""
                                : messages.say(
                                        "lesson.logits.others",
                                        Numbers.count(step.logits().size() - shown.size()))),
                WidgetView.firstStep(Decoder.GREEDY, widget.config().settings()));
    }

    private static Row row(LogitsWidget widget, Step step, Candidate candidate, Axis axis, BillLinks bills) {
        double logit = candidate.logit();
        double start = axis.at(Math.min(0, logit));
        String token = WidgetView.token(widget, candidate.id());
        return new Row(
                token,
                Numbers.logit(logit),
                Numbers.width(start),
                Numbers.width(axis.at(Math.max(0, logit)) - start),
                candidate.id() == step.chosen() ? "best" : logit < 0 ? "below" : "above",
                bills.to(candidate.id(), token));
    }

    /** Steps up and down at the borders of the bins, as high as the fullest bin allows. */
    private static String hill(Histogram others, Axis axis) {
        if (others.counts().isEmpty()) {
            return "";
        }
        double fullest = Collections.max(others.counts());
        return IntStream.range(0, others.counts().size())
                .mapToObj(bin -> "V" + CurvePath.y(others.counts().get(bin) / fullest) + "H"
                        + CurvePath.x(within(axis.at(others.from() + (bin + 1) * others.width()))))
                .collect(Collectors.joining(
                        "",
                        "M" + CurvePath.x(within(axis.at(others.from()))) + " " + CurvePath.y(0),
                        "V" + CurvePath.y(0) + "Z"));
    }

    private static double within(double share) {
        return Math.min(1, Math.max(0, share));
    }
}
