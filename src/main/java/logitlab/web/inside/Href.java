package logitlab.web.inside;

import java.util.Optional;
import java.util.function.Function;
import logitlab.web.link.InsideLink;
import logitlab.web.link.Station;

/**
 * Where a link leads: to a page, or, if JavaScript is on, to the fragment that replaces a part of the present page.
 *
 * @param page such as {@code /inside?...}, at the station that contains the link
 * @param part the address of the fragment; empty if the link leads to another page
 */
public record Href(String page, Optional<String> part) {

    public static Href within(String page, String part) {
        return new Href(page, Optional.of(part));
    }

    /** For templates, which leave out an attribute that is null. */
    public String fragment() {
        return part.orElse(null);
    }

    /** The page of all stations, at one of them. */
    static String page(InsideLink link, Optional<Station> station) {
        return "/inside?" + link.query() + anchor(station);
    }

    private static String anchor(Optional<Station> station) {
        return station.map(here -> "#" + here.key()).orElse("");
    }

    /**
     * The ways from one part of a page.
     *
     * @param ways to another look
     * @param forms whose buttons lead to all positions of a look's text
     */
    public record From(Function<InsideLink, Href> ways, Function<InsideLink, PositionForm.Form> forms) {

        /** @param fragment the address of a part of the look inside, such as {@code /inside/look} */
        static From part(String fragment, Optional<Station> station) {
            return new From(
                    link -> within(page(link, station), fragment + "?" + link.query()),
                    link -> PositionForm.Form.of("/inside" + anchor(station), fragment, "position", link.toMap()));
        }

        Href to(InsideLink link) {
            return ways.apply(link);
        }
    }
}
