package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Distribution;
import logitlab.decoding.Logits;
import logitlab.decoding.explain.LogitComparison;
import logitlab.lesson.widget.EditorWidget;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.step.BarAxis;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;

/**
 * Logits and probabilities before and after an edit, as bars in pairs, and what the edit left unchanged.
 *
 * @param axis of all bars
 */
public record EditorWidgetView(
        Messages messages,
        EditorWidget widget,
        LogitComparison comparison,
        Distribution before,
        Distribution after,
        BarAxis axis,
        List<Fact> facts)
        implements View {

    private static final double SAME = 1e-9; // of a probability

    /**
     * One token.
     *
     * @param repeated how many times the text already has it
     * @param logits before and after, or one if they are the same
     * @param change {@code more}, {@code less}, {@code banned} or empty
     * @param bill of the logit before the edit
     */
    public record Row(
            String token,
            long repeated,
            List<String> logits,
            String change,
            Side before,
            Side after,
            Optional<BillLinks.Link> bill) {}

    /** Before or after. @param greedy whether greedy decoding takes it */
    public record Side(String probability, String width, boolean greedy) {}

    /** Something that an edit can leave unchanged. */
    public record Fact(boolean same, String sentence) {}

    public static WidgetView.Output of(EditorWidget widget, LessonRequest request) {
        Messages messages = request.messages();
        LogitComparison comparison = widget.comparison();
        Distribution before = comparison.before().softmax();
        Distribution after = comparison.after().softmax();
        Fact greedy = fact(
                messages,
                comparison.sameGreedy(),
                "greedy",
                WidgetView.token(widget, comparison.before().argmax()),
                WidgetView.token(widget, comparison.after().argmax()));
        int probabilities = comparison.changedProbabilities();
        int ranks = comparison.changedRanks();
        String all = Numbers.count(before.size());
        List<Fact> facts = List.of(
                fact(messages, probabilities == 0, "probabilities", Numbers.count(probabilities), all),
                fact(messages, comparison.sameDifferences(), "differences"),
                fact(messages, comparison.sameRatios(), "ratios"),
                fact(messages, ranks == 0, "order", Numbers.count(ranks), all),
                greedy,
                fact(
                        messages,
                        comparison.sameEntropy(),
                        "entropy",
                        Numbers.component(before.entropy()),
                        Numbers.component(after.entropy())));
        return new WidgetView.Output(
                greedy.sentence(),
                new EditorWidgetView(messages, widget, comparison, before, after, axis(widget, before, after), facts),
                widget.playable() ? WidgetView.firstStep(Decoder.GREEDY, widget.played()) : Map.of());
    }

    private static Fact fact(Messages messages, boolean same, String name, Object... figures) {
        return new Fact(same, messages.say("lesson.editor." + (same ? "same." : "changed.") + name, figures));
    }

    private static BarAxis axis(EditorWidget widget, Distribution before, Distribution after) {
        return BarAxis.upTo(widget.shown().stream()
                .mapToDouble(id -> Math.max(before.at(id), after.at(id)))
                .max()
                .orElse(1));
    }

    public List<Row> rows() {
        BillLinks bills = WidgetView.bills(messages, widget, comparison.before().argmax());
        return widget.shown().stream().map(id -> row(id, bills)).toList();
    }

    private Row row(int id, BillLinks bills) {
        String token = WidgetView.token(widget, id);
        String logit = Numbers.logit(comparison.before().at(id));
        String edited = Numbers.logit(comparison.after().at(id));
        return new Row(
                token,
                widget.repeats(id),
                logit.equals(edited) ? List.of(logit) : List.of(logit, edited),
                comparison.after().allows(id) ? change(before.at(id), after.at(id)) : "banned",
                side(comparison.before(), before, id),
                side(comparison.after(), after, id),
                bills.to(id, token));
    }

    private static String change(double before, double after) {
        return Math.abs(after - before) < SAME ? "" : after > before ? "more" : "less";
    }

    private Side side(Logits logits, Distribution probabilities, int id) {
        double probability = probabilities.at(id);
        return new Side(Numbers.percent(probability), axis.length(probability), logits.argmax() == id);
    }

    /** One row for all other tokens, if there are any. */
    public List<Row> rest() {
        List<Integer> shown = widget.shown();
        int others = before.size() - shown.size();
        return others == 0
                ? List.of()
                : List.of(new Row(
                        say("choice.everything-else", Numbers.count(others)),
                        0,
                        List.of(),
                        change(rest(before, shown), rest(after, shown)),
                        new Side(Numbers.percent(rest(before, shown)), "", false),
                        new Side(Numbers.percent(rest(after, shown)), "", false),
                        Optional.empty()));
    }

    private static double rest(Distribution probabilities, List<Integer> shown) {
        return Math.min(
                1,
                IntStream.range(0, probabilities.size())
                        .filter(id -> !shown.contains(id))
                        .mapToDouble(probabilities::at)
                        .sum());
    }

    /** What the edit left unchanged, one sentence each. */
    public List<String> same() {
        return sentences(true);
    }

    /** What the edit changed, one sentence each. */
    public List<String> changed() {
        return sentences(false);
    }

    private List<String> sentences(boolean same) {
        return facts.stream()
                .filter(fact -> fact.same() == same)
                .map(Fact::sentence)
                .toList();
    }

    public String range() {
        return say("lesson.editor.over", Numbers.count(before.size()));
    }

    /** Whether a penalty can have an effect, so that it matters which tokens the text already has. */
    public boolean penalty() {
        return widget.edit().penalty() != 1
                || widget.edit().presence() != 0
                || widget.edit().frequency() != 0
                || widget.config().open().stream().anyMatch(key -> key.endsWith("-penalty"));
    }
}
