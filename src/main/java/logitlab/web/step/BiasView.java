package logitlab.web.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import logitlab.web.Messages;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.view.Sentences;

/**
 * The bias of one token in a lane, and the way back from it.
 *
 * @param says the token and its bias, or that it is banned
 * @param without the query of the link in which it is gone
 */
public record BiasView(String says, String without) {

    static List<BiasView> all(Messages messages, OpenedLink play, String lane) {
        PlayLink link = play.link();
        List<BiasView> all = new ArrayList<>();
        link.lanes().get(lane).settings().bias().forEach((id, value) -> {
            String token = play.token(lane, id);
            all.add(new BiasView(
                    Sentences.bias(messages, token, value),
                    without(link, lane, id).query()));
        });
        return List.copyOf(all);
    }

    private static PlayLink without(PlayLink link, String lane, int id) {
        Map<String, LaneLink> lanes = new TreeMap<>(link.lanes());
        lanes.computeIfPresent(lane, (name, each) -> each.first(link.at()).withoutBias(id));
        PlayLink before = link.first(link.at());
        return before.lanes(new TreeMap<>(lanes)).at(link.at());
    }
}
