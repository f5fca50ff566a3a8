package logitlab.web.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Reason;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.View;

/**
 * One lane's intervals of cumulative probability, in rank order from 0 to 1: one for each token that is wide enough to be seen, and
 * one for each run of tokens that are not.
 *
 * @param lane the lane's name in the link
 * @param decoder {@code greedy} or {@code sample}
 * @param top where the strip stands in the picture of all lanes
 * @param label the lane, the token that was hit and its interval
 */
public record Strip(String lane, String decoder, int top, String label, List<Piece> pieces) implements View {

    /** The width of the strip in its own units; the page stretches it. */
    public static final int UNITS = 1000;

    /** From 0 to 1 of a strip, a narrower interval than this is not drawn alone. */
    private static final double NARROWEST = 0.0015;

    private static final int MOST_PIECES = 200;

    /**
     * One interval.
     *
     * @param id of the token; -1 where it stands for several
     * @param name the token's text where it has room, else empty
     * @param room {@code anywhere} where the name fits on a phone, {@code wide} where it needs a wide page
     * @param state {@code chosen}, {@code kept} or {@code rest}
     * @param title what there is to say of it
     */
    public record Piece(
            int id, String x, String width, String middle, String name, String room, String state, String title) {

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

    static Strip of(Play play, String name, int top) {
        Lane lane = play.lanes().get(name);
        return of(
                name,
                lane.decoder(),
                new LabWords(play).lane(name),
                lane.step(play.link().at()),
                lane.ids().get(play.link().at()),
                id -> play.token(name, id),
                top);
    }

    /**
     * The strip of a step, whoever made it.
     *
     * @param lane what the ids of its rows in the page begin with
     * @param taken the token that was taken, perhaps by hand
     */
    static Strip of(
            String lane, Decoder decoder, String title, Step step, int taken, IntFunction<String> tokenOf, int top) {
        Reason reason = step.reason();
        String label = Messages.ENGLISH.say(
                reason.kept() == 1 ? "strip.lane-only" : "strip.lane",
                title,
                tokenOf.apply(reason.chosen()),
                Numbers.share(reason.from()),
                Numbers.share(reason.to()));
        return new Strip(lane, decoder.word(), top, label, pieces(step, taken, tokenOf));
    }

    private static List<Piece> pieces(Step step, int taken, IntFunction<String> tokenOf) {
        List<Piece> pieces = new ArrayList<>();
        double end = 0;
        for (Candidate candidate : drawn(step)) {
            double from = candidate.from().orElseThrow();
            addRest(pieces, end, from);
            end = candidate.cumulative().orElseThrow();
            pieces.add(piece(tokenOf.apply(candidate.id()), candidate, from, end, candidate.id() == taken));
        }
        addRest(pieces, end, 1);
        return List.copyOf(pieces);
    }

    /** The tokens with an interval of their own: the widest, which come first, and the chosen one. */
    private static List<Candidate> drawn(Step step) {
        List<Candidate> drawn = new ArrayList<>();
        for (Candidate candidate : step.intervals(MOST_PIECES)) {
            if (candidate.samplingProbability() >= NARROWEST || candidate.id() == step.chosen()) {
                drawn.add(candidate);
            }
        }
        Candidate chosen = step.candidate(step.chosen());
        if (!drawn.contains(chosen)) {
            drawn.add(chosen);
        }
        return drawn;
    }

    private static Piece piece(String name, Candidate candidate, double from, double to, boolean taken) {
        String title = Messages.ENGLISH.say(
                "strip.piece",
                name,
                Numbers.percent(candidate.samplingProbability()),
                Numbers.share(from),
                Numbers.share(to));
        return piece(candidate.id(), from, to, name, taken ? "chosen" : "kept", title);
    }

    private static void addRest(List<Piece> pieces, double from, double to) {
        if (to - from > 1e-9) {
            String title = Messages.ENGLISH.say("strip.rest", Numbers.share(from), Numbers.share(to));
            pieces.add(piece(-1, from, to, "", "rest", title));
        }
    }

    private static Piece piece(int id, double from, double to, String name, String state, String title) {
        String room = Room.of(name, to - from);
        return new Piece(
                id,
                units(from, UNITS),
                units(to - from, UNITS),
                units((from + to) / 2, 100) + "%",
                room.isEmpty() ? "" : name,
                room,
                state,
                title);
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

    /** Where a name has room in its interval; widths in CSS pixels. */
    private static final class Room {

        private static final int PHONE = 300;
        private static final int WIDE = 900;

        private static String of(String name, double share) {
            double needs = 8.5 * name.length() + 8;
            return name.isEmpty() || needs > share * WIDE ? "" : needs > share * PHONE ? "wide" : "anywhere";
        }
    }
}
