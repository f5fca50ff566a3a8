package logitlab.model.onnx;

import java.util.function.Supplier;
import logitlab.model.batch.RunQueue;
import logitlab.model.batch.SharedRuns;
import logitlab.model.caching.AnswerCache;
import logitlab.model.memory.MemoryBudget;
import logitlab.model.memory.NativeHeap;
import logitlab.model.onnx.tensor.StateMemory;

/**
 * What all models share: the cache, and permits to run. A permit limits the runs at the same time and lets the models be closed
 * safely. It does not limit the load, because a caller waits for one as long as it takes: a server must limit its requests
 * beforehand.
 */
public final class ModelRuntime implements AutoCloseable {

    /** The memory of models that are loaded again in a fraction of a second. */
    private static final long SMALL = 256L << 20;

    private final RuntimeLimits limits;
    private final PrefixCache cache;
    private final RunQueue queue;
    private final MemoryBudget memory;

    public ModelRuntime(RuntimeLimits limits) {
        this.limits = limits;
        this.cache = new PrefixCache(limits.cacheBytes(), limits.stateBytes());
        this.memory = new MemoryBudget(limits.memoryBytes(), NativeHeap::collect);
        this.queue = new RunQueue(limits.callers());
    }

    public int threads() {
        return limits.threads();
    }

    /** What the models that are loaded share. */
    public MemoryBudget memory() {
        return memory;
    }

    PrefixCache cache() {
        return cache;
    }

    /** The part of the cache that needs no network. */
    public AnswerCache answers() {
        return cache.answers();
    }

    public long cachedBytes() {
        return cache.bytes();
    }

    /** Lets the models leave memory that nobody uses and that are quickly loaded again. */
    public void release() {
        memory.release(SMALL);
        NativeHeap.collect();
    }

    /** Frees the memory of texts that nobody continues, which a crowd leaves behind. */
    public void releaseUnused() {
        cache.removeUnusedStates();
        StateMemory.POOL.collect();
    }

    /** Waits for a permit, first come, first served. */
    <T> T withPermit(Supplier<T> work) {
        return queue.alone(work);
    }

    /** A place for the steps of a model. */
    SharedRuns<TokenStep, TokenStep.Done> share(StepBatch batch) {
        return queue.share(batch);
    }

    /** Waits for the runs in progress and refuses all others, so that what they run on may be closed. */
    @Override
    public void close() {
        queue.close();
        cache.releaseStates();
    }
}
