package logitlab.web.inside;

import java.util.Optional;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.InsideLink;
import logitlab.web.link.Station;

/**
 * One station of the look inside as a part of another page, such as a lesson.
 *
 * @param template the template of the view
 * @param summary what the station shows, in one sentence
 */
public record EmbeddedStation(String template, View view, String summary) {

    /**
     * @param link which names a station
     * @param prefix of all ids, so that a page can have several stations
     * @param within the ways to another position, layer or head; all others lead to the look inside
     * @throws logitlab.decoding.input.InvalidValueException if the link does not fit the model
     */
    public static EmbeddedStation of(
            Messages messages, InsideLink link, Models models, String prefix, StationLinks within) {
        OpenedInsideLink opened = OpenedInsideLink.open(messages, link, models);
        Optional<Station> station = link.station();
        StationLinks from = new StationLinks(
                other -> other.lane().equals(opened.link().lane())
                        ? within.to(other)
                        : new FragmentLinks(StationLinks.page(other, station), null),
                within.forms());
        StationView view = StationView.of(
                opened, new StationHeader.Part(station.orElseThrow(), StationHeader.Place.GUEST, prefix, from));
        return new EmbeddedStation(view.template(), view, view.head().summary());
    }
}
