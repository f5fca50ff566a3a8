package logitlab.web.inside;

import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.InsideLink;
import logitlab.web.link.Station;

/**
 * The beginning of every station.
 *
 * @param summary what the station shows, in one sentence
 * @param open whether it is unfolded: on a page of its own, or because the link is about something in it
 * @param link the page of all stations with this one alone open
 * @param positions the tokens of the text, if this station has to offer the choice of a position
 * @param switched what is switched inside the model, if this station has to say it
 */
public record StationHeader(
        Messages messages,
        Part part,
        String title,
        String summary,
        boolean open,
        String link,
        Optional<PositionForm> positions,
        Optional<String> switched)
        implements View {

    static StationHeader of(OpenedInsideLink opened, Part part, String summary) {
        Station station = part.station();
        return new StationHeader(
                opened.messages(),
                part,
                opened.say("inside." + station.key() + ".title"),
                summary,
                part.place() != Place.OF_ALL || asks(opened.link(), station),
                StationLinks.page(opened.link().station(Optional.of(station)), Optional.of(station)),
                part.bringsChips() ? Optional.of(opened.positions(part.from())) : Optional.empty(),
                part.saysSwitches() ? SwitchesView.sentence(opened) : Optional.empty());
    }

    /** Whether the link is about something in this station. */
    private static boolean asks(InsideLink link, Station station) {
        return link.station().filter(station::equals).isPresent()
                || station == Station.LAYERS && link.layer().isPresent()
                || station == Station.LOGITS
                        && (link.other().isPresent() || link.target().isPresent());
    }

    /** The name of the station in links, such as {@code embedding}. */
    public String name() {
        return part.station().key();
    }

    public int number() {
        return part.station().number();
    }

    /** Whether the station stands by itself, outside the page of all stations. */
    public boolean alone() {
        return part.place() == Place.ALONE;
    }

    /** Whether it is part of another page, which shows its title and its summary. */
    public boolean guest() {
        return part.place() == Place.GUEST;
    }

    /** An id in the page: {@code tokens-pieces}, or {@code mine-tokens-pieces} in a page that may have several stations. */
    public String id(String name) {
        return part.prefix() + name;
    }

    /** Where a station is shown: in the page of all stations, by itself, or in another page. */
    enum Place {
        OF_ALL,
        ALONE,
        GUEST
    }

    /** One station at its place. @param prefix of its ids */
    record Part(Station station, Place place, String prefix, StationLinks from) {

        static Part ofAll(Station station) {
            return new Part(station, Place.OF_ALL, "", StationLinks.part("/inside/look", Optional.of(station)));
        }

        static Part alone(Station station) {
            return new Part(
                    station, Place.ALONE, "", StationLinks.part("/inside/" + station.key(), Optional.of(station)));
        }

        /** The page of all stations names the switches above them, and in a lesson the logits show them. */
        private boolean saysSwitches() {
            return place == Place.ALONE || place == Place.GUEST && station != Station.LOGITS;
        }

        /** The tokens already are the first station, and the last station always shows the last position. */
        private boolean bringsChips() {
            return place == Place.ALONE
                    || place == Place.GUEST && station != Station.TOKENS && station != Station.CHOICE;
        }
    }
}
