package logitlab.web.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import logitlab.model.Switches;
import logitlab.web.Messages;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.view.Sentences;

/**
 * The bias of one token in a lane, or the switch of one head or MLP, and the way back from it.
 *
 * @param says the token and its bias, or what is switched
 * @param removal what the link or the button does
 * @param without the query of the link in which a switch is gone
 * @param token which bias the button removes; a link for each would be as long as all biases together
 * @param target what has the focus on that page; empty for a bias
 * @param said what is announced there; empty for a bias, because the lane announces its settings itself
 */
public record LaneMark(
        String says,
        String removal,
        Optional<String> without,
        OptionalInt token,
        Optional<String> target,
        Optional<String> said) {

    /** The switches first, because they change the logits before any bias does. */
    static List<LaneMark> all(Messages messages, OpenedLink play, String lane) {
        LaneLink own = play.link().lanes().get(lane);
        Stream<LaneMark> switches = own.switches().factors().entrySet().stream()
                .map(each -> ofSwitch(messages, play, lane, each.getKey(), each.getValue()));
        Stream<LaneMark> biases = own.settings().bias().entrySet().stream()
                .map(each -> ofBias(messages, play, lane, each.getKey(), each.getValue()));
        return Stream.concat(switches, biases).toList();
    }

    private static LaneMark ofSwitch(
            Messages messages, OpenedLink play, String lane, Switches.Place place, double factor) {
        String name = Sentences.place(messages, place);
        return new LaneMark(
                Sentences.switched(messages, place, factor),
                messages.say("switch.on.named", name),
                Optional.of(query(
                        play.link(), lane, one -> one.switches(one.switches().with(place, 1)))),
                OptionalInt.empty(),
                Optional.of("#" + lane + "-menu > summary"),
                Optional.of(messages.say("switch.on.said", name)));
    }

    private static LaneMark ofBias(Messages messages, OpenedLink play, String lane, int id, double value) {
        String says = Sentences.bias(messages, play.token(lane, id), value);
        return new LaneMark(
                says,
                messages.say("bias.remove", says),
                Optional.empty(),
                OptionalInt.of(id),
                Optional.empty(),
                Optional.empty());
    }

    /** The link with a changed lane, which chooses again from the step looked at on. */
    private static String query(PlayLink link, String lane, UnaryOperator<LaneLink> change) {
        PlayLink before = link.rewound();
        Map<String, LaneLink> lanes = new TreeMap<>(before.lanes());
        lanes.computeIfPresent(lane, (name, each) -> change.apply(each));
        return before.lanes(new TreeMap<>(lanes)).query();
    }
}
