package logitlab.web.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.web.Messages;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * A part of the line from 0 to 1, stretched over the width of the picture: the intervals of the tokens that share it.
 *
 * @param top in CSS pixels, as is {@code height}
 * @param intervals those wide enough to be seen; the ground of the band stands for the others
 * @param edges the ends of the wider intervals, as an SVG path over 10,000 units
 * @param fineEdges the same for narrower ones, of which some are left out where they would touch
 * @param names the tokens for which there is room, at least on some screens
 */
public record StripBand(
        int top, int height, List<Interval> intervals, String edges, String fineEdges, List<Name> names) {

    private static final int UNITS = 10_000;
    private static final double NARROWEST = 0.0008; // of the band
    private static final double NARROWEST_EDGE = 0.0024;
    private static final double WIDE_EDGE = 0.0055;

    /** How probable a token is, in five depths of its lane's colour: from these probabilities on, the next depth. */
    private static final List<Double> DEPTHS = List.of(0.01, 0.05, 0.20, 0.50);

    /** Widths of the picture from which on a name can be shown, in CSS pixels; the style sheet knows them as well. */
    private static final int[] ROOMS = {260, 300, 420, 560, 700, 840, 1000};

    /** The width of a letter of a token, and of the drawn sign for a space, in CSS pixels. */
    private static final double LETTER = 8.84;

    private static final double SPACE = 10;

    /**
     * The interval of one token.
     *
     * @param x in percent of the width, as is {@code width}
     * @param depth 1 to 5, the deeper the more probable
     * @param drawn whether the draw fell on it although another token was chosen by hand
     * @param title token, interval and probability
     */
    public record Interval(int id, String x, String width, int depth, boolean chosen, boolean drawn, String title) {}

    /**
     * The name of a token on its interval.
     *
     * @param x the middle, in percent of the width
     * @param nudge added to the middle, in CSS pixels
     * @param start where the text begins, in CSS pixels from the middle
     * @param half half of its width
     * @param spaced whether it begins with a space, which is drawn as a sign
     * @param special whether it is a special token, which has a frame
     * @param room the width of the picture from which on there is room
     */
    public record Name(
            String x,
            double nudge,
            String text,
            double start,
            double half,
            boolean spaced,
            boolean special,
            boolean chosen,
            int room) {

        /** From this draw on there is room for a name before it, on a phone as well. */
        private static final double ROOM_BEFORE = 0.35;

        private static final int MARGIN = 12;

        /** At the beginning of a line that is all one token's, or after a draw that is too close to the beginning. */
        private static Name beginning(String token, double draw, boolean special, boolean chosen) {
            double half = width(token) / 2;
            double from = draw < ROOM_BEFORE ? Math.max(0, draw) : 0;
            return of(token, from, MARGIN + half, special, chosen, ROOMS[0]);
        }

        /** In the middle of its interval, or of the wider part of it if the draw would cross the name; empty without room. */
        private static Optional<Name> inside(
                String token, double left, double right, boolean special, boolean chosen, double draw) {
            boolean crossed = left < draw && draw < right;
            boolean before = crossed && draw - left > right - draw;
            double from = crossed && !before ? draw : left;
            double to = before ? draw : right;
            OptionalInt room = room(token, from, to);
            if (crossed && room.isEmpty()) {
                return inside(token, left, right, special, chosen, -1);
            }
            return room.isEmpty()
                    ? Optional.empty()
                    : Optional.of(of(token, (from + to) / 2, 0, special, chosen, room.getAsInt()));
        }

        private static OptionalInt room(String token, double left, double right) {
            double needed = (width(token) + 8) / (right - left);
            return IntStream.of(ROOMS).filter(least -> least >= needed).findFirst();
        }

        private static boolean spaced(String token) {
            return token.startsWith("␣") && token.length() > 1;
        }

        private static double width(String token) {
            return spaced(token) ? LETTER * (token.length() - 1) + SPACE : LETTER * token.length();
        }

        private static Name of(String token, double at, double nudge, boolean special, boolean chosen, int room) {
            boolean spaced = spaced(token);
            double half = width(token) / 2;
            return new Name(
                    percent(at),
                    rounded(nudge),
                    spaced ? token.substring(1) : token,
                    rounded((spaced ? SPACE : 0) - half),
                    rounded(half),
                    spaced,
                    special,
                    chosen,
                    room);
        }

        /** Where the sign for the space begins. */
        public double sign() {
            return start - SPACE;
        }
    }

    /**
     * The whole line of a step that belongs to no lane.
     *
     * @param taken the token whose interval stands out, or -1
     * @param tokenOf returns the name of a token
     */
    public static StripBand of(
            Messages messages, Step step, int taken, IntFunction<String> tokenOf, int top, int height) {
        LaneStep lane = new LaneStep(
                "", "", Decoder.SAMPLE, step, taken, false, tokenOf, id -> false, BillLinks.none(messages));
        return of(messages, lane, step.intervals(IntervalStrip.MOST_INTERVALS), 0, 1, top, height);
    }

    static StripBand of(
            Messages messages, LaneStep lane, List<Candidate> candidates, double from, double to, int top, int height) {
        Scale scale = new Scale(from, to);
        List<Interval> intervals = new ArrayList<>();
        List<Name> names = new ArrayList<>();
        StringBuilder edges = new StringBuilder();
        StringBuilder fine = new StringBuilder();
        double drawn = 0;
        for (Candidate candidate : candidates) {
            double left = scale.at(candidate.from().orElseThrow());
            double right = scale.at(candidate.cumulative().orElseThrow());
            boolean chosen = candidate.id() == lane.taken();
            if (right - left >= NARROWEST
                    || chosen
                    || candidate.id() == lane.step().chosen()) {
                intervals.add(interval(messages, lane, candidate, left, right));
                String token = lane.token(candidate.id());
                boolean special = lane.special().test(candidate.id());
                double draw =
                        from == 0 && to == 1 && chosen ? lane.step().draw().u() : -1;
                if (!lane.decoder().draws()) {
                    names.add(Name.beginning(token, draw, special, chosen));
                } else {
                    Name.inside(token, left, right, special, chosen, draw).ifPresent(names::add);
                }
            }
            if (right - drawn >= NARROWEST_EDGE && right < 1) {
                (right - left >= WIDE_EDGE ? edges : fine)
                        .append('M')
                        .append(Math.round(right * UNITS))
                        .append(" 0V10");
                drawn = right;
            }
        }
        return new StripBand(
                top, height, List.copyOf(intervals), edges.toString(), fine.toString(), List.copyOf(names));
    }

    /** From cumulative probabilities to shares of the band. */
    private record Scale(double from, double to) {
        double at(double probability) {
            return Math.min(1, Math.max(0, (probability - from) / (to - from)));
        }
    }

    private static Interval interval(Messages messages, LaneStep lane, Candidate candidate, double left, double right) {
        return new Interval(
                candidate.id(),
                percent(left),
                percent(right - left),
                depth(candidate.samplingProbability()),
                candidate.id() == lane.taken(),
                fate(lane, candidate.id()).equals("drawn"),
                messages.say(
                                "strip.piece",
                                lane.special().test(candidate.id())
                                        ? messages.say("strip.piece.special", lane.token(candidate.id()))
                                        : lane.token(candidate.id()),
                                Numbers.percent(candidate.samplingProbability()),
                                Numbers.share(candidate.from().orElseThrow()),
                                Numbers.share(candidate.cumulative().orElseThrow()),
                                Numbers.percent(candidate.modelProbability()),
                                Sentences.rank(messages, candidate.rank()),
                                Numbers.count(lane.step().logits().size()))
                        + "\n"
                        + messages.say("strip.piece." + fate(lane, candidate.id())));
    }

    private static String fate(LaneStep lane, int id) {
        boolean drawn = id == lane.step().chosen();
        if (id == lane.taken()) {
            return drawn ? "chosen" : "by-hand";
        }
        return drawn && lane.byHand() ? "drawn" : "kept";
    }

    static int depth(double probability) {
        return 1 + (int) DEPTHS.stream().filter(least -> probability >= least).count();
    }

    private static double rounded(double pixels) {
        return Math.round(pixels * 10) / 10.0;
    }

    public static String percent(double share) {
        return Numbers.decimals(share * 100, 3) + "%";
    }

    /** The interval of the token that was taken, if it lies in this part. */
    public Optional<Interval> hit() {
        return intervals.stream().filter(Interval::chosen).findFirst();
    }

    /** The interval on which the draw fell, if another token was chosen by hand and it lies in this part. */
    public Optional<Interval> passedOver() {
        return intervals.stream().filter(Interval::drawn).findFirst();
    }

    /** The line on which names stand. */
    public int nameLine() {
        return top + height / 2 + 5;
    }

    public int bottom() {
        return top + height;
    }
}
