package logitlab.web.lessons.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.lesson.block.InsidePlace;
import logitlab.lesson.widget.DrawingWidget;
import logitlab.lesson.widget.DrawingWidget.Part;
import logitlab.model.FinalNorm;
import logitlab.model.HeadSteps;
import logitlab.model.OutputRow;
import logitlab.model.Vector;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.lessons.drawing.PlaceLinks;
import logitlab.web.lessons.drawing.VectorStrip;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * A small drawing of vectors, one below the other, with a sentence.
 *
 * @param note what the drawing shows, in numbers
 */
public record DrawingWidgetView(
        Messages messages,
        DrawingWidget widget,
        PlaceLinks places,
        List<Row> rows,
        List<Rug> rugs,
        List<Flow> flows,
        String note)
        implements View {

    /** A vector as cells. @param sign between it and the row above: a plus, a times or an equals sign, or none */
    public record Row(String sign, String name, VectorStrip strip, String value) {}

    /**
     * The numbers of a vector as strokes along one axis.
     *
     * @param strokes an SVG path over 1000 units, {@code mean} the place of their mean in percent, {@code left} and {@code width} of the band
     *     one spread to each side of it
     */
    public record Rug(String name, String strokes, String mean, String left, String width, String value) {}

    /** A part that flows into the stream. @param added how long it is, {@code after} how long the stream is then */
    public record Flow(String name, String added, String addedWidth, String after, String afterWidth, boolean layer) {}

    public static WidgetView.Output of(DrawingWidget widget, LessonRequest request) {
        Sketch sketch = new Sketch(request.messages(), widget);
        DrawingWidgetView view = switch (widget.name()) {
            case "dot-product" -> sketch.dotProduct(request);
            case "residual-stream" -> sketch.stream(request);
            case "layer-norm" -> sketch.norm(request);
            default -> sketch.mlp(request);
        };
        return new WidgetView.Output(view.note(), view, Map.of());
    }

    /** Makes each drawing. */
    private record Sketch(Messages messages, DrawingWidget widget) {

        private InsidePlace place() {
            return widget.place();
        }

        private String token(int at) {
            return TokenText.visible(place().live().token(place().text().at(at)));
        }

        private String token() {
            return token(place().position());
        }

        private String tell(String key, Object... figures) {
            return messages.say("lesson.drawing." + key, figures);
        }

        private DrawingWidgetView view(
                LessonRequest request,
                List<String> keys,
                List<Row> rows,
                List<Rug> rugs,
                List<Flow> flows,
                String note) {
            List<PlaceLinks.Row> links = new ArrayList<>();
            links.add(PlaceLinks.positions(request, widget.id(), place()));
            if (keys.contains("layer")) {
                links.add(PlaceLinks.layers(request, widget.id(), place()));
            }
            if (keys.contains("head")) {
                links.add(PlaceLinks.heads(request, widget.id(), place()));
            }
            return new DrawingWidgetView(messages, widget, new PlaceLinks(messages, links), rows, rugs, flows, note);
        }

        DrawingWidgetView dotProduct(LessonRequest request) {
            HeadSteps head = place().steps();
            int at = head.strongest();
            Vector key = head.keys().get(at);
            Vector products = head.query().times(key);
            double scale = VectorStrip.strongest(Stream.of(head.query(), key));
            List<Row> rows = List.of(
                    row("", tell("query", token()), head.query(), scale, tell("begins", begins(head.query()))),
                    row("×", tell("key", token(at)), key, scale, tell("begins", begins(key))),
                    row(
                            "=",
                            tell("products"),
                            products,
                            VectorStrip.strongest(Stream.of(products)),
                            tell("begins", begins(products))));
            return view(
                    request,
                    List.of("layer", "head"),
                    rows,
                    List.of(),
                    List.of(),
                    tell(
                            "dot-product",
                            token(),
                            token(at),
                            products.size(),
                            Numbers.norm(head.products().get(at))));
        }

        private Row row(String sign, String name, Vector vector, double scale, String value) {
            return new Row(sign, name, VectorStrip.of(vector, scale), value);
        }

        private String begins(Vector vector) {
            return IntStream.range(0, 3)
                    .mapToObj(i -> Numbers.norm(vector.at(i)))
                    .collect(Collectors.joining(", "));
        }

        DrawingWidgetView stream(LessonRequest request) {
            List<Part> parts = widget.stream();
            double longest = parts.stream()
                    .mapToDouble(
                            part -> Math.max(part.added().norm(), part.after().norm()))
                    .max()
                    .orElseThrow();
            List<Flow> flows = parts.stream()
                    .map(part -> new Flow(
                            tell("part." + part.kind(), part.layer()),
                            Numbers.norm(part.added().norm()),
                            Numbers.width(part.added().norm() / longest),
                            Numbers.norm(part.after().norm()),
                            Numbers.width(part.after().norm() / longest),
                            part.kind().equals("attention")))
                    .toList();
            return view(
                    request,
                    List.of(),
                    List.of(),
                    List.of(),
                    flows,
                    tell(
                            "residual-stream",
                            token(),
                            parts.size(),
                            Numbers.norm(parts.get(0).after().norm()),
                            Numbers.norm(parts.get(parts.size() - 1).after().norm())));
        }

        DrawingWidgetView norm(LessonRequest request) {
            Vector before = widget.before();
            Vector after = widget.normed();
            double farthest = Stream.of(before, after)
                    .mapToDouble(vector -> IntStream.range(0, vector.size())
                            .mapToDouble(i -> Math.abs(vector.at(i)))
                            .max()
                            .orElseThrow())
                    .max()
                    .orElseThrow();
            return view(
                    request,
                    List.of("layer"),
                    List.of(),
                    List.of(rug("before", before, farthest), rug("after", after, farthest)),
                    List.of(),
                    tell(
                            "layer-norm",
                            before.size(),
                            token(),
                            place().layer(),
                            Numbers.norm(before.mean()),
                            Numbers.norm(before.spread()),
                            Numbers.norm(after.mean()),
                            Numbers.norm(after.spread())));
        }

        private Rug rug(String name, Vector vector, double farthest) {
            String strokes = IntStream.range(0, vector.size())
                    .mapToObj(i -> "M" + Numbers.decimals(1000 * place(vector.at(i), farthest), 1) + " 0v1")
                    .collect(Collectors.joining());
            return new Rug(
                    tell("rug." + name),
                    strokes,
                    Numbers.width(place(vector.mean(), farthest)),
                    Numbers.width(place(vector.mean() - vector.spread(), farthest)),
                    Numbers.width(vector.spread() / farthest),
                    tell("rug.value", Numbers.norm(vector.mean()), Numbers.norm(vector.spread())));
        }

        /** From the smallest to the largest number as from 0 to 1, with a margin on each side. */
        private static double place(double value, double farthest) {
            return 0.5 + value / (2 * farthest);
        }

        DrawingWidgetView mlp(LessonRequest request) {
            Part mlp = widget.mlp();
            Vector before = mlp.after().plus(mlp.added().map(x -> -x));
            double scale = VectorStrip.strongest(Stream.of(before, mlp.added(), mlp.after()));
            List<Row> rows = List.of(
                    row("", tell("mlp.before"), before, scale, tell("length", Numbers.norm(before.norm()))),
                    row(
                            "+",
                            tell("mlp.adds", place().layer()),
                            mlp.added(),
                            scale,
                            tell("length", Numbers.norm(mlp.added().norm()))),
                    row(
                            "=",
                            tell("mlp.after"),
                            mlp.after(),
                            scale,
                            tell("length", Numbers.norm(mlp.after().norm()))));
            return view(request, List.of("layer"), rows, List.of(), List.of(), mlpNote(mlp));
        }

        /** What the part adds to the logit of the token that is best in the end, which is exact once the final norm's scale is known. */
        private String mlpNote(Part mlp) {
            int best = place().live()
                    .model()
                    .logits(place().text().first(place().position() + 1))
                    .argmax();
            OutputRow row = place().live()
                    .model()
                    .outputRows(List.of(best))
                    .orElseThrow()
                    .get(0);
            FinalNorm norm = place().seen().finalNorm(place().position()).orElseThrow();
            return tell(
                    "mlp",
                    mlp.layer(),
                    token(),
                    Numbers.norm(mlp.added().norm()),
                    TokenText.visible(place().live().token(best)),
                    Numbers.logit(norm.logit(mlp.added(), row.row())));
        }
    }
}
