package logitlab.decoding.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;
import logitlab.decoding.Step;

/**
 * What one token of a text cost, and what the stages before it did to the distribution. All logarithms are natural, so everything but
 * the masses is in nats.
 *
 * <pre>
 * probabilities (0.5, 0.25, 0.25), top-k 2, first token taken:
 *     model log probability ln 0.5, sampling log probability ln 2/3, cut by top-k 0.25, entropies 1.04 and 0.64
 * </pre>
 *
 * @param id the token that stands in the text, perhaps chosen by hand
 * @param modelLogProbability {@code ln p} under the softmax of the raw logits, at most 0; minus infinity for a banned token
 * @param samplingLogProbability {@code ln q} under the distribution that the draw used, at most 0; minus infinity for a token that was
 *     not kept
 * @param modelEntropy {@code -sum p ln p} before the stages
 * @param samplingEntropy {@code -sum q ln q} after the stages, over the kept tokens
 * @param cuts what each truncation dropped, by its name, in the order in which they first dropped a token; one that dropped nothing
 *     is left out
 */
public record LedgerEntry(
        int id,
        double modelLogProbability,
        double samplingLogProbability,
        double modelEntropy,
        double samplingEntropy,
        Map<String, Cut> cuts) {

    /**
     * The probability mass of the tokens that one truncation dropped.
     *
     * @param model the sum of their model probabilities, in [0, 1]
     * @param adjusted the sum of their probabilities in the softmax of all adjusted logits, which are those after bias, penalty and
     *     temperature, in [0, 1]. The cuts of all truncations and the adjusted mass of the kept tokens add up to 1.
     */
    public record Cut(double model, double adjusted) {

        static final Cut NOTHING = new Cut(0, 0);

        Cut plus(Cut other) {
            return new Cut(model + other.model, adjusted + other.adjusted);
        }
    }

    public LedgerEntry {
        cuts = Collections.unmodifiableMap(new LinkedHashMap<>(cuts));
    }

    /** The entry of one step. @param taken the token that stands in the text */
    public static LedgerEntry of(Step step, int taken) {
        double[] adjusted = IntStream.range(0, step.logits().size())
                .mapToDouble(id -> step.candidate(id).adjustedLogit())
                .toArray();
        Logits scores = Logits.of(adjusted);
        Map<String, Cut> cuts = new LinkedHashMap<>();
        double entropy = 0;
        for (int id = 0; id < adjusted.length; id++) {
            Candidate candidate = step.candidate(id);
            if (candidate.droppedBy().isPresent()) {
                Cut cut = new Cut(candidate.modelProbability(), scores.probability(id));
                cuts.merge(candidate.droppedBy().get(), cut, Cut::plus);
            }
            double probability = candidate.samplingProbability();
            entropy -= probability > 0 ? probability * Math.log(probability) : 0;
        }
        return new LedgerEntry(
                taken,
                step.logits().logProbability(taken),
                Math.log(step.candidate(taken).samplingProbability()),
                step.entropy(),
                Math.max(0, entropy),
                cuts);
    }

    /** {@code -ln p} under the model: how surprised it was. At least 0. */
    public double surprisal() {
        return 0 - modelLogProbability; // 0 for a certain token, not -0
    }

    /** What a truncation dropped; nothing if it is off. @param truncation its name, such as {@code top-p} */
    public Cut cut(String truncation) {
        return cuts.getOrDefault(truncation, Cut.NOTHING);
    }
}
