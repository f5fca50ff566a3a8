package logitlab.model.batch;

/**
 * The result of one step or its failure, because a step may fail while the other steps of its run succeed.
 *
 * @param result null if it failed
 * @param failure null if it succeeded; a {@link RuntimeException} or an {@link Error}
 */
public record Outcome<R>(R result, Throwable failure) {

    public static <R> Outcome<R> of(R result) {
        return new Outcome<>(result, null);
    }

    public static <R> Outcome<R> failed(Throwable failure) {
        return new Outcome<>(null, failure);
    }

    /** The result. @throws RuntimeException or an {@link Error}, if the step failed */
    public R get() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return result;
    }
}
