package logitlab.model.batch;

import java.util.List;

/**
 * Steps of one kind that can share runs.
 *
 * @param <S> a step
 * @param <R> what comes of it
 */
public interface Batch<S, R> {

    /**
     * Which of the waiting parts run together with the first one. Called often, so it must be fast.
     *
     * @param waiting in the order of their arrival, at least one; each has steps that run together in any case
     * @param most how many steps a run should have; the first part alone may have more
     * @return some of {@code waiting}, in their order, always with the first
     */
    List<List<S>> choose(List<List<S>> waiting, int most);

    /**
     * Runs steps together.
     *
     * @return an outcome for each, in the order of the steps
     * @throws RuntimeException if the run fails; then each part runs by itself
     */
    List<Outcome<R>> run(List<S> steps);
}
