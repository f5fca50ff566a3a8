package logitlab.web.lessons.widget;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.lesson.widget.ExponentialWidget;
import logitlab.lesson.widget.ExponentialWidget.Dot;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.lessons.picture.ExponentialCurve;
import logitlab.web.lessons.picture.Heights;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;

/** The curve of e to the power of x with the tokens on it, and a table with the same figures. */
public record ExponentialWidgetView(Messages messages, ExponentialWidget widget, List<Dot> dots, ExponentialCurve curve)
        implements View {

    /** One token. @param length of its share, in percent of the bar */
    public record Row(
            String token,
            String logit,
            String x,
            String height,
            String share,
            String length,
            Optional<BillLinks.Link> bill) {}

    public static WidgetView.Output of(ExponentialWidget widget, LessonRequest request) {
        List<Dot> dots = widget.dots();
        ExponentialWidgetView view = new ExponentialWidgetView(
                request.messages(), widget, dots, ExponentialCurve.of(dots, id -> WidgetView.token(widget, id)));
        return new WidgetView.Output(view.ratio(), view, Map.of());
    }

    /** The ratio of the two highest dots, and the distance that it comes from. */
    private String ratio() {
        List<Dot> highest = dots.stream()
                .sorted(Comparator.comparingDouble(Dot::logit).reversed())
                .toList();
        String first = token(highest.get(0));
        String second = token(highest.get(1));
        double distance = highest.get(0).logit() - highest.get(1).logit();
        return distance == 0
                ? say("lesson.exponential.tied", first, second)
                : say(
                        "lesson.exponential.sentence",
                        first,
                        Heights.brief(Math.exp(distance)),
                        second,
                        Numbers.logit(distance));
    }

    private String token(Dot dot) {
        return WidgetView.token(widget, dot.id());
    }

    /** The picture in words; the table has the figures. */
    public String label() {
        return say("lesson.exponential.label", dots.size());
    }

    public List<Row> rows() {
        BillLinks bills = WidgetView.bills(
                messages, widget, widget.config().source().logits().argmax());
        return dots.stream()
                .map(dot -> new Row(
                        token(dot),
                        Numbers.logit(dot.logit()),
                        Numbers.logit(dot.x()),
                        Heights.exact(dot.y()),
                        Numbers.percent(dot.share()),
                        Numbers.width(dot.share()),
                        bills.to(dot.id(), token(dot))))
                .toList();
    }

    public String sum() {
        return Heights.exact(dots.stream().mapToDouble(Dot::y).sum());
    }

    /** What is done to each logit before it is the x of its dot. */
    public String how() {
        if (widget.subtractsLargest()) {
            return say("lesson.exponential.how.largest");
        }
        return widget.constant() == 0
                ? say("lesson.exponential.how")
                : say("lesson.exponential.how." + (widget.constant() > 0 ? "plus" : "minus"), size(widget.constant()));
    }

    private static String size(double constant) {
        return Numbers.plain(Math.abs(constant));
    }

    /** What the shift does, and what it leaves. */
    public String note() {
        if (widget.subtractsLargest()) {
            return say("lesson.exponential.note.largest");
        }
        if (dots.stream().anyMatch(dot -> Double.isInfinite(dot.y()))) {
            return say("lesson.exponential.note.too-large");
        }
        if (dots.stream().allMatch(dot -> dot.y() == 0)) {
            return say("lesson.exponential.note.too-small");
        }
        return widget.constant() == 0
                ? say("lesson.exponential.note")
                : say(
                        "lesson.exponential.note.shifted",
                        Numbers.plain(widget.constant()),
                        Heights.brief(Math.exp(widget.constant())));
    }
}
