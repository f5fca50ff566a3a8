package logitlab.web.lessons.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.lesson.widget.EmbeddingMapWidget;
import logitlab.lesson.widget.EmbeddingMapWidget.Spot;
import logitlab.lesson.widget.EmbeddingMapWidget.TokenMap;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.lessons.drawing.LabelPlacer;
import logitlab.web.link.FragmentLinks;
import logitlab.web.view.Numbers;

/**
 * 200 tokens on a flat map, one of them chosen, and its nearest neighbours.
 *
 * @param dots the chosen token first, then its neighbours, then all others
 */
public record EmbeddingMapWidgetView(Messages messages, EmbeddingMapWidget widget, TokenMap map, List<Dot> dots)
        implements View {

    /** In CSS pixels, on every screen. */
    private static final int HEIGHT = 440;

    private static final double LETTER = 7.3;
    private static final double EDGE = 26; // above and below the outermost dots
    private static final double SIDE = 0.04; // of the width, left and right of them

    /**
     * A token on the map.
     *
     * @param kind {@code chosen}, {@code near} or {@code other}
     * @param x in percent of the width
     * @param y in CSS pixels
     * @param cosine with the chosen token
     * @param width of the bar for the cosine
     */
    public record Dot(
            String kind,
            String word,
            String token,
            String x,
            String y,
            Optional<LabelPlacer.Label> label,
            String cosine,
            String width,
            FragmentLinks link) {}

    public static WidgetView.Output of(EmbeddingMapWidget widget, LessonRequest request) {
        TokenMap map = widget.map();
        EmbeddingMapWidgetView view =
                new EmbeddingMapWidgetView(request.messages(), widget, map, dots(widget, map, request));
        return new WidgetView.Output(
                view.say(
                        "lesson.map.sentence",
                        view.chosen().token(),
                        map.spots().size() - (view.inMap() ? 1 : 0),
                        view.near().get(0).token(),
                        view.near().get(0).cosine()),
                view,
                Map.of());
    }

    private static List<Dot> dots(EmbeddingMapWidget widget, TokenMap map, LessonRequest request) {
        List<Spot> spots = new ArrayList<>();
        spots.add(map.chosen());
        spots.addAll(map.nearest());
        map.spots().stream()
                .filter(spot -> spots.stream().noneMatch(shown -> shown.id() == spot.id()))
                .forEach(spots::add);
        Scale across = Scale.of(spots, spot -> spot.place().x());
        Scale up = Scale.of(spots, spot -> spot.place().y());
        List<LabelPlacer.Dot> places = spots.stream()
                .map(spot -> new LabelPlacer.Dot(
                        SIDE + (1 - 2 * SIDE) * across.share(spot.place().x()),
                        EDGE + (HEIGHT - 2 * EDGE) * (1 - up.share(spot.place().y())),
                        word(widget, spot)))
                .toList();
        int first = 1 + map.nearest().size();
        List<Optional<LabelPlacer.Label>> labels = new LabelPlacer(HEIGHT, LETTER, places).place(first);
        return IntStream.range(0, spots.size())
                .mapToObj(i -> new Dot(
                        i == 0 ? "chosen" : i < first ? "near" : "other",
                        places.get(i).name(),
                        WidgetView.token(widget, spots.get(i).id()),
                        Numbers.width(places.get(i).across()),
                        Numbers.decimals(places.get(i).down(), 1),
                        labels.get(i),
                        Numbers.cosine(spots.get(i).cosine()),
                        Numbers.width(Math.max(0, spots.get(i).cosine())),
                        request.with(widget.id(), Map.of("token", places.get(i).name()))))
                .toList();
    }

    private record Scale(double low, double high) {

        static Scale of(List<Spot> spots, ToDoubleFunction<Spot> along) {
            DoubleStream values = spots.stream().mapToDouble(along);
            var range = values.summaryStatistics();
            return new Scale(range.getMin(), range.getMax());
        }

        double share(double value) {
            return (value - low) / (high - low);
        }
    }

    private static String word(EmbeddingMapWidget widget, Spot spot) {
        return widget.config().source().token(spot.id()).text().strip();
    }

    public Dot chosen() {
        return dots.get(0);
    }

    public List<Dot> near() {
        return dots.stream().filter(dot -> dot.kind().equals("near")).toList();
    }

    /** In the order in which they are drawn, the chosen one on top. */
    public List<Dot> drawn() {
        return IntStream.range(0, dots.size())
                .mapToObj(i -> dots.get(dots.size() - 1 - i))
                .toList();
    }

    /** In alphabetical order. */
    public List<Dot> words() {
        return Stream.concat(dots.stream().skip(1), inMap() ? Stream.of(chosen()) : Stream.empty())
                .sorted((one, other) -> one.word().compareTo(other.word()))
                .toList();
    }

    private boolean inMap() {
        return map.spots().stream().anyMatch(spot -> spot.id() == widget.token());
    }

    public int height() {
        return HEIGHT;
    }

    /** How much the map keeps, so that nobody reads too much into it. */
    public String kept() {
        return say(
                "lesson.map.kept",
                Numbers.count(widget.model().tokenTable().orElseThrow().width()),
                Numbers.percent(map.projection().kept()));
    }

    /** How many of the nearest tokens are among the nearest on the map, too. */
    public String overlap() {
        long both = map.nearest().stream()
                .filter(spot -> map.near().contains(spot.id()))
                .count();
        return say("lesson.map.overlap", map.nearest().size(), chosen().token(), both);
    }
}
