package logitlab.web.step;

import java.util.Locale;
import java.util.Optional;
import logitlab.decoding.Decoder;
import logitlab.decoding.Reason;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;

/**
 * One lane's share of the picture: the line from 0 to 1, divided among its tokens in rank order, and perhaps a lens around the draw.
 *
 * @param lane what the ids of its rows in the page begin with
 * @param letter of the lane, {@code a} to {@code d}, which names its colour and pattern
 * @param greedy whether the draw decides nothing, so that the line is thin and all one token's
 * @param title the lane's name
 * @param note what its line shows, in a few words
 * @param label the lane, the chosen token and its interval
 * @param lens empty unless this lane's hit is too narrow to be seen and the narrowest of all
 */
public record IntervalStrip(
        String lane,
        String letter,
        boolean greedy,
        String title,
        String note,
        String label,
        StripBand line,
        Optional<Lens> lens) {

    private static final int ABOVE = 29; // the lane's name
    private static final int GREEDY_HEIGHT = 26; // the draw decides nothing there
    private static final int HEIGHT = 58;
    private static final int GAP = 26; // between line and lens
    private static final int LENS_HEIGHT = 52;
    private static final int BELOW_LENS = 22; // its ends in figures

    /** The line that may have a lens is without it as tall as with it, so that nothing moves when the lens comes or goes. */
    private static final int TALL = HEIGHT + GAP + LENS_HEIGHT + BELOW_LENS;

    /** The share of the lens that the hit takes. */
    private static final double HIT_IN_LENS = 0.19;

    /** From this width on a hit can be seen without a lens, which would make less than twice as much of it. */
    private static final double VISIBLE = 0.12;

    static final int MOST_INTERVALS = 400;

    /**
     * The surroundings of the draw, enlarged so that the draw keeps its place: from {@code u (1 - w)} to {@code u (1 - w) + w}.
     *
     * @param from where it begins on the line, in percent, as {@code to}
     * @param funnel an SVG path over 10,000 x 100 units from its place on the line to the lens
     * @param note says how much is enlarged
     */
    public record Lens(String from, String to, String funnel, String funnelEdges, String note, StripBand band) {}

    /** How wide the interval of the lane's token is; 1 for greedy decoding. */
    static double hit(LaneStep lane) {
        Reason reason = lane.step().reason();
        return reason.to() - reason.from();
    }

    private static boolean needsLens(LaneStep lane) {
        return lane.decoder() != Decoder.GREEDY && hit(lane) < VISIBLE;
    }

    /**
     * @param first whether the lens, if there is one, is this lane's
     * @param alone whether the picture has no other lane
     */
    static IntervalStrip of(Messages messages, LaneStep lane, String letter, int top, boolean first, boolean alone) {
        boolean withLens = first && needsLens(lane);
        Reason reason = lane.step().reason();
        boolean greedy = lane.decoder() == Decoder.GREEDY;
        String label = messages.say(
                reason.kept() == 1 ? "strip.lane-only" : "strip.lane",
                lane.title(),
                lane.token(reason.chosen()),
                Numbers.share(reason.from()),
                Numbers.share(reason.to()));
        StripBand line = StripBand.of(
                messages,
                lane,
                lane.step().intervals(MOST_INTERVALS),
                0,
                1,
                top + ABOVE,
                greedy ? GREEDY_HEIGHT : first && !withLens ? TALL : HEIGHT);
        return new IntervalStrip(
                lane.lane(),
                letter,
                greedy,
                lane.title(),
                greedy
                        ? messages.say("strip.note.greedy")
                        : messages.say(
                                "strip.note.sample",
                                Numbers.count(lane.step().kept()),
                                Numbers.count(lane.step().logits().size())),
                label,
                line,
                withLens ? Optional.of(lens(messages, lane, line.bottom() + GAP, alone)) : Optional.empty());
    }

    private static Lens lens(Messages messages, LaneStep lane, int top, boolean alone) {
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
                alone ? messages.say("strip.lens.alone", times) : messages.say("strip.lens", lane.title(), times),
                StripBand.of(messages, lane, lane.step().intervals(from, to), from, to, top, LENS_HEIGHT));
    }

    /** The line of the lane's name. */
    public int nameLine() {
        return line.top() - 8;
    }

    /** Where the funnel begins, below the line. */
    public int funnelTop() {
        return line.bottom() + 1;
    }

    /** The line of the figures at the ends of the lens. */
    public int lensLine() {
        return lens.orElseThrow().band().bottom() + 16;
    }

    public int bottom() {
        return lens.map(each -> each.band().bottom() + BELOW_LENS).orElse(line.bottom());
    }
}
