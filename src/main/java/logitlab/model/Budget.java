package logitlab.model;

/**
 * What a model may take of the machine.
 *
 * @param threads each run works on
 * @param callers run at once; the others wait
 * @param cacheBytes of logits and state, native memory included, for each model
 */
public record Budget(int threads, int callers, long cacheBytes) {

    /** One thread a run and as many runs at once as there are cores, which serves many learners best; 128 MiB of cache. */
    public static Budget ofThisMachine() {
        return new Budget(1, Runtime.getRuntime().availableProcessors(), 128L << 20);
    }
}
