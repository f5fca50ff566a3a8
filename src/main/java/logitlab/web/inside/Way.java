package logitlab.web.inside;

import java.util.List;
import java.util.Optional;

/**
 * Where a link leads: to a page, or, where JavaScript is on, to the fragment that is swapped in.
 *
 * @param page such as {@code /inside?...}, at the station that the link stands in
 * @param part what takes the place of the part of the page that the link stands in; none where it leads to another page
 */
public record Way(String page, Optional<String> part) {

    public static Way within(String page, String part) {
        return new Way(page, Optional.of(part));
    }

    /** For templates, which leave out an attribute that is null. */
    public String fragment() {
        return part.orElse(null);
    }

    /** The page of all stations, at one of them. */
    static String page(InsideLink link, Optional<Station> station) {
        return "/inside?" + link.query()
                + station.map(here -> "#" + here.word()).orElse("");
    }

    /** The ways from one part of a page. */
    public interface From {

        Way to(InsideLink link);

        /** The links to all positions of the text. */
        Positions positions(InsideLink link, List<Chip> chips);

        /** @param fragment the address of a part of the look inside, such as {@code /inside/look} */
        static From part(String fragment, Optional<Station> station) {
            return new From() {
                @Override
                public Way to(InsideLink link) {
                    return within(page(link, station), fragment + "?" + link.query());
                }

                @Override
                public Positions positions(InsideLink link, List<Chip> chips) {
                    String place = station.map(here -> "#" + here.word()).orElse("");
                    return Positions.of("/inside" + place, fragment, "position", link.toMap(), chips);
                }
            };
        }
    }
}
