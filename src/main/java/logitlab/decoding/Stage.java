package logitlab.decoding;

/**
 * One operation on the scores between the model and the choice: {@link Bias}, {@link RepetitionPenalty},
 * {@link Temperature} or a {@link Truncation}.
 *
 * <p>Runtimes differ in the order of their stages, so the order is a list and no stage knows its neighbours.
 */
public interface Stage {

    /** The scores after this stage, for a token chosen after {@code prefix}; {@code scores} stays as it is. */
    Scores apply(Scores scores, Prefix prefix);

    /** Whether this stage can change which token has the largest logit, as bias and penalty can; greedy applies only those. */
    default boolean canChangeArgmax() {
        return false;
    }
}
