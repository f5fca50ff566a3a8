package logitlab.lesson.museum;

import java.util.Comparator;
import java.util.stream.IntStream;
import logitlab.decoding.Ranking;
import logitlab.decoding.Scores;

/** A wrong program and the right one, run on the same numbers. */
public record Exhibit(Bug bug, DecoderInput input, DecoderOutput suspect, DecoderOutput right) {

    /** Probabilities that differ by less are equal, because single precision alone causes such differences. */
    private static final double SAME = 1e-5;

    public static Exhibit of(Bug bug, DecoderInput input) {
        return new Exhibit(bug, input, bug.run(input), input.right());
    }

    /** Whether the row of this token differs. */
    public boolean differs(int id) {
        return suspect.kept(id) != right.kept(id)
                || !(distance(id) < SAME)
                || suspect.chosen() != right.chosen() && (id == suspect.chosen() || id == right.chosen());
    }

    /** Between the two probabilities; NaN if the suspect's is NaN. */
    private double distance(int id) {
        return Math.abs(suspect.probability(id) - right.probability(id));
    }

    public boolean differs() {
        return IntStream.range(0, right.size()).anyMatch(this::differs);
    }

    /** The token whose probabilities differ most, the best one of several. */
    public int mostDifferent() {
        return ranking()
                .ids()
                .boxed()
                .max(Comparator.comparingDouble(this::distance)) // the first of equals, so the best
                .orElseThrow();
    }

    /** The largest difference between two probabilities; infinite if one of the suspect's is NaN. */
    public double farthest() {
        return suspect.farthest(right);
    }

    /** Every id by falling logit, the order in which both programs list their tokens. */
    public Ranking ranking() {
        return Scores.of(input.logits()).ranking();
    }
}
