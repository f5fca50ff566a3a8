package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import logitlab.model.Models;
import logitlab.web.View;

/**
 * One station of the look inside as a part of another page, such as a lesson.
 *
 * @param template that prints the view
 * @param summary what is to be seen, in one sentence
 */
public record Guest(String template, View view, String summary) {

    /**
     * @param link which names a station
     * @param prefix of all ids, so that a page can have several stations
     * @param within the ways to another position, layer or head; all others lead to the look inside
     * @throws logitlab.decoding.InvalidValue where the link does not fit the model
     */
    public static Guest of(InsideLink link, Models models, String prefix, Way.From within) {
        Station station = link.station().orElseThrow();
        Look look = Look.open(link, models);
        Way.From from = new Way.From() {
            @Override
            public Way to(InsideLink other) {
                return other.lane().equals(look.link().lane())
                        ? within.to(other)
                        : new Way(Way.page(other, Optional.of(station)), Optional.empty());
            }

            @Override
            public Positions positions(InsideLink here, List<Chip> chips) {
                return within.positions(here, chips);
            }
        };
        Head.Part part = new Head.Part(station, Head.Place.GUEST, prefix, from);
        StationView view = station.view(look, part);
        return new Guest(station.template(), view, view.head().summary());
    }
}
