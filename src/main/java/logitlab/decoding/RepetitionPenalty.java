package logitlab.decoding;

import logitlab.decoding.input.Range;

/**
 * Makes the tokens of the prefix less likely, once for each distinct id: {@code z / penalty} where z is positive,
 * {@code z * penalty} otherwise.
 *
 * <p>The penalty is in (0, 10]; 1 changes nothing, less than 1 favours repetition. It is not invariant to a shift of all
 * logits, although softmax is. Ids of the prefix without a logit are ignored. Source: Keskar et al. 2019, arXiv 1909.05858.
 *
 * <pre>
 * penalty 2 after the prefix 0 1 on [4, -1, 4]   gives [2, -2, 4]
 * </pre>
 *
 * @param last how many tokens at the end of the prefix count, at least 0; Hugging Face and vLLM take them all
 */
public record RepetitionPenalty(double penalty, int last) implements Stage {

    public static final Range RANGE = Range.above(0, 10);

    public RepetitionPenalty {
        RANGE.require("repetition penalty", penalty);
    }

    /** For all tokens of the prefix. */
    public RepetitionPenalty(double penalty) {
        this(penalty, Integer.MAX_VALUE);
    }

    @Override
    public Scores apply(Scores scores, Prefix prefix) {
        Logits logits = scores.logits();
        double[] penalised = logits.toArray();
        prefix.ids()
                .skip(Math.max(0, prefix.size() - last))
                .filter(id -> id >= 0 && id < penalised.length && logits.allows(id))
                // from the logit before the stage, so that a repeated id changes nothing more
                .forEach(id -> penalised[id] = penalised(logits.at(id)));
        return scores.with(new Logits(penalised));
    }

    private double penalised(double logit) {
        return Logits.saturated(logit > 0 ? logit / penalty : logit * penalty);
    }

    @Override
    public boolean canChangeArgmax() {
        return true;
    }
}
