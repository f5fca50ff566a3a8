package logitlab.web.lessons;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Comparison;
import logitlab.decoding.Decoder;
import logitlab.decoding.Distribution;
import logitlab.lesson.EditorWidget;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * Logits and probabilities before an edit beside those after it, and what stayed the same.
 *
 * @param rest the row for all other tokens, where there are any
 * @param same what stayed, one sentence each; {@code changed} what did not
 * @param penalty whether a penalty can be at work, so that it counts which tokens stand in the text
 */
public record EditorBody(
        List<Row> rows, Optional<Row> rest, List<String> same, List<String> changed, String over, boolean penalty)
        implements Fragment {

    /** One token. @param repeated whether it stands in the text already */
    public record Row(String token, boolean repeated, Side before, Side after) {}

    /** Before or after. @param greedy whether greedy takes it */
    public record Side(String logit, String probability, String width, boolean greedy) {}

    static WidgetView.Shown of(EditorWidget widget) {
        Comparison comparison = widget.comparison();
        Distribution before = comparison.before().softmax();
        Distribution after = comparison.after().softmax();
        List<Integer> shown = widget.shown();
        List<String> same = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        facts(widget, comparison, before, after).forEach(fact -> (fact.same() ? same : changed).add(fact.sentence()));
        return new WidgetView.Shown(
                greedy(widget, comparison).sentence(),
                new EditorBody(
                        shown.stream()
                                .map(id -> row(widget, comparison, before, after, id))
                                .toList(),
                        shown.size() == before.size() ? Optional.empty() : Optional.of(rest(before, after, shown)),
                        same,
                        changed,
                        Messages.ENGLISH.say("lesson.editor.over", Numbers.count(before.size())),
                        widget.edit().penalty() != 1 || widget.frame().open().contains("repetition-penalty")),
                widget.playable() ? play(widget) : Map.of());
    }

    private static Row row(
            EditorWidget widget, Comparison comparison, Distribution before, Distribution after, int id) {
        return new Row(
                token(widget, id),
                widget.prefix().ids().anyMatch(seen -> seen == id),
                new Side(
                        Numbers.logit(comparison.before().at(id)),
                        Numbers.percent(before.at(id)),
                        Numbers.width(before.at(id)),
                        comparison.before().argmax() == id),
                new Side(
                        Numbers.logit(comparison.after().at(id)),
                        Numbers.percent(after.at(id)),
                        Numbers.width(after.at(id)),
                        comparison.after().argmax() == id));
    }

    private static Row rest(Distribution before, Distribution after, List<Integer> shown) {
        return new Row(
                Messages.ENGLISH.say("choice.everything-else", Numbers.count(before.size() - shown.size())),
                false,
                rest(before, shown),
                rest(after, shown));
    }

    private static Side rest(Distribution of, List<Integer> shown) {
        double sum = IntStream.range(0, of.size())
                .filter(id -> !shown.contains(id))
                .mapToDouble(of::at)
                .sum();
        return new Side("", Numbers.percent(Math.min(1, sum)), Numbers.width(Math.min(1, sum)), false);
    }

    /** Something that can stay as it was. */
    private record Fact(boolean same, String sentence) {

        static Fact of(boolean same, String name, Object... figures) {
            return new Fact(
                    same, Messages.ENGLISH.say("lesson.editor." + (same ? "same." : "changed.") + name, figures));
        }
    }

    private static List<Fact> facts(
            EditorWidget widget, Comparison comparison, Distribution before, Distribution after) {
        String all = Numbers.count(before.size());
        return List.of(
                Fact.of(
                        comparison.sameProbabilities(),
                        "probabilities",
                        Numbers.count(comparison.changedProbabilities()),
                        all),
                Fact.of(comparison.sameDifferences(), "differences"),
                Fact.of(comparison.sameRatios(), "ratios"),
                Fact.of(comparison.sameOrder(), "order", Numbers.count(comparison.changedRanks()), all),
                greedy(widget, comparison),
                Fact.of(
                        comparison.sameEntropy(),
                        "entropy",
                        Numbers.component(before.entropy()),
                        Numbers.component(after.entropy())));
    }

    private static Fact greedy(EditorWidget widget, Comparison comparison) {
        return Fact.of(
                comparison.sameGreedy(),
                "greedy",
                token(widget, comparison.before().argmax()),
                token(widget, comparison.after().argmax()));
    }

    private static String token(EditorWidget widget, int id) {
        return FormField.token(widget.frame().source(), id);
    }

    private static Map<String, String> play(EditorWidget widget) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("at", "0");
        words.putAll(
                WidgetView.lane("a", Decoder.GREEDY, widget.frame().settings().toMap()));
        return words;
    }

    @Override
    public String template() {
        return "fragments/widgets/editor";
    }
}
