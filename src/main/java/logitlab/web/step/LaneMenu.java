package logitlab.web.step;

import java.util.List;
import java.util.Optional;
import logitlab.web.link.HiddenField;
import logitlab.web.link.PlayLink;

/**
 * What can be done with a lane: give it a name, copy it, remove it.
 *
 * @param field of the lane's name in the link
 * @param given the name that it was given, or nothing
 * @param hidden the rest of the link, for the form of the name
 * @param free the name that a copy would get in the link; nothing if there are four lanes
 * @param copy the query of the link with a copy of the lane, and its tab; empty if there are four lanes
 * @param removed the query of the link without it; empty if it is the only one
 */
public record LaneMenu(
        String field,
        String given,
        List<HiddenField> hidden,
        String free,
        Optional<String> copy,
        Optional<String> removed) {

    static LaneMenu of(PlayLink link, String name) {
        String field = name + ".name";
        return new LaneMenu(
                field,
                link.lanes().get(name).name().orElse(""),
                HiddenField.of(link.toMap(), key -> !key.equals(field)),
                link.freeLane().orElse(""),
                link.with(link.lanes().get(name)).map(more -> withTab(link, more)),
                link.without(name).map(PlayLink::query));
    }

    /** The query of a link with a lane more; at its end the name of the tab with the settings of the new lane. */
    static String withTab(PlayLink link, PlayLink more) {
        return more.query()
                + more.lanes().keySet().stream()
                        .filter(lane -> !link.lanes().containsKey(lane))
                        .map(lane -> "#settings-" + lane)
                        .findFirst()
                        .orElse("");
    }
}
