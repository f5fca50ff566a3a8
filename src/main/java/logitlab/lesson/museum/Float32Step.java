package logitlab.lesson.museum;

import java.util.BitSet;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Ranking;
import logitlab.decoding.Scores;
import logitlab.decoding.Step;

/** The logits after the stages in single precision, which most decoders use and where some of the bugs are. */
final class Float32Step {

    private final float[] logits; // minus infinity where a token is dropped
    private final BitSet kept;
    private final Ranking ranking;

    private Float32Step(float[] logits, BitSet kept, Ranking ranking) {
        this.logits = logits;
        this.kept = kept;
        this.ranking = ranking;
    }

    static Float32Step of(Step step) {
        float[] logits = new float[step.logits().size()];
        BitSet kept = new BitSet(logits.length);
        for (Candidate candidate : step.all()) {
            kept.set(candidate.id(), candidate.kept());
            logits[candidate.id()] = candidate.kept() ? (float) candidate.adjustedLogit() : Float.NEGATIVE_INFINITY;
        }
        return new Float32Step(logits, kept, Scores.of(Logits.of(logits)).ranking());
    }

    Float32Step times(float factor) {
        float[] scaled = logits.clone();
        for (int id = 0; id < scaled.length; id++) {
            scaled[id] *= factor;
        }
        return new Float32Step(scaled, kept, ranking);
    }

    /** Adds up the probabilities from the worst token, and keeps a token if the sum exceeds the border. */
    Float32Step above(float border) {
        float[] shares = softmax(max());
        float[] masked = logits.clone();
        BitSet left = (BitSet) kept.clone();
        float sum = 0;
        for (int rank = ranking.size() - 1; rank >= 0; rank--) {
            int id = ranking.id(rank);
            sum += shares[id];
            if (!(sum > border)) {
                masked[id] = Float.NEGATIVE_INFINITY;
                left.clear(id);
            }
        }
        return new Float32Step(masked, left, ranking);
    }

    float max() {
        float max = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        return max;
    }

    /** {@code exp(z_i - shift) / sum_j exp(z_j - shift)}; NaN for 0 / 0. */
    private float[] softmax(float shift) {
        float[] shares = new float[logits.length];
        float sum = 0;
        for (int id = 0; id < logits.length; id++) {
            shares[id] = (float) Math.exp(logits[id] - shift);
            sum += shares[id];
        }
        for (int id = 0; id < logits.length; id++) {
            shares[id] /= sum;
        }
        return shares;
    }

    DecoderOutput drawn(float shift, Draw draw) {
        return DecoderOutput.drawn(softmax(shift), kept, ranking, draw.u());
    }
}
