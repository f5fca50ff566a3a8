package logitlab.web.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import logitlab.decoding.Candidate;
import logitlab.decoding.Step;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.View;

/**
 * The draw made visible: the intervals of cumulative probability in rank order from 0 to 1, and u as a dart.
 *
 * <p>The dart stays where it is while settings move the intervals under it. What the table does not show is one grey piece for
 * each gap.
 *
 * @param dart where the dart stands, in the picture's units
 */
public record Strip(String label, String dart, String draw, List<Piece> pieces) implements View {

    /** The width of the picture, in its own units. */
    public static final int WIDTH = 640;

    /** A piece narrower than this has no room for a name. */
    private static final double NAMED = 44;

    private static final int NAME_CHARACTERS = 12;

    /**
     * One interval.
     *
     * @param name the token's text where there is room for it, else empty
     * @param state {@code chosen}, {@code kept} or {@code rest}
     * @param id of the token; -1 for the rest
     */
    public record Piece(String x, String width, String middle, String name, String state, int id) {

        public boolean chosen() {
            return state.equals("chosen");
        }
    }

    static Strip of(Step step, List<Candidate> shown, int taken, IntFunction<String> tokenOf) {
        List<Piece> pieces = new ArrayList<>();
        double end = 0;
        for (Candidate candidate : shown) {
            if (candidate.kept()) {
                double from = candidate.from().orElseThrow();
                addRest(pieces, end, from);
                end = candidate.cumulative().orElseThrow();
                pieces.add(piece(
                        from,
                        end,
                        tokenOf.apply(candidate.id()),
                        candidate.id() == taken ? "chosen" : "kept",
                        candidate.id()));
            }
        }
        addRest(pieces, end, 1);
        String label = Messages.ENGLISH.say(
                "strip.label",
                Numbers.share(step.draw().u()),
                tokenOf.apply(step.chosen()),
                Numbers.share(step.reason().from()),
                Numbers.share(step.reason().to()));
        return new Strip(
                label, units(step.draw().u()), Numbers.share(step.draw().u()), List.copyOf(pieces));
    }

    private static void addRest(List<Piece> pieces, double from, double to) {
        if (to - from > 1e-9) {
            pieces.add(piece(from, to, "", "rest", -1));
        }
    }

    private static Piece piece(double from, double to, String name, String state, int id) {
        boolean room = (to - from) * WIDTH >= Math.max(NAMED, 11.0 * name.length()) && name.length() <= NAME_CHARACTERS;
        return new Piece(units(from), units(to - from), units((from + to) / 2), room ? name : "", state, id);
    }

    private static String units(double share) {
        return String.format(Locale.ROOT, "%.2f", share * WIDTH);
    }
}
