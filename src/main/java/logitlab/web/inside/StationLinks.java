package logitlab.web.inside;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.InsideLink;
import logitlab.web.link.Station;

/**
 * Where the links of a station lead.
 *
 * @param links to a different look
 * @param forms whose buttons change one key of a look, such as {@code position}; {@code switch} stands for all switches
 */
public record StationLinks(
        Function<InsideLink, FragmentLinks> links, BiFunction<InsideLink, String, PositionForm.Form> forms) {

    /** @param fragment the address of a part of the look inside, such as {@code /inside/look} */
    static StationLinks part(String fragment, Optional<Station> station) {
        return new StationLinks(
                link -> new FragmentLinks(page(link, station), fragment + "?" + link.query()),
                (link, key) -> PositionForm.Form.of("/inside" + anchor(station), fragment, key, link.toMap()));
    }

    /** The page of all stations, scrolled to one of them. */
    static String page(InsideLink link, Optional<Station> station) {
        return "/inside?" + link.query() + anchor(station);
    }

    private static String anchor(Optional<Station> station) {
        return station.map(here -> "#" + here.key()).orElse("");
    }

    FragmentLinks to(InsideLink link) {
        return links.apply(link);
    }
}
