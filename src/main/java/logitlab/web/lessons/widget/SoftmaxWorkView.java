package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.widget.SoftmaxWidget;
import logitlab.web.Messages;
import logitlab.web.lessons.block.BlockLink;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Fragment;
import logitlab.web.view.Numbers;

/**
 * Softmax worked out line by line, as a table and a sentence.
 *
 * @param state of the widget, as {@link logitlab.web.lessons.block.Handles#state} writes it
 * @param sentence the result in words, or what is wrong with a value
 * @param wrongField the name of the field that is wrong
 */
public record SoftmaxWorkView(
        Messages messages,
        SoftmaxWidget widget,
        String state,
        SoftmaxWork work,
        String sentence,
        Optional<String> wrongField,
        List<BlockLink> links)
        implements Fragment {

    /** One token; {@code bar} is its probability as a width from 0 to 100. */
    public record Row(
            String token,
            String logit,
            String shifted,
            String exponential,
            String probability,
            String bar,
            Optional<BillLinks.Link> bill) {

        /** Several tokens together. */
        static Row sum(String label, double exponentials, double probability) {
            return new Row(
                    label,
                    "",
                    "",
                    Numbers.exponential(exponentials),
                    Numbers.percent(probability),
                    SoftmaxWorkView.bar(probability),
                    Optional.empty());
        }
    }

    /** That of the widget, whose {@code -status} and {@code -table} the form replaces. */
    public String id() {
        return widget.id();
    }

    public List<Row> rows() {
        BillLinks bills = WidgetView.bills(
                messages, widget, widget.config().source().logits().argmax());
        return widget.lines().stream().map(line -> row(line, bills)).toList();
    }

    private Row row(SoftmaxWork.Line line, BillLinks bills) {
        String token = SoftmaxWidgetView.token(widget, line.id());
        return new Row(
                token,
                Numbers.logit(line.logit()),
                Numbers.logit(line.shifted()),
                Numbers.exponential(notZero(line.exponential(), line)),
                Numbers.percent(notZero(line.probability(), line)),
                bar(line.probability()),
                bills.to(line.id(), token));
    }

    /** What is too small for a double is still more than 0, unless the token is banned. */
    private static double notZero(double value, SoftmaxWork.Line line) {
        return line.logit() == Double.NEGATIVE_INFINITY ? value : Math.max(value, Double.MIN_VALUE);
    }

    /** One row for the tokens that have none of their own, if there are any. */
    public List<Row> rest() {
        SoftmaxWork.Rest rest = work.everythingElse(widget.lines());
        return rest.count() == 0
                ? List.of()
                : List.of(Row.sum(
                        say("lesson.softmax.rest", Numbers.count(rest.count())),
                        rest.exponentials(),
                        rest.probability()));
    }

    public Row total() {
        return Row.sum(say("lesson.softmax.total", Numbers.count(work.size())), work.sum(), 1);
    }

    private static String bar(double probability) {
        return Numbers.decimals(100 * probability, 2);
    }

    /** What is done to each logit. */
    public String minusMax() {
        String max = Numbers.logit(work.max());
        return say("lesson.softmax.shifted.how", max.startsWith("−") ? "(" + max + ")" : max);
    }

    /** What is done to each exponential. */
    public String divided() {
        return say("lesson.softmax.probability.how", Numbers.exponential(work.sum()));
    }

    @Override
    public String template() {
        return "fragments/softmaxwork";
    }

    @Override
    public boolean wrong() {
        return wrongField.isPresent();
    }
}
