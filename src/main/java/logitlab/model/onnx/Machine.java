package logitlab.model.onnx;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * What all models share: the cache, and permits to run. A permit limits the runs at the same time and lets the models be closed
 * safely. It does not limit the load, because a caller waits for one as long as it takes: a server must limit its requests
 * beforehand.
 */
public final class Machine implements AutoCloseable {

    private final Budget budget;
    private final PrefixCache cache;
    private final Semaphore permits;
    private boolean closed; // read and written only with a permit

    public Machine(Budget budget) {
        this.budget = budget;
        this.cache = new PrefixCache(budget.cacheBytes());
        this.permits = new Semaphore(budget.callers(), true);
    }

    public int threads() {
        return budget.threads();
    }

    PrefixCache cache() {
        return cache;
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
        permits.acquireUninterruptibly(budget.callers());
        closed = true;
        cache.releaseStates();
        permits.release(budget.callers());
    }
}
