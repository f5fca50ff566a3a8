package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.lesson.block.InsidePlace;
import logitlab.lesson.widget.AttentionWidget;
import logitlab.model.HeadSteps;
import logitlab.model.Vector;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.lessons.drawing.PlaceLinks;
import logitlab.web.lessons.drawing.VectorStrip;
import logitlab.web.link.FragmentLinks;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * The steps of one attention head, up to the one that is unfolded: a row for each position that is asked.
 *
 * @param steps links to unfold it up to each step, with what happens in it
 * @param query of the position that asks
 * @param gathered what the values add up to
 */
public record AttentionWidgetView(
        Messages messages,
        AttentionWidget widget,
        HeadSteps head,
        List<Step> steps,
        PlaceLinks places,
        VectorStrip query,
        List<Row> rows,
        VectorStrip gathered)
        implements View {

    private static final int SHOWN = 4; // numbers of a vector

    /** @param told what happens, with its numbers; only of the steps that are unfolded */
    public record Step(String name, String title, FragmentLinks link, boolean unfolded, boolean current, String told) {}

    /**
     * A position that is asked.
     *
     * @param barX where the bar of its score begins, in percent of the width, as is {@code barWidth}
     * @param value its value times its weight
     */
    public record Row(
            String token,
            boolean strongest,
            VectorStrip key,
            String score,
            String barX,
            String barWidth,
            String weight,
            String weightWidth,
            VectorStrip value) {}

    /** One line of the numbers behind the picture. @param begins with its first numbers */
    public record Line(String token, String what, String begins, String length) {}

    public static WidgetView.Output of(AttentionWidget widget, LessonRequest request) {
        InsidePlace place = widget.place();
        HeadSteps head = place.steps();
        Telling telling = new Telling(request.messages(), place, head);
        List<Step> steps = AttentionWidget.SHOWS.stream()
                .map(name -> new Step(
                        name,
                        request.messages().say("lesson.attention.step." + name),
                        request.changed(widget.id(), Map.of("show", name)),
                        widget.shows(name),
                        name.equals(widget.show()),
                        widget.shows(name) ? telling.of(name) : ""))
                .toList();
        PlaceLinks places = new PlaceLinks(
                request.messages(),
                List.of(
                        PlaceLinks.positions(request, widget.id(), place),
                        PlaceLinks.layers(request, widget.id(), place),
                        PlaceLinks.heads(request, widget.id(), place)));
        double queries = VectorStrip.strongest(Stream.of(head.query()));
        List<Vector> given = IntStream.range(0, head.values().size())
                .mapToObj(at -> head.values().get(at).map(x -> head.weights().get(at) * x))
                .toList();
        double values = VectorStrip.strongest(given.stream());
        AttentionWidgetView view = new AttentionWidgetView(
                request.messages(),
                widget,
                head,
                steps,
                places,
                VectorStrip.of(head.query(), queries),
                rows(telling, head, given, values),
                VectorStrip.of(head.gathered(), values));
        return new WidgetView.Output(view.sentence(telling), view, Map.of());
    }

    private static List<Row> rows(Telling telling, HeadSteps head, List<Vector> given, double values) {
        double keys = VectorStrip.strongest(head.keys().stream());
        double low = Math.min(0, head.scores().stream().min(Double::compare).orElseThrow());
        double high = Math.max(0, head.scores().stream().max(Double::compare).orElseThrow());
        double range = high == low ? 1 : high - low;
        return IntStream.range(0, head.keys().size())
                .mapToObj(at -> new Row(
                        telling.token(at),
                        at == head.strongest(),
                        VectorStrip.of(head.keys().get(at), keys),
                        Numbers.logit(head.scores().get(at)),
                        Numbers.width((Math.min(0, head.scores().get(at)) - low) / range),
                        Numbers.width(Math.abs(head.scores().get(at)) / range),
                        Numbers.percent(head.weights().get(at)),
                        Numbers.width(head.weights().get(at)),
                        VectorStrip.of(given.get(at), values)))
                .toList();
    }

    private String sentence(Telling telling) {
        int strongest = head.strongest();
        return say(
                "lesson.attention.sentence",
                widget.place().head(),
                widget.place().layer(),
                telling.asking(),
                telling.token(strongest),
                Numbers.percent(head.weights().get(strongest)));
    }

    /** What happens in each step, in words and numbers. */
    private record Telling(Messages messages, InsidePlace place, HeadSteps head) {

        String token(int at) {
            return TokenText.visible(place.live().token(place.text().at(at)));
        }

        String asking() {
            return token(place.position());
        }

        String of(String step) {
            return switch (step) {
                case "ask" -> tell(step, asking(), head.query().size(), begins(head.query()));
                case "offer" -> tell(step, head.keys().size(), head.query().size());
                case "compare" -> compare();
                case "share" ->
                    tell(
                            step,
                            token(head.strongest()),
                            Numbers.percent(head.weights().get(head.strongest())));
                default -> add();
            };
        }

        private String tell(String step, Object... figures) {
            return messages.say("lesson.attention.tells." + step, figures);
        }

        private String compare() {
            int at = head.strongest();
            Vector key = head.keys().get(at);
            String terms = IntStream.range(0, 3)
                    .mapToObj(i -> bracketed(head.query().at(i)) + " × " + bracketed(key.at(i)))
                    .collect(Collectors.joining(" + "));
            return tell(
                    "compare",
                    token(at),
                    terms,
                    Numbers.norm(head.products().get(at)),
                    head.query().size(),
                    Numbers.norm(Math.sqrt(head.query().size())),
                    Numbers.logit(head.scores().get(at)));
        }

        /** The first number of the sum is worked out. */
        private String add() {
            int at = head.strongest();
            double value = head.values().get(at).at(0);
            double part = head.weights().get(at) * value;
            Vector before =
                    place.seen().hidden(place.layer() - 1, place.position()).orElseThrow();
            return tell(
                            "add",
                            token(at),
                            Numbers.share(head.weights().get(at)),
                            bracketed4(value),
                            Numbers.component(part),
                            Numbers.component(head.gathered().at(0) - part),
                            Numbers.component(head.gathered().at(0)))
                    + " "
                    + tell(
                            "added",
                            head.added().size(),
                            Numbers.norm(head.added().norm()),
                            asking(),
                            Numbers.norm(before.norm()));
        }

        private static String bracketed(double number) {
            return number < 0 ? "(" + Numbers.norm(number) + ")" : Numbers.norm(number);
        }

        private static String bracketed4(double number) {
            return number < 0 ? "(" + Numbers.component(number) + ")" : Numbers.component(number);
        }
    }

    private static String begins(Vector vector) {
        return IntStream.range(0, Math.min(SHOWN, vector.size()))
                .mapToObj(i -> Numbers.norm(vector.at(i)))
                .collect(Collectors.joining(", "));
    }

    public boolean shows(String step) {
        return widget.shows(step);
    }

    /** The positions that are asked, or only the one that asks if nothing is offered yet. */
    public String asking() {
        return new Telling(messages, widget.place(), head).asking();
    }

    public String root() {
        return Integer.toString(head.query().size());
    }

    /** All vectors of the steps that are unfolded, each with its first numbers and its length. */
    public List<Line> lines() {
        Telling telling = new Telling(messages, widget.place(), head);
        Stream<Line> query = Stream.of(line(telling.asking(), "query", head.query()));
        Stream<Line> keys = vectors(telling, shows("offer"), "key", head.keys());
        Stream<Line> values = vectors(telling, shows("add"), "value", head.values());
        Stream<Line> sum =
                shows("add") ? Stream.of(line(telling.asking(), "gathered", head.gathered())) : Stream.empty();
        return Stream.of(query, keys, values, sum).flatMap(lines -> lines).toList();
    }

    private Stream<Line> vectors(Telling telling, boolean unfolded, String what, List<Vector> vectors) {
        return IntStream.range(0, unfolded ? vectors.size() : 0)
                .mapToObj(at -> line(telling.token(at), what, vectors.get(at)));
    }

    private Line line(String token, String what, Vector vector) {
        return new Line(
                token, say("lesson.attention.what." + what), begins(vector) + ", …", Numbers.norm(vector.norm()));
    }
}
