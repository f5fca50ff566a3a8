package logitlab.web.tool.others;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Order;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * What other programs would do with the logits of the step: with the settings of the lane, and with their own defaults.
 *
 * @param note what stays the same in all rows, or why there is nothing to show
 * @param tables empty if the lane had finished before the step
 */
public record OthersView(Messages messages, String note, List<Table> tables) implements View {

    /** Where the rules of an order come from. */
    public record Source(String name, String from) {}

    private static final int NAMED = 4;

    /** The rows of all orders for one kind of settings. */
    public record Table(String id, String heading, String note, List<Row> rows) {}

    /**
     * One order.
     *
     * @param settings that it applies; empty if they are those of the lane
     * @param kept how many tokens it keeps
     * @param why it differs from the lane, and which tokens only one of them keeps
     * @param lane the address of the step with one lane more, which has these settings; empty if there are four
     */
    public record Row(
            String name,
            boolean own,
            String settings,
            String kept,
            String token,
            String probability,
            String why,
            Optional<String> lane) {}

    /** @param opened the tool at its step */
    public static OthersView of(Messages messages, OpenedTool opened) {
        if (!opened.chose()) {
            return new OthersView(messages, messages.say("others.finished"), List.of());
        }
        Lane lane = opened.lane();
        Settings own = lane.settings();
        return new OthersView(
                messages,
                messages.say(
                        lane.decoder().draws()
                                ? "others.note"
                                : "others.note." + lane.decoder().key(),
                        Numbers.share(opened.play().draw().u())),
                List.of(table(messages, opened, "own", own::in), table(messages, opened, "defaults", Order::defaults)));
    }

    /** Where the rules come from, one program after the other. */
    public List<Source> sources() {
        return Stream.of(Order.values())
                .map(order -> new Source(say("order." + order.key()), say("others.source." + order.key())))
                .toList();
    }

    private static Table table(Messages messages, OpenedTool opened, String key, Function<Order, Settings> settings) {
        Step own = sampled(opened, opened.lane().settings());
        List<Row> rows = Stream.of(Order.values())
                .map(settings)
                .map(each -> row(messages, opened, own, each))
                .toList();
        String on = on(messages, opened.lane().settings());
        return new Table(key, messages.say("others." + key), messages.say("others." + key + ".note", on), rows);
    }

    /** The settings but the order. */
    private static String on(Messages messages, Settings settings) {
        List<String> on = new ArrayList<>(Sentences.settings(messages, settings));
        on.removeIf(messages.say("order.of." + settings.order().key())::equals);
        int biases = settings.bias().size();
        if (biases > 0) {
            on.add(messages.say("others.biases", biases));
        }
        return on.isEmpty() ? messages.say("others.off") : String.join(", ", on);
    }

    /** The step as a sampled lane with these settings takes it. */
    private static Step sampled(OpenedTool opened, Settings settings) {
        Lane lane = opened.lane();
        Step taken = lane.step(opened.at());
        return Step.of(
                taken.logits(), lane.text().first(lane.prompt().size() + opened.at()), settings.stages(), taken.draw());
    }

    private static Row row(Messages messages, OpenedTool opened, Step own, Settings settings) {
        Step step = sampled(opened, settings);
        Settings mine = opened.lane().settings();
        String on = settings.equals(mine.in(settings.order())) ? "" : on(messages, settings);
        Candidate chosen = step.candidate(step.chosen());
        return new Row(
                messages.say("order." + settings.order().key()),
                opened.lane().decoder().draws() && settings.equals(mine),
                on,
                Numbers.count(step.kept()),
                opened.token(step.chosen()),
                Numbers.percent(chosen.samplingProbability()),
                why(messages, opened, mine, settings, own, step),
                lane(opened, settings));
    }

    private static String why(
            Messages messages, OpenedTool opened, Settings mine, Settings other, Step own, Step step) {
        if (other.equals(mine)) {
            return messages.say(opened.lane().decoder().draws() ? "others.why.own" : "others.why.sampled");
        }
        int length = opened.lane().prompt().size() + opened.at();
        return Reasons.alike(own, step)
                ? messages.say("others.why.alike")
                : Reasons.of(messages, length, mine, other, own, step) + " " + differs(messages, opened, own, step);
    }

    /** Which tokens only one of the two steps keeps. */
    private static String differs(Messages messages, OpenedTool opened, Step own, Step other) {
        List<Integer> more = only(other, own);
        List<Integer> fewer = only(own, other);
        if (more.isEmpty() && fewer.isEmpty()) {
            return messages.say("others.same");
        }
        return Stream.of(named(messages, opened, "others.more", more), named(messages, opened, "others.fewer", fewer))
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String named(Messages messages, OpenedTool opened, String key, List<Integer> ids) {
        if (ids.isEmpty()) {
            return "";
        }
        String names = ids.stream()
                .limit(NAMED)
                .map(id -> messages.say("lab.quoted", opened.token(id)))
                .collect(Collectors.joining(", "));
        return messages.say(key, ids.size(), names, ids.size() > NAMED ? 1 : 0);
    }

    /** The tokens that the first step keeps and the second drops, best first. */
    private static List<Integer> only(Step one, Step other) {
        BitSet kept = new BitSet();
        other.intervals(Integer.MAX_VALUE).forEach(candidate -> kept.set(candidate.id()));
        return one.intervals(Integer.MAX_VALUE).stream()
                .map(Candidate::id)
                .filter(id -> !kept.get(id))
                .toList();
    }

    /** The step with a sampled lane more, whose text is that of the lane until the step. */
    private static Optional<String> lane(OpenedTool opened, Settings settings) {
        PlayLink link = opened.play().link();
        LaneLink mine = link.lanes().get(opened.laneName());
        LaneLink added = mine.sampled(settings).first(link.at());
        return link.with(added).map(more -> "/play?" + more.query());
    }
}
