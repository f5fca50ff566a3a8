package logitlab.web.inside;

import java.util.Optional;

/**
 * Where a link leads: to the page, or, where JavaScript is on, to the fragment that is swapped in.
 *
 * @param page the page, at the station that the link stands in
 * @param fragment what takes the place of the part of the page that the link stands in
 */
public record Way(String page, String fragment) {

    /** The ways from one part of a page. @param fragment the address of that part, such as {@code /inside/look} */
    record From(String fragment, Optional<Station> station) {

        Way to(InsideLink link) {
            String query = link.query();
            String anchor = station.map(here -> "#" + here.word()).orElse("");
            return new Way("/inside?" + query + anchor, fragment + "?" + query);
        }
    }
}
