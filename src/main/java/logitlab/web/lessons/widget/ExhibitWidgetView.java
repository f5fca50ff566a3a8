package logitlab.web.lessons.widget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;

/**
 * What a wrong program returns, and next to it the right one if a visitor asks for it.
 *
 * @param toggle to the same state with the right one shown, or hidden
 */
public record ExhibitWidgetView(Messages messages, ExhibitWidget widget, Exhibit exhibit, FragmentLinks toggle)
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
            boolean rest,
            Optional<BillLinks.Link> bill) {}

    public static WidgetView.Output of(ExhibitWidget widget, LessonRequest request) {
        FragmentLinks toggle = request.changed(
                widget.id(), Map.of(ExhibitWidget.RIGHT, widget.showsRight() ? "" : ExhibitWidget.SHOWN));
        ExhibitWidgetView view = new ExhibitWidgetView(request.messages(), widget, widget.exhibit(), toggle);
        DecoderInput input = widget.exhibit().input();
        Decoder right = input.zero() ? Decoder.GREEDY : Decoder.SAMPLE;
        return new WidgetView.Output(
                widget.showsRight() ? view.comparison() : view.alone(),
                view,
                widget.showsRight() ? WidgetView.step(input.draw().seed(), 0, right, input.settings()) : Map.of());
    }

    /** Whether the right program is shown as well. */
    public boolean bothShown() {
        return widget.showsRight();
    }

    public String toggleLabel() {
        return say(bothShown() ? "lesson.exhibit.hide" : "lesson.exhibit.show");
    }

    /** The tokens that the text already has, where the lesson gives the logits. */
    public List<String> repeated() {
        return ValueTexts.say(messages, "lesson.given.", widget.repetitions());
    }

    /** That of the wrong program, then that of the right one. */
    public List<Table> tables() {
        List<Integer> shown = shown();
        Table suspect = table("suspect", exhibit.suspect(), shown);
        return bothShown() ? List.of(suspect, table("right", exhibit.right(), shown)) : List.of(suspect);
    }

    /** The best tokens of the model, and those that a program chose. */
    private List<Integer> shown() {
        IntStream chosen = (bothShown() ? Stream.of(exhibit.suspect(), exhibit.right()) : Stream.of(exhibit.suspect()))
                .mapToInt(DecoderOutput::chosen);
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
        BillLinks bills = WidgetView.bills(messages, widget, output.chosen());
        List<Row> rows =
                new ArrayList<>(shown.stream().map(id -> row(output, id, bills)).toList());
        if (!others.isEmpty()) {
            rows.add(rest(output, others));
        }
        return new Table(program, say("lesson.exhibit." + program), rows);
    }

    private Row row(DecoderOutput output, int id, BillLinks bills) {
        return new Row(
                token(id),
                Numbers.logit(exhibit.input().logits().at(id)),
                say(output.kept(id) ? "verdict.kept" : "lesson.exhibit.dropped"),
                probability(output.probability(id)),
                !output.kept(id),
                id == output.chosen(),
                bothShown() && exhibit.differs(id),
                false,
                bills.to(id, token(id)));
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
                bothShown() && others.stream().anyMatch(exhibit::differs),
                true,
                Optional.empty());
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
        if (!exhibit.differs()) {
            return say("lesson.exhibit.same", Numbers.count(exhibit.right().size()));
        }
        int wrong = exhibit.suspect().chosen();
        int right = exhibit.right().chosen();
        return wrong == right
                ? difference()
                : difference() + " " + say("lesson.exhibit.differs.choice", token(right), token(wrong));
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
        int id = exhibit.mostDifferent();
        String rightShare = probability(right.probability(id));
        String wrongShare = probability(suspect.probability(id));
        return rightShare.equals(wrongShare) // as far as their digits show
                ? kept
                : kept + " " + say("lesson.exhibit.differs.share", token(id), rightShare, wrongShare);
    }
}
