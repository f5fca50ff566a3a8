package logitlab.web.step;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import logitlab.web.Messages;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.view.Sentences;

/**
 * The bias of one token in a lane, or the switch of one head or MLP, and the way back from it.
 *
 * @param says the token and its bias, or what is switched
 * @param removal what the link below does
 * @param removed what is announced after it; empty if the lane announces its settings itself
 * @param without the link in which it is gone; a switch also changes the settings form, so its link loads the whole page
 */
public record LaneMark(String says, String removal, String removed, FragmentLinks without) {

    /** The switches first, because they change the logits before any bias does. */
    static List<LaneMark> all(Messages messages, OpenedLink play, String lane) {
        PlayLink link = play.link();
        LaneLink own = link.lanes().get(lane);
        Stream<LaneMark> switches = own.switches().factors().entrySet().stream()
                .map(each -> new LaneMark(
                        Sentences.switched(messages, each.getKey(), each.getValue()),
                        messages.say("switch.on.named", Sentences.place(messages, each.getKey())),
                        messages.say("switch.on.said", Sentences.place(messages, each.getKey())),
                        new FragmentLinks(
                                page(
                                        link,
                                        lane,
                                        one -> one.switches(one.switches().with(each.getKey(), 1))),
                                null)));
        Stream<LaneMark> biases = own.settings().bias().entrySet().stream()
                .map(each -> bias(messages, play, lane, each.getKey(), each.getValue()));
        return Stream.concat(switches, biases).toList();
    }

    private static LaneMark bias(Messages messages, OpenedLink play, String lane, int id, double value) {
        String says = Sentences.bias(messages, play.token(lane, id), value);
        String page = page(play.link(), lane, one -> one.withoutBias(id));
        return new LaneMark(
                says,
                messages.say("bias.remove", says),
                "",
                new FragmentLinks(page, "/play/settings" + page.substring(page.indexOf('?'))));
    }

    /** The page with a changed lane, which chooses again from the step looked at on. */
    private static String page(PlayLink link, String lane, UnaryOperator<LaneLink> change) {
        PlayLink before = link.first(link.at());
        Map<String, LaneLink> lanes = new TreeMap<>(before.lanes());
        lanes.computeIfPresent(lane, (name, each) -> change.apply(each));
        return "/play?" + before.lanes(new TreeMap<>(lanes)).query();
    }
}
