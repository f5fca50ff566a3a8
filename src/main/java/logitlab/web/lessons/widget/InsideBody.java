package logitlab.web.lessons.widget;

import gg.jte.Content;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import logitlab.lesson.widget.InsideWidget;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.inside.Guest;
import logitlab.web.inside.Positions;
import logitlab.web.inside.Way;
import logitlab.web.lessons.block.Visit;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.Addresses;
import logitlab.web.link.InsideLink;

/** A station of the look inside, whose links to other positions, layers and heads stay in the lesson. */
public record InsideBody(Messages messages, String id, Content content) implements View {

    public static WidgetView.Shown of(InsideWidget widget, Visit visit) {
        Way.From within = new Way.From(
                link -> way(widget, link, visit),
                link -> Positions.Form.of(
                        visit.page() + "#" + widget.id(),
                        visit.page() + "/widgets/" + widget.id(),
                        widget.id() + ".position",
                        visit.words()));
        Guest station = Guest.of(
                visit.messages(),
                InsideLink.parse(widget.look()),
                widget.frame().models(),
                widget.id() + "-",
                within);
        Content content = output -> output.writeContent(Html.text(station.template(), station.view()));
        return new WidgetView.Shown(
                station.summary(), new InsideBody(visit.messages(), widget.id(), content), Map.of());
    }

    private static Way way(InsideWidget widget, InsideLink link, Visit visit) {
        Map<String, String> values = new LinkedHashMap<>(visit.of(widget.id()));
        put(values, "position", link.position(), widget.position());
        put(values, "layer", link.layer(), widget.layer());
        put(values, "head", link.head(), widget.head());
        Addresses there = visit.with(widget.id(), values);
        return Way.within(there.page(), there.fragment());
    }

    /** A blank value replaces the lesson's own. */
    private static void put(Map<String, String> values, String key, OptionalInt there, OptionalInt here) {
        if (there.isPresent() || here.isPresent()) {
            values.put(key, there.isPresent() ? Integer.toString(there.getAsInt()) : "");
        }
    }
}
