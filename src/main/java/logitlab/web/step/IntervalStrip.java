package logitlab.web.step;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import logitlab.decoding.Reason;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;

/**
 * One lane's share of the picture: the line from 0 to 1, divided among its tokens in rank order, and perhaps a lens around the draw.
 *
 * @param lane what the ids of its rows in the page begin with
 * @param letter of the lane, {@code a} to {@code d}, which names its colour and pattern
 * @param greedy whether the draw decides nothing, so that the line is thin and all one token's
 * @param mark the lane's letter as the page writes it, or nothing
 * @param title the lane's name, after its letter
 * @param settings that are on, as short as can be
 * @param note what its line shows, in a few words
 * @param label the lane, the chosen token and its interval
 * @param lens empty unless this lane's hit is too narrow to be seen and the narrowest of all
 */
public record IntervalStrip(
        String lane,
        String letter,
        boolean greedy,
        String mark,
        String title,
        String settings,
        String note,
        String label,
        StripBand line,
        Optional<Lens> lens) {

    /** The share of the lens that the hit takes. */
    private static final double HIT_IN_LENS = 0.225;

    /** From this width on a hit can be seen without a lens, which would make less than twice as much of it. */
    private static final double VISIBLE = 0.12;

    static final int MOST_INTERVALS = 400;

    /**
     * The surroundings of the draw, enlarged so that the draw keeps its place: from {@code u (1 - w)} to {@code u (1 - w) + w}.
     *
     * @param from where it begins on the line, in percent, as {@code to}
     * @param funnel an SVG path over 10,000 x 100 units from its place on the line to the lens
     * @param note says how much is enlarged
     * @param gap the height of the funnel
     */
    public record Lens(
            String from, String to, String funnel, String funnelEdges, String note, StripBand band, int gap) {

        /** Where the funnel begins. */
        public int funnelTop() {
            return band.top() - gap + 1;
        }

        /** The line of the figures at its ends. */
        public int figures() {
            return band.bottom() + 16;
        }
    }

    /** How wide the interval of the lane's token is; 1 for greedy decoding. */
    static double hit(LaneStep lane) {
        return lane.step().reason().width();
    }

    /** Whether the hit is too narrow to be seen well. */
    static boolean needsLens(LaneStep lane) {
        return lane.decoder().draws() && hit(lane) < VISIBLE;
    }

    /** @param lensTop where the lens begins; empty without one */
    static IntervalStrip of(
            Messages messages,
            LaneStep lane,
            String letter,
            String mark,
            String title,
            String settings,
            int top,
            int height,
            OptionalInt lensTop,
            StripHeights heights) {
        Reason reason = lane.step().reason();
        boolean greedy = !lane.decoder().draws();
        String label = messages.say(
                (reason.kept() == 1 ? "strip.lane-only" : "strip.lane") + (lane.byHand() ? ".by-hand" : ""),
                lane.title(),
                lane.token(reason.chosen()),
                Numbers.share(reason.from()),
                Numbers.share(reason.to()),
                lane.token(lane.taken()));
        StripBand line = StripBand.of(messages, lane, lane.step().intervals(MOST_INTERVALS), 0, 1, top, height);
        return new IntervalStrip(
                lane.lane(),
                letter,
                greedy,
                mark,
                title,
                settings,
                note(messages, lane),
                label,
                line,
                lensTop.isPresent()
                        ? Optional.of(lens(messages, lane, mark.isEmpty(), title, lensTop.getAsInt(), heights))
                        : Optional.empty());
    }

    private static String note(Messages messages, LaneStep lane) {
        int kept = lane.step().kept();
        int all = lane.step().logits().size();
        if (!lane.decoder().draws()) {
            return messages.say("strip.note." + lane.decoder().key());
        }
        String key = kept == 1 ? "strip.note.one" : kept == all ? "strip.note.all" : "strip.note.sample";
        return messages.say(key, Numbers.count(kept), Numbers.count(all));
    }

    private static Lens lens(
            Messages messages, LaneStep lane, boolean alone, String title, int top, StripHeights heights) {
        double width = Math.min(1, Math.max(1e-9, hit(lane) / HIT_IN_LENS));
        double from = lane.step().draw().u() * (1 - width);
        double to = from + width;
        long left = Math.round(from * 10_000);
        long right = Math.round(to * 10_000);
        String times = Numbers.count(Math.round(1 / width));
        return new Lens(
                Numbers.share(from),
                Numbers.share(to),
                String.format(Locale.ROOT, "M%d 0H%dL10000 100H0Z", left, right),
                String.format(Locale.ROOT, "M%d 0L0 100M%d 0L10000 100", left, right),
                alone ? messages.say("strip.lens.alone", times) : messages.say("strip.lens", title, times),
                StripBand.of(messages, lane, lane.step().intervals(from, to), from, to, top, heights.lens()),
                heights.gap());
    }

    /** The line of the lane's name. */
    public int nameLine() {
        return line.top() - 8;
    }
}
