package logitlab.model.onnx;

/**
 * The resources that all models share.
 *
 * @param threads each run works on
 * @param callers that may run at the same time; others wait
 * @param cacheBytes for logits and state, native memory included
 */
public record RuntimeLimits(int threads, int callers, long cacheBytes) {

    private static final long CACHE = 256L << 20;

    /**
     * One thread per run and as many runs at the same time as there are cores, which serves many learners best; 256 MiB of cache, or
     * a quarter of the heap if that is less.
     */
    public static RuntimeLimits ofThisMachine() {
        Runtime machine = Runtime.getRuntime();
        return new RuntimeLimits(1, machine.availableProcessors(), Math.min(CACHE, machine.maxMemory() / 4));
    }
}
