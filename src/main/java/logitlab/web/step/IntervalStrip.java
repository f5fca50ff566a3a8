package logitlab.web.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import logitlab.decoding.Candidate;
import logitlab.decoding.Reason;
import logitlab.decoding.Step;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;

/**
 * One lane's intervals of cumulative probability, in rank order from 0 to 1: one for each token whose interval is wide enough to
 * be seen, and one for each run of tokens in between.
 *
 * @param lane what the ids of its rows in the page begin with
 * @param decoder {@code greedy} or {@code sample}
 * @param top the strip's position in the picture of all lanes
 * @param label the lane, the chosen token and its interval
 */
public record IntervalStrip(String lane, String decoder, int top, String label, List<Piece> pieces) {

    /** The width of the strip in its own units; the page stretches it. */
    public static final int UNITS = 1000;

    /** A narrower interval is not drawn alone; the whole strip is 1 wide. */
    private static final double NARROWEST = 0.0015;

    private static final int MOST_PIECES = 200;

    /** Strips in CSS pixels: on a phone, and on a wide page. */
    private static final int PHONE = 300;

    private static final int WIDE = 900;

    /**
     * One interval.
     *
     * @param id of the token; -1 if it stands for several
     * @param name the token's text if there is room for it, otherwise empty
     * @param room {@code anywhere} if the name fits on a phone, {@code wide} if it needs a wide page
     * @param state {@code chosen}, {@code kept} or {@code rest}
     */
    public record Piece(
            int id, String x, String width, String middle, String name, String room, String state, String title) {

        private static Piece of(int id, double from, double to, String name, String state, String title) {
            double needed = 8.5 * name.length() + 8;
            boolean fits = !name.isEmpty() && needed <= (to - from) * WIDE;
            return new Piece(
                    id,
                    units(from, UNITS),
                    units(to - from, UNITS),
                    units((from + to) / 2, 100) + "%",
                    fits ? name : "",
                    !fits ? "" : needed > (to - from) * PHONE ? "wide" : "anywhere",
                    state,
                    title);
        }

        public boolean chosen() {
            return state.equals("chosen");
        }

        public boolean rest() {
            return state.equals("rest");
        }

        public boolean named() {
            return !name.isEmpty();
        }
    }

    static IntervalStrip of(Messages messages, LaneStep lane, int top) {
        Reason reason = lane.step().reason();
        String label = messages.say(
                reason.kept() == 1 ? "strip.lane-only" : "strip.lane",
                lane.title(),
                lane.token(reason.chosen()),
                Numbers.share(reason.from()),
                Numbers.share(reason.to()));
        return new IntervalStrip(lane.lane(), lane.decoder().key(), top, label, pieces(messages, lane));
    }

    private static List<Piece> pieces(Messages messages, LaneStep lane) {
        List<Piece> pieces = new ArrayList<>();
        double end = 0;
        for (Candidate candidate : drawn(lane.step())) {
            double from = candidate.from().orElseThrow();
            addRest(messages, pieces, end, from);
            end = candidate.cumulative().orElseThrow();
            String name = lane.token(candidate.id());
            String title = messages.say(
                    "strip.piece",
                    name,
                    Numbers.percent(candidate.samplingProbability()),
                    Numbers.share(from),
                    Numbers.share(end));
            String state = candidate.id() == lane.taken() ? "chosen" : "kept";
            pieces.add(Piece.of(candidate.id(), from, end, name, state, title));
        }
        addRest(messages, pieces, end, 1);
        return List.copyOf(pieces);
    }

    private static void addRest(Messages messages, List<Piece> pieces, double from, double to) {
        if (to - from > 1e-9) {
            String title = messages.say("strip.rest", Numbers.share(from), Numbers.share(to));
            pieces.add(Piece.of(-1, from, to, "", "rest", title));
        }
    }

    /** The tokens with an interval of their own: the widest, which come first, and the chosen one. */
    private static List<Candidate> drawn(Step step) {
        List<Candidate> drawn = new ArrayList<>(step.intervals(MOST_PIECES));
        drawn.removeIf(candidate -> candidate.samplingProbability() < NARROWEST && candidate.id() != step.chosen());
        Candidate chosen = step.candidate(step.chosen());
        if (!drawn.contains(chosen)) {
            drawn.add(chosen);
        }
        return drawn;
    }

    /** The line of the label, above the strip. */
    public int labelLine() {
        return top - 6;
    }

    /** The line of the names, in the strip. */
    public int nameLine() {
        return top + 17;
    }

    static String units(double share, int whole) {
        return String.format(Locale.ROOT, "%.2f", share * whole);
    }
}
