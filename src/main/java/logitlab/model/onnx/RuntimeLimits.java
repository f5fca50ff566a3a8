package logitlab.model.onnx;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import logitlab.model.memory.Footprint;

/**
 * The resources that all models share.
 *
 * @param threads each run works on
 * @param callers that may run at the same time; others wait
 * @param cacheBytes for logits and what else has been computed, in the heap
 * @param stateBytes for the states of texts, in native memory
 * @param memoryBytes for the models that are loaded at the same time, as estimated by {@link Footprint}
 */
public record RuntimeLimits(int threads, int callers, long cacheBytes, long stateBytes, long memoryBytes) {

    private static final long CACHE = 128L << 20;

    /** For 2,000 lanes of 50 tokens on a small model. Only texts that are being continued take it. */
    private static final long STATES = 1L << 30;

    private static final int SHARE_OF_CACHE = 16;
    private static final int SHARE_OF_STATES = 8;

    /** Of the machine, or of the container that the program runs in. */
    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : Long.MAX_VALUE;
    }

    /** The same with other memory for the models. */
    public RuntimeLimits withMemory(long bytes) {
        return new RuntimeLimits(threads, callers, cacheBytes, stateBytes, bytes);
    }

    /** The same with other threads and callers. */
    public RuntimeLimits withRuns(int threadsOfEach, int atTheSameTime) {
        return new RuntimeLimits(threadsOfEach, atTheSameTime, cacheBytes, stateBytes, memoryBytes);
    }

    /**
     * One thread per run and as many runs at the same time as there are cores, which serves many learners best; 128 MiB of cache, or
     * a sixteenth of the heap if that is less; 1 GiB for states, or an eighth of the memory or half of the greatest heap if that is less,
     * because Java gives direct buffers as much as the heap; half of the memory for models.
     */
    public static RuntimeLimits ofThisMachine() {
        Runtime machine = Runtime.getRuntime();
        return new RuntimeLimits(
                1,
                machine.availableProcessors(),
                Math.min(CACHE, machine.maxMemory() / SHARE_OF_CACHE),
                Math.min(STATES, Math.min(memory() / SHARE_OF_STATES, machine.maxMemory() / 2)),
                memory() / 2);
    }
}
