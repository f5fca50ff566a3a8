package logitlab.web.lessons;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import logitlab.lesson.InsideWidget;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.inside.Guest;
import logitlab.web.inside.InsideLink;
import logitlab.web.inside.Positions;
import logitlab.web.inside.Way;

/** A station of the look inside, whose links to other positions, layers and heads stay in the lesson. */
public record InsideBody(String id, Guest station) implements Fragment {

    static WidgetView.Shown of(InsideWidget widget, Visit visit) {
        Way.From within = new Way.From(
                link -> way(widget, link, visit),
                link -> Positions.Form.of(
                        visit.page() + "#" + widget.id(),
                        visit.page() + "/widgets/" + widget.id(),
                        widget.id() + ".position",
                        visit.words()));
        Guest station = Guest.of(
                Messages.ENGLISH,
                InsideLink.parse(widget.look()),
                widget.frame().models(),
                widget.id() + "-",
                within);
        return new WidgetView.Shown(station.summary(), new InsideBody(widget.id(), station), Map.of());
    }

    private static Way way(InsideWidget widget, InsideLink link, Visit visit) {
        Map<String, String> words = new LinkedHashMap<>(visit.of(widget.id()));
        put(words, "position", link.position(), widget.position());
        put(words, "layer", link.layer(), widget.layer());
        put(words, "head", link.head(), widget.head());
        Addresses there = visit.with(widget.id(), words);
        return Way.within(there.page(), there.fragment());
    }

    /** A blank word takes back what the lesson says. */
    private static void put(Map<String, String> words, String key, OptionalInt there, OptionalInt here) {
        if (there.isPresent() || here.isPresent()) {
            words.put(key, there.isPresent() ? Integer.toString(there.getAsInt()) : "");
        }
    }

    /** The station, as the look inside prints it. */
    public String content() {
        return Html.text(station.template(), station.view());
    }

    @Override
    public String template() {
        return "fragments/widgets/inside";
    }
}
