package logitlab.web.lessons.drawing;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import logitlab.lesson.block.InsidePlace;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.link.FragmentLinks;
import logitlab.web.view.TokenText;

/** Links from a widget to the same at another layer, head or position. */
public record PlaceLinks(Messages messages, List<Row> rows) implements View {

    /** @param label what is chosen */
    public record Row(String label, boolean tokens, List<Choice> choices) {}

    public record Choice(String name, FragmentLinks link, boolean current) {}

    public PlaceLinks {
        rows = List.copyOf(rows);
    }

    public static Row layers(LessonRequest request, String id, InsidePlace place) {
        return numbers(request, id, "layer", place.layer(), place.seen().layers());
    }

    public static Row heads(LessonRequest request, String id, InsidePlace place) {
        return numbers(request, id, "head", place.head(), place.seen().heads(place.layer()));
    }

    private static Row numbers(LessonRequest request, String id, String key, int current, int most) {
        return row(request, id, key, current, IntStream.rangeClosed(1, most), Integer::toString);
    }

    public static Row positions(LessonRequest request, String id, InsidePlace place) {
        IntFunction<String> name =
                at -> TokenText.visible(place.live().token(place.text().at(at)));
        return row(
                request,
                id,
                "position",
                place.position(),
                IntStream.range(0, place.text().size()),
                name);
    }

    private static Row row(
            LessonRequest request, String id, String key, int current, IntStream values, IntFunction<String> name) {
        return new Row(
                request.messages().say("lesson.place." + key),
                key.equals("position"),
                values.mapToObj(value -> new Choice(
                                name.apply(value),
                                request.changed(id, Map.of(key, Integer.toString(value))),
                                value == current))
                        .toList());
    }
}
