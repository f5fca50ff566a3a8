package logitlab.model.onnx;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import logitlab.model.caching.AnswerCache;
import logitlab.model.memory.MemoryBudget;
import logitlab.model.memory.NativeHeap;

/**
 * What all models share: the cache, and permits to run. A permit limits the runs at the same time and lets the models be closed
 * safely. It does not limit the load, because a caller waits for one as long as it takes: a server must limit its requests
 * beforehand.
 */
public final class ModelRuntime implements AutoCloseable {

    private final RuntimeLimits limits;
    private final PrefixCache cache;
    private final Semaphore permits;
    private final MemoryBudget memory;
    private boolean closed; // read and written only with a permit

    public ModelRuntime(RuntimeLimits limits) {
        this.limits = limits;
        this.cache = new PrefixCache(limits.cacheBytes(), limits.stateBytes());
        this.memory = new MemoryBudget(limits.memoryBytes(), NativeHeap::collect);
        this.permits = new Semaphore(limits.callers(), true);
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
        return new AnswerCache(cache.logits(), cache.choices());
    }

    public long cachedBytes() {
        return cache.bytes();
    }

    /** Waits for a permit, first come, first served. */
    <T> T withPermit(Supplier<T> work) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("the models are closed");
            }
            return work.get();
        } finally {
            permits.release();
        }
    }

    /** Waits for the runs in progress and refuses all others, so that what they run on may be closed. */
    @Override
    public void close() {
        permits.acquireUninterruptibly(limits.callers());
        closed = true;
        cache.releaseStates();
        permits.release(limits.callers());
    }
}
