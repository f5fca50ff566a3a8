package logitlab.lesson.museum;

import java.util.Comparator;
import java.util.stream.IntStream;
import logitlab.decoding.Ranking;
import logitlab.decoding.Scores;

/** A wrong program and the right one, run on the same numbers. */
public record Exhibit(Bug bug, Setup setup, Output suspect, Output right) {

    /** Probabilities that differ by less are the same: single precision alone makes as much of a difference. */
    private static final double SAME = 1e-5;

    public static Exhibit of(Bug bug, Setup setup) {
        return new Exhibit(bug, setup, bug.run(setup), setup.right());
    }

    /** Whether users of the two see another row for this token. */
    public boolean differs(int id) {
        return suspect.kept(id) != right.kept(id)
                || !(distance(id) < SAME)
                || suspect.chosen() != right.chosen() && (id == suspect.chosen() || id == right.chosen());
    }

    /** Between the two probabilities; NaN where the suspect's is. */
    private double distance(int id) {
        return Math.abs(suspect.probability(id) - right.probability(id));
    }

    public boolean differs() {
        return IntStream.range(0, right.size()).anyMatch(this::differs);
    }

    /** The token whose probabilities are farthest apart; the best of those where several are, or have none. */
    public int mostDifferent() {
        return ranking()
                .ids()
                .boxed()
                .max(Comparator.comparingDouble(this::distance)) // the first of equals, so the best
                .orElseThrow();
    }

    /** How far the two are apart where they are farthest; infinitely where the suspect has no numbers. */
    public double farthest() {
        return suspect.farthest(right);
    }

    /** Every id by the falling logit of the model, in which both programs list their tokens. */
    public Ranking ranking() {
        return Scores.of(setup.logits()).ranking();
    }
}
