package logitlab.web.lessons.widget;

import gg.jte.Content;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import logitlab.lesson.widget.InsideWidget;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.inside.EmbeddedStation;
import logitlab.web.inside.PositionForm;
import logitlab.web.inside.StationLinks;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.InsideLink;

/** A station of the look inside, whose links to other positions, layers and heads stay in the lesson. */
public record InsideWidgetView(Messages messages, String id, Content content) implements View {

    public static WidgetView.Output of(InsideWidget widget, LessonRequest request) {
        StationLinks within = new StationLinks(
                link -> links(widget, link, request),
                (link, key) -> PositionForm.Form.of(
                        request.page() + "#" + widget.id(),
                        request.page() + "/widgets/" + widget.id(),
                        widget.id() + "." + key,
                        request.values()));
        EmbeddedStation station = EmbeddedStation.of(
                request.messages(),
                InsideLink.parse(widget.parameters()),
                widget.config().models(),
                widget.id() + "-",
                within);
        Content content = output -> output.writeContent(Html.text(station.template(), station.view()));
        return new WidgetView.Output(
                station.summary(), new InsideWidgetView(request.messages(), widget.id(), content), Map.of());
    }

    private static FragmentLinks links(InsideWidget widget, InsideLink link, LessonRequest request) {
        Map<String, String> values = new LinkedHashMap<>(request.of(widget.id()));
        put(values, "position", link.position(), widget.position());
        put(values, "layer", link.layer(), widget.layer());
        put(values, "head", link.head(), widget.head());
        return request.with(widget.id(), values);
    }

    /** A blank value replaces the lesson's own. */
    private static void put(Map<String, String> values, String key, OptionalInt linked, OptionalInt shown) {
        if (linked.isPresent() || shown.isPresent()) {
            values.put(key, linked.isPresent() ? Integer.toString(linked.getAsInt()) : "");
        }
    }
}
