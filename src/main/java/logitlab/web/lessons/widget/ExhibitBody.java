package logitlab.web.lessons.widget;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Ranking;
import logitlab.lesson.museum.DecoderInput;
import logitlab.lesson.museum.DecoderOutput;
import logitlab.lesson.museum.Exhibit;
import logitlab.lesson.widget.ExhibitWidget;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.ValueTexts;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.FragmentLinks;
import logitlab.web.view.Numbers;

/**
 * What a wrong program returns, and next to it the right one if a visitor asks for it.
 *
 * @param toggle to the same state with the right one shown, or hidden
 */
public record ExhibitBody(Messages messages, ExhibitWidget widget, Exhibit exhibit, FragmentLinks toggle)
        implements View {

    /** One program's tokens. @param program {@code suspect} or {@code right} */
    public record Table(String program, String title, List<Row> rows) {}

    /**
     * One token, or all that have no row.
     *
     * @param kept whether the draw could choose it, or how many of the others
     * @param differs whether the other program returns something different; only where both are shown
     * @param rest whether it stands for all that have no row, which has no logit
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

    public static WidgetView.Shown of(ExhibitWidget widget, LessonRequest request) {
        FragmentLinks toggle = request.changed(
                widget.id(), Map.of(ExhibitWidget.RIGHT, widget.showsRight() ? "" : ExhibitWidget.SHOWN));
        ExhibitBody body = new ExhibitBody(request.messages(), widget, widget.exhibit(), toggle);
        DecoderInput input = widget.exhibit().input();
        Decoder right = input.zero() ? Decoder.GREEDY : Decoder.SAMPLE;
        return new WidgetView.Shown(
                widget.showsRight() ? body.comparison() : body.alone(),
                body,
                widget.showsRight() ? WidgetView.step(input.draw().seed(), 0, right, input.settings()) : Map.of());
    }

    public String id() {
        return widget.id();
    }

    /** Whether the right program is shown as well. */
    public boolean beside() {
        return widget.showsRight();
    }

    public String toggleLabel() {
        return say(beside() ? "lesson.exhibit.hide" : "lesson.exhibit.show");
    }

    /** The tokens that the text already has, where the lesson gives the logits. */
    public List<String> said() {
        return ValueTexts.say(messages, "lesson.given.", widget.repetitions());
    }

    /** That of the wrong program, then that of the right one. */
    public List<Table> tables() {
        List<Integer> shown = shown();
        Table suspect = table("suspect", exhibit.suspect(), shown);
        return beside() ? List.of(suspect, table("right", exhibit.right(), shown)) : List.of(suspect);
    }

    /** The best tokens of the model, and those that a program chose. */
    private List<Integer> shown() {
        IntStream chosen = beside()
                ? IntStream.of(exhibit.suspect().chosen(), exhibit.right().chosen())
                : IntStream.of(exhibit.suspect().chosen());
        Ranking ranking = exhibit.ranking();
        return IntStream.concat(ranking.ids().limit(widget.top()), chosen)
                .distinct()
                .boxed()
                .sorted(Comparator.comparingInt(ranking::rank))
                .toList();
    }

    private Table table(String program, DecoderOutput output, List<Integer> shown) {
        List<Integer> others = IntStream.range(0, output.size())
                .filter(id -> !shown.contains(id))
                .boxed()
                .toList();
        Stream<Row> rest = others.isEmpty() ? Stream.empty() : Stream.of(rest(output, others));
        return new Table(
                program,
                say("lesson.exhibit." + program),
                Stream.concat(shown.stream().map(id -> row(output, id)), rest).toList());
    }

    private Row row(DecoderOutput output, int id) {
        return new Row(
                token(id),
                Numbers.logit(exhibit.input().logits().at(id)),
                say(output.kept(id) ? "verdict.kept" : "lesson.exhibit.dropped"),
                probability(output.probability(id)),
                !output.kept(id),
                id == output.chosen(),
                beside() && exhibit.differs(id),
                false);
    }

    private Row rest(DecoderOutput output, List<Integer> others) {
        long kept = others.stream().filter(output::kept).count();
        String key = kept == 0 ? ".none" : kept == others.size() ? ".all" : "";
        return new Row(
                say("choice.everything-else", Numbers.count(others.size())),
                "",
                say("lesson.exhibit.kept" + key, Numbers.count(kept)),
                probability(others.stream().mapToDouble(output::probability).sum()),
                kept == 0,
                false,
                beside() && others.stream().anyMatch(exhibit::differs),
                true);
    }

    private String token(int id) {
        return WidgetView.token(widget, id);
    }

    private static String probability(double probability) {
        return Double.isNaN(probability) ? "NaN" : Numbers.percent(Math.min(1, probability));
    }

    private String alone() {
        DecoderOutput suspect = exhibit.suspect();
        return say(
                suspect.broken() ? "lesson.exhibit.broken" : "lesson.exhibit.alone",
                Numbers.count(suspect.broken() ? suspect.brokenCount() : suspect.kept()),
                Numbers.count(suspect.size()),
                token(suspect.chosen()));
    }

    /** The most noticeable difference, and the difference in the choice, if any. */
    private String comparison() {
        return exhibit.differs()
                ? Stream.concat(Stream.of(difference()), choice().stream()).collect(Collectors.joining(" "))
                : say("lesson.exhibit.same", Numbers.count(exhibit.right().size()));
    }

    private String difference() {
        DecoderOutput suspect = exhibit.suspect();
        DecoderOutput right = exhibit.right();
        if (suspect.broken()) {
            return say(
                    "lesson.exhibit.differs.broken",
                    Numbers.count(suspect.brokenCount()),
                    Numbers.count(suspect.size()),
                    Numbers.count(right.kept()));
        }
        String kept = say(
                suspect.kept() == right.kept() ? "lesson.exhibit.differs.both" : "lesson.exhibit.differs.kept",
                Numbers.count(right.kept()),
                Numbers.count(suspect.kept()));
        return share().map(share -> kept + " " + share).orElse(kept);
    }

    /** The two probabilities that differ most, if their digits show it. */
    private Optional<String> share() {
        int id = exhibit.mostDifferent();
        String right = probability(exhibit.right().probability(id));
        String wrong = probability(exhibit.suspect().probability(id));
        return right.equals(wrong)
                ? Optional.empty()
                : Optional.of(say("lesson.exhibit.differs.share", token(id), right, wrong));
    }

    private Optional<String> choice() {
        int wrong = exhibit.suspect().chosen();
        int right = exhibit.right().chosen();
        return wrong == right
                ? Optional.empty()
                : Optional.of(say("lesson.exhibit.differs.choice", token(right), token(wrong)));
    }
}
