package logitlab.web.tool.draws;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.Step;
import logitlab.decoding.explain.DrawCounts;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.PlayLink;
import logitlab.web.link.ToolLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.view.CountRow;
import logitlab.web.view.Numbers;

/**
 * The step looked at with many seeds: how often each token is chosen, and how often to expect it.
 *
 * @param sentence what the draws gave, or why nothing was drawn
 * @param sizes how many draws there can be
 * @param rows the best of the kept tokens; empty if nothing is drawn
 * @param others how often a token without a row was drawn; empty if nothing is drawn, or every kept token has a row
 * @param next the page with the seeds that follow; empty if nothing is drawn
 */
public record SeedDrawsView(
        Messages messages,
        String sentence,
        List<Size> sizes,
        List<Row> rows,
        Optional<String> others,
        Optional<Next> next)
        implements View {

    private static final String COUNT = "count";
    private static final String FROM = "from";
    private static final List<Integer> SIZES = List.of(100, 1_000, 10_000);
    private static final int ROWS = 20;

    /** A number of draws, and the page that makes them. */
    public record Size(String count, String address, boolean current) {}

    /** One token. @param first the step with the first seed that chose it; empty if none did */
    public record Row(CountRow count, Optional<First> first) {}

    public record First(String seed, String address) {}

    public record Next(String address, String label) {}

    /** @throws InvalidValueException naming {@code count} or {@code from} */
    public static SeedDrawsView of(Messages messages, OpenedTool opened) {
        ToolLink link = opened.link();
        int count = count(link);
        long seed = from(link);
        if (!opened.chose() || !opened.lane().decoder().draws()) {
            String sentence = opened.chose()
                    ? messages.say(
                            "seeds." + opened.lane().decoder().key(),
                            opened.token(opened.lane().ids().get(opened.at())))
                    : messages.say("lane.over");
            return new SeedDrawsView(messages, sentence, List.of(), List.of(), Optional.empty(), Optional.empty());
        }
        Step step = opened.lane().step(opened.at());
        DrawCounts counts = DrawCounts.ofSeeds(step, seed, count);
        List<DrawCounts.Line> lines = counts.best(ROWS);
        double longest = CountRow.longest(lines);
        return new SeedDrawsView(
                messages,
                sentence(messages, seed, count, counts, lines),
                SIZES.stream()
                        .map(size -> new Size(
                                Numbers.count(size),
                                link.with(COUNT, Integer.toString(size)).address(),
                                size == count))
                        .toList(),
                lines.stream()
                        .map(line -> new Row(
                                CountRow.of(
                                        messages,
                                        line,
                                        opened.token(line.candidate().id()),
                                        longest),
                                first(opened, seed, line)))
                        .toList(),
                step.kept() > ROWS
                        ? Optional.of(messages.say("lesson.samples.others", Numbers.count(counts.others(ROWS))))
                        : Optional.empty(),
                Optional.of(new Next(
                        link.with(FROM, Long.toString(after(seed, count))).address(),
                        messages.say("seeds.next", Numbers.count(count)))));
    }

    /** How many draws gave how many tokens, and how many counts are no chance: a single token leaves nothing to chance. */
    private static String sentence(
            Messages messages, long seed, int count, DrawCounts counts, List<DrawCounts.Line> lines) {
        String gave = messages.say(
                "seeds.sentence",
                Numbers.count(count),
                Long.toString(seed),
                Long.toString(after(seed, count - 1)),
                counts.distinct());
        return lines.size() == 1
                ? gave
                : gave + " " + messages.say("seeds.beyond", CountRow.beyond(lines), lines.size());
    }

    private static int count(ToolLink link) {
        int first = SIZES.get(0);
        int count = Stream.ofNullable(link.own().get(COUNT))
                .mapToInt(text ->
                        NumberParser.whole(COUNT, text, DrawCounts.COUNTS).intValue())
                .findFirst()
                .orElse(first);
        if (!SIZES.contains(count)) {
            throw new InvalidValueException(
                    COUNT,
                    new Constraint("one-of", "100, 1000, 10000"),
                    link.own().get(COUNT));
        }
        return count;
    }

    private static long from(ToolLink link) {
        return Stream.ofNullable(link.own().get(FROM))
                .mapToLong(text -> NumberParser.whole(FROM, text, Draw.SEEDS))
                .findFirst()
                .orElse(link.play().seed());
    }

    /** The seed that is {@code count} later; after the largest comes 0. */
    private static long after(long seed, int count) {
        return LongStream.iterate(seed, Draw::nextSeed).skip(count).findFirst().orElseThrow();
    }

    private static Optional<First> first(OpenedTool opened, long seed, DrawCounts.Line line) {
        PlayLink link = opened.play().link();
        return line.first().stream()
                .mapToObj(number -> after(seed, number))
                .map(found -> new First(
                        Long.toString(found),
                        "/play?" + link.first(link.at()).seed(found).query()))
                .findFirst();
    }
}
