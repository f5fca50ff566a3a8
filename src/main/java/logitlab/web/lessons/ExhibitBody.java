package logitlab.web.lessons;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Ranking;
import logitlab.lesson.ExhibitWidget;
import logitlab.lesson.museum.Exhibit;
import logitlab.lesson.museum.Output;
import logitlab.lesson.museum.Setup;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * What a wrong program gives, and the right one beside it where it is asked for.
 *
 * @param said the tokens of the text so far, where the lesson gives the logits
 * @param tables the suspect's, then the right one's
 * @param toggle to the same state with the right one shown, or hidden
 */
public record ExhibitBody(String id, List<String> said, List<Table> tables, Addresses toggle, String toggleLabel)
        implements Fragment {

    /** One program's tokens. @param program {@code suspect} or {@code right} */
    public record Table(String program, String title, List<Row> rows) {}

    /**
     * One token, or all without a row.
     *
     * @param kept whether the draw could fall on it, or how many of the others
     * @param differs whether the other program says something else; told only where both are shown
     * @param rest whether it stands for all without a row, which has no logit
     */
    public record Row(
            String token,
            String logit,
            String kept,
            String probability,
            boolean dropped,
            boolean chosen,
            boolean differs,
            boolean rest) {}

    static WidgetView.Shown of(ExhibitWidget widget, Visit visit) {
        Exhibit exhibit = widget.exhibit();
        List<Integer> shown = shown(widget);
        Function<Output, Table> table = output -> table(widget, output, shown);
        return new WidgetView.Shown(
                widget.beside() ? comparison(widget) : alone(widget),
                new ExhibitBody(
                        widget.id(),
                        Figures.say(Messages.ENGLISH, "lesson.given.", widget.said()),
                        widget.beside()
                                ? List.of(table.apply(exhibit.suspect()), table.apply(exhibit.right()))
                                : List.of(table.apply(exhibit.suspect())),
                        visit.changed(
                                widget.id(), Map.of(ExhibitWidget.RIGHT, widget.beside() ? "" : ExhibitWidget.SHOWN)),
                        Messages.ENGLISH.say(widget.beside() ? "lesson.exhibit.hide" : "lesson.exhibit.show")),
                widget.beside() ? play(widget) : Map.of());
    }

    /** The best tokens of the model, and those that a program chose. */
    private static List<Integer> shown(ExhibitWidget widget) {
        Exhibit exhibit = widget.exhibit();
        IntStream chosen = widget.beside()
                ? IntStream.of(exhibit.suspect().chosen(), exhibit.right().chosen())
                : IntStream.of(exhibit.suspect().chosen());
        Ranking ranking = exhibit.ranking();
        return IntStream.concat(ranking.ids().limit(widget.top()), chosen)
                .distinct()
                .boxed()
                .sorted(Comparator.comparingInt(ranking::rank))
                .toList();
    }

    private static Table table(ExhibitWidget widget, Output output, List<Integer> shown) {
        boolean suspect = output == widget.exhibit().suspect();
        List<Integer> others = IntStream.range(0, output.size())
                .filter(id -> !shown.contains(id))
                .boxed()
                .toList();
        return new Table(
                suspect ? "suspect" : "right",
                Messages.ENGLISH.say(suspect ? "lesson.exhibit.suspect" : "lesson.exhibit.right"),
                Stream.concat(
                                shown.stream().map(id -> row(widget, output, id)),
                                others.isEmpty() ? Stream.empty() : Stream.of(rest(widget, output, others)))
                        .toList());
    }

    private static Row row(ExhibitWidget widget, Output output, int id) {
        return new Row(
                FormField.token(widget.frame().source(), id),
                Numbers.logit(widget.exhibit().setup().logits().at(id)),
                Messages.ENGLISH.say(output.kept(id) ? "verdict.kept" : "lesson.exhibit.dropped"),
                probability(output.probability(id)),
                !output.kept(id),
                id == output.chosen(),
                widget.beside() && widget.exhibit().differs(id),
                false);
    }

    private static Row rest(ExhibitWidget widget, Output output, List<Integer> others) {
        long kept = others.stream().filter(output::kept).count();
        return new Row(
                Messages.ENGLISH.say("choice.everything-else", Numbers.count(others.size())),
                "",
                kept == 0
                        ? Messages.ENGLISH.say("lesson.exhibit.kept.none")
                        : kept == others.size()
                                ? Messages.ENGLISH.say("lesson.exhibit.kept.all")
                                : Messages.ENGLISH.say("lesson.exhibit.kept", Numbers.count(kept)),
                probability(others.stream().mapToDouble(output::probability).sum()),
                kept == 0,
                false,
                widget.beside() && others.stream().anyMatch(widget.exhibit()::differs),
                true);
    }

    private static String probability(double probability) {
        return Double.isNaN(probability) ? "NaN" : Numbers.percent(Math.min(1, probability));
    }

    private static String alone(ExhibitWidget widget) {
        Output suspect = widget.exhibit().suspect();
        String chosen = FormField.token(widget.frame().source(), suspect.chosen());
        return suspect.broken()
                ? Messages.ENGLISH.say(
                        "lesson.exhibit.broken",
                        Numbers.count(suspect.brokenCount()),
                        Numbers.count(suspect.size()),
                        chosen)
                : Messages.ENGLISH.say(
                        "lesson.exhibit.alone", Numbers.count(suspect.kept()), Numbers.count(suspect.size()), chosen);
    }

    /** What differs: nothing, or the first that one would notice, and the choice. */
    private static String comparison(ExhibitWidget widget) {
        Exhibit exhibit = widget.exhibit();
        if (!exhibit.differs()) {
            return Messages.ENGLISH.say(
                    "lesson.exhibit.same", Numbers.count(exhibit.right().size()));
        }
        return Stream.of(difference(widget), choice(widget))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private static Optional<String> difference(ExhibitWidget widget) {
        Output suspect = widget.exhibit().suspect();
        Output right = widget.exhibit().right();
        if (suspect.broken()) {
            return Optional.of(Messages.ENGLISH.say(
                    "lesson.exhibit.differs.broken",
                    Numbers.count(suspect.brokenCount()),
                    Numbers.count(suspect.size()),
                    Numbers.count(right.kept())));
        }
        String kept = Messages.ENGLISH.say(
                suspect.kept() == right.kept() ? "lesson.exhibit.differs.both" : "lesson.exhibit.differs.kept",
                Numbers.count(right.kept()),
                Numbers.count(suspect.kept()));
        return Optional.of(
                Stream.concat(Stream.of(kept), share(widget).stream()).collect(Collectors.joining(" ")));
    }

    /** The two probabilities that are farthest apart, where their digits show it. */
    private static Optional<String> share(ExhibitWidget widget) {
        int id = widget.exhibit().mostDifferent();
        String there = probability(widget.exhibit().right().probability(id));
        String here = probability(widget.exhibit().suspect().probability(id));
        return there.equals(here)
                ? Optional.empty()
                : Optional.of(Messages.ENGLISH.say(
                        "lesson.exhibit.differs.share",
                        FormField.token(widget.frame().source(), id),
                        there,
                        here));
    }

    private static Optional<String> choice(ExhibitWidget widget) {
        int here = widget.exhibit().suspect().chosen();
        int there = widget.exhibit().right().chosen();
        return here == there
                ? Optional.empty()
                : Optional.of(Messages.ENGLISH.say(
                        "lesson.exhibit.differs.choice",
                        FormField.token(widget.frame().source(), there),
                        FormField.token(widget.frame().source(), here)));
    }

    /** The right program's step. */
    private static Map<String, String> play(ExhibitWidget widget) {
        Setup setup = widget.exhibit().setup();
        return WidgetView.step(
                setup.draw().seed(), 0, setup.zero() ? Decoder.GREEDY : Decoder.SAMPLE, setup.settings());
    }

    /** Whether the right program is shown as well. */
    public boolean beside() {
        return tables.size() > 1;
    }

    @Override
    public String template() {
        return "fragments/widgets/exhibit";
    }
}
