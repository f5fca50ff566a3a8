package logitlab.web.tool.futures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.decoding.future.Beginning;
import logitlab.decoding.future.SampledText;
import logitlab.model.Lane;
import logitlab.model.Permit;
import logitlab.model.future.SampledTexts;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.Tool;
import logitlab.web.tool.OpenedTool;
import logitlab.web.view.Numbers;

/**
 * A hundred texts that the lane's settings draw from a step, and how often they begin alike.
 *
 * @param finished why nothing can follow; then there are no texts
 * @param futures the address of all futures of the step by the same settings
 */
public record TextsView(
        Messages messages,
        Optional<String> finished,
        String futures,
        List<String> sentences,
        List<Row> rows,
        List<Text> texts)
        implements View {

    private static final int COUNT = 100;
    private static final int LENGTH = 12;

    /** Rows are indented up to this level. */
    private static final int DEEPEST = 4;

    /** The fewest texts that are a group. */
    private static final int GROUP = 3;

    /**
     * Texts that begin alike.
     *
     * @param level how many shorter groups this one is a part of
     * @param others whether they are the texts of a group that are in none of its parts
     * @param count of the hundred
     * @param expected as many as the probability leads to expect
     * @param errors how far the count is from that, in standard errors
     */
    public record Row(
            String beginning,
            int level,
            boolean others,
            int count,
            String probability,
            String expected,
            String errors) {}

    /** @param address of the playground with its tokens and its seed */
    public record Text(String text, String seed, String address) {}

    public static TextsView of(Messages messages, OpenedTool opened, Permit permit) {
        FuturePaths paths = new FuturePaths(opened);
        String futures = opened.link().tool(Tool.FUTURES).address();
        if (paths.finished().isPresent()) {
            String why =
                    messages.say("inside.finished." + paths.finished().get().key());
            return new TextsView(messages, Optional.of(why), futures, List.of(), List.of(), List.of());
        }
        Lane lane = opened.lane();
        if (lane.search().isPresent()) {
            return new TextsView(
                    messages, Optional.of(messages.say("texts.beam")), futures, List.of(), List.of(), List.of());
        }
        List<SampledText> drawn = SampledTexts.of(
                opened.model(),
                paths.start(),
                lane.decoder().stages(lane.settings()),
                lane.seed(),
                paths.before().size(),
                COUNT,
                LENGTH,
                permit);
        List<Row> rows = new ArrayList<>();
        add(messages, paths, rows, Beginning.of(drawn), new ArrayList<>(), 0);
        return new TextsView(
                messages,
                Optional.empty(),
                futures,
                List.of(messages.say("texts.seeds", Long.toString(lane.seed())), messages.say("texts.errors.explain")),
                rows,
                drawn.stream()
                        .map(text -> new Text(
                                paths.text(text.ids()),
                                Long.toString(text.seed()),
                                paths.address(text.ids(), text.seed())))
                        .toList());
    }

    /** The rows of the groups inside of a group, each before those inside of it, and last the texts that are in none. */
    private static void add(
            Messages messages, FuturePaths paths, List<Row> rows, Beginning group, List<Integer> path, int level) {
        List<Beginning> parts =
                group.next().stream().filter(part -> part.count() >= GROUP).toList();
        int others = group.count();
        double probability = group.pathProbability();
        for (Beginning part : parts) {
            List<Integer> longer = new ArrayList<>(path);
            longer.add(part.id());
            Beginning whole = part.longest(longer);
            rows.add(row(paths.text(longer), level, false, whole.count(), whole.pathProbability()));
            add(messages, paths, rows, whole, longer, level + 1);
            others -= whole.count();
            probability -= whole.pathProbability();
        }
        if (!parts.isEmpty() && (others > 0 || probability > 0.5 / COUNT)) {
            String name = path.isEmpty()
                    ? messages.say("texts.others")
                    : messages.say("texts.others.after", paths.text(path));
            rows.add(row(name, level, true, others, Math.max(0, probability)));
        }
    }

    private static Row row(String beginning, int level, boolean others, int count, double probability) {
        return new Row(
                beginning,
                Math.min(DEEPEST, level),
                others,
                count,
                Numbers.percent(probability),
                Numbers.fixed(COUNT * probability, 1),
                Numbers.signed(Beginning.standardErrors(count, COUNT, probability)));
    }
}
