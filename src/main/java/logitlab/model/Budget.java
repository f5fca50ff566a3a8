package logitlab.model;

/**
 * What all models together may take of the machine.
 *
 * @param threads each run works on
 * @param callers run at once; the others wait
 * @param cacheBytes of logits and state, native memory included
 */
public record Budget(int threads, int callers, long cacheBytes) {

    private static final long CACHE = 256L << 20;

    /**
     * One thread a run and as many runs at once as there are cores, which serves many learners best; 256 MiB of cache, or a
     * quarter of the heap where that is less.
     */
    public static Budget ofThisMachine() {
        Runtime machine = Runtime.getRuntime();
        return new Budget(1, machine.availableProcessors(), Math.min(CACHE, machine.maxMemory() / 4));
    }
}
