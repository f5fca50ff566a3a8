package logitlab.lesson.museum;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import logitlab.decoding.Stage;
import logitlab.decoding.Survivors;
import logitlab.decoding.TopP;
import logitlab.decoding.Truncation;

/**
 * Top-p that looks for the first place where the sum exceeds p and takes place 0 where it finds none, as NumPy's
 * {@code argmax} of nothing but false does: p = 1 leaves the best token alone.
 */
record FirstIndexAbove(double p) implements Truncation {

    static DecoderOutput run(DecoderInput input) {
        double p = input.settings().topP();
        List<Stage> stages = new ArrayList<>(input.settings().stages());
        stages.replaceAll(stage -> stage instanceof TopP ? new FirstIndexAbove(p) : stage);
        if (p == 1) { // which the right program leaves out
            stages.add(new FirstIndexAbove(p));
        }
        return input.run(stages);
    }

    @Override
    public String name() {
        return "top-p";
    }

    @Override
    public BitSet keep(Survivors survivors) {
        double sum = 0;
        for (int place = 0; place < survivors.size(); place++) {
            sum = Math.min(1, sum + survivors.probability(place)); // rounding can lift it a little above
            if (Truncation.exceeded(sum, p)) {
                return Truncation.head(place + 1);
            }
        }
        return Truncation.head(1);
    }
}
