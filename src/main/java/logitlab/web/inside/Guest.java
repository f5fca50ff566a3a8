package logitlab.web.inside;

import java.util.Optional;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.InsideLink;
import logitlab.web.link.Station;

/**
 * One station of the look inside as a part of another page, such as a lesson.
 *
 * @param template the template of the view
 * @param summary what the station shows, in one sentence
 */
public record Guest(String template, View view, String summary) {

    /**
     * @param link which names a station
     * @param prefix of all ids, so that a page can have several stations
     * @param within the ways to another position, layer or head; all others lead to the look inside
     * @throws logitlab.decoding.InvalidValue if the link does not fit the model
     */
    public static Guest of(Messages messages, InsideLink link, Models models, String prefix, Way.From within) {
        Look look = Look.open(messages, link, models);
        Optional<Station> station = link.station();
        Way.From from = new Way.From(
                other -> other.lane().equals(look.link().lane())
                        ? within.to(other)
                        : new Way(Way.page(other, station), Optional.empty()),
                within.forms());
        StationView view = StationView.of(look, new Head.Part(station.orElseThrow(), Head.Place.GUEST, prefix, from));
        return new Guest(view.template(), view, view.head().summary());
    }
}
