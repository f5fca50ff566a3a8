package logitlab.web.inside;

import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * What every station begins with.
 *
 * @param name {@code embedding}, as links call the station
 * @param summary what is to be seen in it, in one sentence
 * @param open whether it is unfolded
 * @param link the page of all stations with this one alone open
 * @param positions the tokens of the text from which to choose a position, if the station has to provide them
 */
public record Head(
        String name,
        int number,
        String title,
        String summary,
        boolean open,
        String link,
        Optional<Positions> positions,
        Part part)
        implements View {

    static Head of(Look look, Part part, String summary) {
        Station station = part.station();
        return new Head(
                station.word(),
                station.number(),
                Messages.ENGLISH.say("inside." + station.word() + ".title"),
                summary,
                part.place() != Place.OF_ALL
                        || look.link().station().map(station::equals).orElse(true),
                Way.page(look.link().station(Optional.of(station)), Optional.of(station)),
                part.bringsChips() ? Optional.of(look.positions(part.from())) : Optional.empty(),
                part);
    }

    /** Whether the station stands by itself, outside the page of all stations. */
    public boolean alone() {
        return part.place() == Place.ALONE;
    }

    /** Whether it stands in another page, which has said its title and its summary. */
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
    record Part(Station station, Place place, String prefix, Way.From from) {

        static Part ofAll(Station station) {
            return new Part(station, Place.OF_ALL, "", Way.From.part("/inside/look", Optional.of(station)));
        }

        static Part alone(Station station) {
            return new Part(station, Place.ALONE, "", Way.From.part("/inside/" + station.word(), Optional.of(station)));
        }

        /** The first station is the tokens, and the last one is always that of the last position. */
        private boolean bringsChips() {
            return place == Place.ALONE
                    || place == Place.GUEST && station != Station.TOKENS && station != Station.CHOICE;
        }
    }
}
