package logitlab.model.onnx;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import logitlab.model.memory.Footprint;

/**
 * The resources that all models share.
 *
 * @param threads each run works on
 * @param callers that may run at the same time; others wait
 * @param cacheBytes for logits and state, native memory included
 * @param memoryBytes for the models that are loaded at the same time, as estimated by {@link Footprint}
 */
public record RuntimeLimits(int threads, int callers, long cacheBytes, long memoryBytes) {

    private static final long CACHE = 256L << 20;

    /** With half of the machine's memory for the models. */
    public RuntimeLimits(int threads, int callers, long cacheBytes) {
        this(threads, callers, cacheBytes, halfOfTheMemory());
    }

    /** Of the machine, or of the container that the program runs in. */
    private static long halfOfTheMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() / 2
                : Long.MAX_VALUE;
    }

    /** The same with other memory for the models. */
    public RuntimeLimits withMemory(long bytes) {
        return new RuntimeLimits(threads, callers, cacheBytes, bytes);
    }

    /**
     * One thread per run and as many runs at the same time as there are cores, which serves many learners best; 256 MiB of cache, or
     * a quarter of the heap if that is less; half of the memory for models.
     */
    public static RuntimeLimits ofThisMachine() {
        Runtime machine = Runtime.getRuntime();
        return new RuntimeLimits(1, machine.availableProcessors(), Math.min(CACHE, machine.maxMemory() / 4));
    }
}
