package logitlab.model.batch;

import java.util.List;

/**
 * Steps of one kind that can share runs.
 *
 * @param <S> a step
 * @param <R> the result of a step
 */
public interface Batch<S, R> {

    /**
     * Chooses the waiting parts that run together with the first one. This is called often, so it must be fast.
     *
     * @param waiting at least one part, in the order of arrival; the steps of a part always run together
     * @param most the number of steps that the run should not exceed; a first part with more steps runs alone
     * @return some of {@code waiting}, in their order, always with the first
     */
    List<List<S>> choose(List<List<S>> waiting, int most);

    /**
     * Whether a run takes so little time that the processors are better used by others: if many steps wait, one run at a time then takes as many
     * as fit, because a larger run costs less for each step.
     */
    boolean isQuick();

    /**
     * Runs steps together.
     *
     * @return the outcome of each step, in the order of the steps
     * @throws RuntimeException if the run fails; then each part runs alone
     */
    List<Outcome<R>> run(List<S> steps);
}
