package logitlab.web.step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.LaneLink;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * The draw made visible: it falls through the lines of all lanes, one below the other, because every lane uses the same draw.
 * Settings move the intervals but not the draw.
 *
 * @param label describes the picture
 * @param at the place of the draw, in percent of the width
 * @param nudge of the figure, in CSS pixels, which keeps it inside the picture at both ends
 * @param draw as a figure
 * @param height of the picture, in CSS pixels
 * @param earlier draws, marked on the axis
 * @param table whether the page has a table with the row of each token
 */
public record DrawView(
        Messages messages,
        String label,
        String at,
        int nudge,
        String draw,
        int height,
        List<IntervalStrip> strips,
        List<EarlierDraw> earlier,
        boolean table)
        implements View {

    /** An earlier draw: its place in percent of the width, and what it was. */
    public record EarlierDraw(String at, String title) {}

    /** The line of the axis, below which the first lane begins. */
    public static final int AXIS = 38;

    private static final int BELOW = 6;
    private static final int HALF_FIGURE = 33; // CSS pixels
    private static final int NARROWEST = 250; // picture, in CSS pixels

    /** The lines of all lanes that have the step. */
    public static DrawView of(Messages messages, OpenedLink play) {
        return of(messages, play, LaneStep.all(messages, play));
    }

    static DrawView of(Messages messages, OpenedLink play, List<LaneStep> lanes) {
        return of(
                messages,
                play.draw().u(),
                lanes,
                lane -> LaneView.shortTitle(messages, play, lane.lane()),
                lane -> {
                    LaneLink link = play.link().lanes().get(lane.lane());
                    return Sentences.shortSettings(messages, link.settings(), link.switches());
                },
                lane -> lanes.size() == 1 ? "" : lane.lane().toUpperCase(Locale.ROOT));
    }

    /** One line, for a step that belongs to no lane. */
    public static DrawView of(Messages messages, String lane, String title, Step step, IntFunction<String> tokenOf) {
        LaneStep only = new LaneStep(
                lane,
                title,
                Decoder.SAMPLE,
                step,
                step.chosen(),
                false,
                tokenOf,
                id -> false,
                BillLinks.none(messages));
        return of(messages, step.draw().u(), List.of(only), one -> title, one -> "", one -> "");
    }

    /** The same picture for a page without a table. */
    DrawView after(List<EarlierDraw> draws) {
        return new DrawView(messages, label, at, nudge, draw, height, strips, List.copyOf(draws), false);
    }

    /** The same line for a picture that is about the probabilities and not about the draw. */
    public DrawView withoutDraw() {
        return new DrawView(messages, label, at, nudge, "", height, strips, earlier, table);
    }

    /**
     * @param title of a lane on its line, and {@code settings} after it
     * @param mark the letter before it, or nothing
     */
    private static DrawView of(
            Messages messages,
            double u,
            List<LaneStep> lanes,
            Function<LaneStep, String> title,
            Function<LaneStep, String> settings,
            Function<LaneStep, String> mark) {
        List<LaneStep> drawing =
                lanes.stream().filter(lane -> lane.decoder().draws()).toList();
        LaneStep narrowest = drawing.stream()
                .min(Comparator.comparingDouble(IntervalStrip::hit))
                .orElse(null);
        LaneStep lowest = drawing.isEmpty() ? null : drawing.get(drawing.size() - 1);
        boolean withLens = narrowest != null && IntervalStrip.needsLens(narrowest);
        StripHeights heights = StripHeights.of(lanes.size());
        List<IntervalStrip> strips = new ArrayList<>();
        int lensTop = AXIS + heights.all(lanes) + heights.gap();
        int top = AXIS;
        for (LaneStep lane : lanes) {
            int height = heights.of(lane) + (!withLens && lane == lowest ? heights.withLens() : 0);
            strips.add(IntervalStrip.of(
                    messages,
                    lane,
                    letter(lane),
                    mark.apply(lane),
                    title.apply(lane),
                    settings.apply(lane),
                    top + heights.above(),
                    height,
                    withLens && lane == narrowest ? OptionalInt.of(lensTop) : OptionalInt.empty(),
                    heights));
            top += heights.above() + height;
        }
        int bottom = withLens ? top + heights.withLens() : top;
        String labels = strips.stream().map(IntervalStrip::label).collect(Collectors.joining(" "));
        return new DrawView(
                messages,
                messages.say("strip.label", Numbers.share(u), labels),
                StripBand.percent(u),
                nudge(u),
                Numbers.share(u),
                bottom + BELOW,
                List.copyOf(strips),
                List.of(),
                true);
    }

    /** How far the figure is from the draw, so that no edge of the narrowest picture cuts it off; the draw stays below it. */
    private static int nudge(double u) {
        long middle = Math.round(Math.max(HALF_FIGURE, Math.min(NARROWEST - HALF_FIGURE, u * NARROWEST)));
        return (int) (middle - Math.round(u * NARROWEST));
    }

    /** The lane whose colour the line has; a step of no lane is drawn like the sampled one. */
    private static String letter(LaneStep lane) {
        return List.of("a", "b", "c", "d").contains(lane.lane()) ? lane.lane() : "b";
    }

    /** The words of the link from the interval that was hit to its row in the table; empty if there is no table. */
    public String toRow(IntervalStrip strip) {
        return table ? say("strip.to-row", strip.label()) : "";
    }

    /** The parts of the draw's way: where it passes a greedy line, which it does not touch, the part is past. */
    public List<Fall> falls() {
        List<Fall> falls = new ArrayList<>();
        int top = AXIS - 10;
        int end = end();
        for (IntervalStrip strip : strips) {
            if (strip.greedy() && strip.line().bottom() < end) {
                falls.add(new Fall(top, strip.line().top() - 3, false));
                falls.add(new Fall(strip.line().top() - 3, strip.line().bottom() + 3, true));
                top = strip.line().bottom() + 3;
            }
        }
        falls.add(new Fall(top, end - 2, false));
        return falls;
    }

    /** Where the draw arrives: at the lens, or at the lowest line that it decides. */
    private int end() {
        return strips.stream()
                .flatMap(strip -> strip.lens().stream())
                .map(lens -> lens.band().top())
                .findFirst()
                .orElseGet(() -> strips.stream()
                        .filter(strip -> !strip.greedy())
                        .reduce((first, second) -> second)
                        .orElse(strips.get(strips.size() - 1))
                        .line()
                        .top());
    }

    /** A part of the draw's way, from and to in CSS pixels; dotted where it passes. */
    public record Fall(int from, int to, boolean past) {}

    /** The lower end of the way, where the tip is. */
    public int tip() {
        return end() - 2;
    }
}
