package logitlab.model.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something that is loaded when it is first used, and leaves memory when others need the room and nobody uses it.
 *
 * <pre>
 * MemoryBudget budget = new MemoryBudget(100, () -> {});
 * Resident a = budget.add(60, ...), b = budget.add(60, ...);
 * a.use(...)   loads a
 * b.use(...)   lets a leave and loads b
 * </pre>
 *
 * @param <T> what is loaded
 */
public final class Resident<T> {

    /**
     * How it comes and goes.
     *
     * @param load may be slow; others load at the same time if there is room for both
     * @param leave frees the memory when others need it
     */
    public record Source<T>(Supplier<T> load, Consumer<T> leave) {}

    private final MemoryBudget budget;
    private final long bytes;
    private final Source<T> source;

    // All of these are read and written only with the lock of the budget.
    private T value; // null while it is not loaded
    private boolean loading;
    private boolean closed;
    private final Map<Thread, Integer> users = new HashMap<>();
    private int waiting;
    private int expected; // those who have waited for it, and use it before it leaves again
    private long loads; // that have ended, well or not
    private RuntimeException failure; // of the last load
    private long lastUsed;

    Resident(MemoryBudget budget, long bytes, Source<T> source) {
        this.budget = budget;
        this.bytes = bytes;
        this.source = source;
    }

    /** The size that the budget counts with. */
    public long bytes() {
        return bytes;
    }

    public boolean loaded() {
        return useIfLoaded(loaded -> true).orElse(false);
    }

    /**
     * Does something with it, after loading it if necessary; it does not leave meanwhile.
     *
     * @param work may use this one again, but no other of the same budget, because it could wait for itself
     * @throws IllegalStateException if it is closed
     * @throws RuntimeException what the work or the load throws; the next call tries to load it again
     */
    public <R> R use(Function<T, R> work) {
        T found = enter();
        try {
            return work.apply(found);
        } finally {
            exit();
        }
    }

    /** Does something short with it unless it would have to be loaded. */
    public <R> Optional<R> useIfLoaded(Function<T, R> work) {
        budget.lock.lock();
        try {
            return Optional.ofNullable(value).map(work);
        } finally {
            budget.lock.unlock();
        }
    }

    /** Does something with it, which may take long, unless it would have to be loaded or others wait for room. It does not leave meanwhile. */
    public <R> Optional<R> useUnlessAway(Function<T, R> work) {
        Optional<T> found = useIfLoaded(loaded -> {
            if (closed || budget.someoneWaits()) {
                return null;
            }
            users.merge(Thread.currentThread(), 1, Integer::sum);
            return loaded;
        });
        try {
            return found.map(work);
        } finally {
            if (found.isPresent()) {
                exit();
            }
        }
    }

    private T enter() {
        budget.lock.lock();
        try {
            long before = loads;
            boolean waited = false;
            requireOpen();
            while (value == null
                    || loads == before && budget.someoneWaits() && !users.containsKey(Thread.currentThread())) {
                if (value == null && !loading) {
                    load();
                    waited = false;
                } else {
                    waiting++;
                    budget.changed.awaitUninterruptibly();
                    waiting--;
                    waited = true;
                }
                requireOpen();
                if (value == null && loads > before && failure != null) {
                    throw failure;
                }
            }
            expected -= waited && loads > before ? 1 : 0;
            users.merge(Thread.currentThread(), 1, Integer::sum);
            lastUsed = budget.now();
            return value;
        } finally {
            budget.lock.unlock();
        }
    }

    private void exit() {
        budget.lock.lock();
        try {
            users.merge(Thread.currentThread(), -1, (before, less) -> before + less == 0 ? null : before + less);
            budget.changed.signalAll();
        } finally {
            budget.lock.unlock();
        }
    }

    private void load() {
        loading = true;
        T loaded = null;
        try {
            boolean othersLeft = budget.reserve(this);
            if (!closed) {
                loaded = loadUnlocked(othersLeft);
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            if (loaded == null) {
                budget.free(bytes);
            } else {
                value = loaded;
                failure = null;
                expected = waiting;
            }
            loads++;
            loading = false;
            budget.changed.signalAll();
        }
    }

    private T loadUnlocked(boolean othersLeft) {
        budget.lock.unlock();
        try {
            if (othersLeft) {
                budget.freed.run();
            }
            return source.load().get();
        } finally {
            budget.lock.lock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the models are closed");
        }
    }

    /** Waits for those who use it, and refuses all others. What is loaded then belongs to the caller, who frees it. */
    public Optional<T> close() {
        budget.lock.lock();
        try {
            closed = true;
            budget.changed.signalAll();
            while (!users.isEmpty() || loading) {
                budget.changed.awaitUninterruptibly();
            }
            Optional<T> loaded = Optional.ofNullable(value);
            if (loaded.isPresent()) {
                value = null;
                budget.free(bytes);
            }
            budget.remove(this);
            return loaded;
        } finally {
            budget.lock.unlock();
        }
    }

    // The methods below are called by the budget, with its lock.

    boolean closed() {
        return closed;
    }

    boolean idle() {
        return value != null && users.isEmpty() && expected == 0;
    }

    long lastUsed() {
        return lastUsed;
    }

    void leave() {
        T leaving = value;
        value = null;
        budget.free(bytes);
        source.leave().accept(leaving);
    }
}
