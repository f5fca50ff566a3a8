package logitlab.decoding;

import java.util.List;
import java.util.stream.DoubleStream;

/** Applies stages in one call, for their tests. */
final class Staged {

    static final double BANNED = Double.NEGATIVE_INFINITY;

    /** Logits whose softmax is exactly 0.5, 0.25, 0.125, 0.125, so that their sums can equal a p exactly. */
    static final Logits HALVES = Logits.of(0, -Math.log(2), -2 * Math.log(2), -2 * Math.log(2));

    private Staged() {}

    /** Logits whose softmax gives these probabilities, apart from rounding. */
    static Logits probabilities(double... probabilities) {
        return Logits.of(DoubleStream.of(probabilities).map(Math::log).toArray());
    }

    static Logits after(Stage stage, Logits logits) {
        return after(stage, Prefix.EMPTY, logits);
    }

    static Logits after(Stage stage, Prefix prefix, Logits logits) {
        return stage.apply(Scores.of(logits), prefix).logits();
    }

    /** The ids that the stages keep, in id order. */
    static List<Integer> kept(Logits logits, Stage... stages) {
        return Step.of(logits, Prefix.EMPTY, List.of(stages), new Draw(42, 0)).all().stream()
                .filter(Candidate::kept)
                .map(Candidate::id)
                .toList();
    }
}
