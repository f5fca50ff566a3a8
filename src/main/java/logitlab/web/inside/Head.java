package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * What every station begins with.
 *
 * @param name {@code embedding}, the station's id in the page
 * @param summary what is to be seen in it, in one sentence
 * @param open whether it is unfolded
 * @param link the page with this station alone open
 * @param chips the tokens of the text to choose a position from, where the station stands by itself
 */
public record Head(
        String name, int number, String title, String summary, boolean open, String link, Optional<List<Chip>> chips)
        implements View {

    static Head of(Look look, Part part, String summary) {
        Station station = part.station();
        return new Head(
                station.word(),
                station.number(),
                Messages.ENGLISH.say("inside." + station.word() + ".title"),
                summary,
                part.alone() || look.link().station().map(station::equals).orElse(true),
                part.from().to(look.link().station(Optional.of(station))).page(),
                part.alone() ? Optional.of(Chip.all(look, part.from())) : Optional.empty());
    }

    /** Whether the station stands by itself, outside the page of all stations. */
    public boolean alone() {
        return chips.isPresent();
    }

    /** One station in the page of all stations, or by itself. */
    record Part(Station station, boolean alone) {

        Way.From from() {
            return new Way.From(alone ? "/inside/" + station.word() : "/inside/look", Optional.of(station));
        }
    }
}
