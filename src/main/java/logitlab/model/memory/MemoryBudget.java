package logitlab.model.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that all models share. When one is needed that is not loaded, those that were unused for longest make room for it. One
 * that is in use never leaves: who needs its place waits, and is served before others who come later.
 *
 * <p>Safe for use by many threads.
 */
public final class MemoryBudget {

    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    final Runnable freed;
    private final long bytes;
    private final List<Resident<?>> residents = new ArrayList<>();
    private final Deque<Resident<?>> waiting = new ArrayDeque<>();
    private long used;
    private long clock;
    private long departures;

    /**
     * @param bytes that everything loaded may take together, by the sizes given to {@link #add}
     * @param freed is run when some have left to make room, before the one that needs it is loaded
     */
    public MemoryBudget(long bytes, Runnable freed) {
        this.bytes = bytes;
        this.freed = freed;
    }

    public long bytes() {
        return bytes;
    }

    /** What is loaded now. */
    long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** Whether someone waits for room, so that long uses should stop soon. */
    public boolean wanted() {
        lock.lock();
        try {
            return someoneWaits();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Something that is loaded when it is first used.
     *
     * @param size in bytes; if it exceeds {@link #bytes}, this is loaded when nothing else is
     */
    public <T> Resident<T> add(long size, Resident.Source<T> source) {
        Resident<T> resident = new Resident<>(this, size, source);
        lock.lock();
        try {
            residents.add(resident);
        } finally {
            lock.unlock();
        }
        return resident;
    }

    /**
     * Lets everything leave that nobody uses now; each is loaded again when it is needed.
     *
     * @param most in bytes; what is larger stays, because it takes long to load
     */
    public void release(long most) {
        lock.lock();
        try {
            residents.stream()
                    .filter(resident -> resident.idle() && resident.bytes() <= most)
                    .forEach(Resident::leave);
        } finally {
            lock.unlock();
        }
    }

    // The methods below are called with the lock.

    long now() {
        return ++clock;
    }

    boolean someoneWaits() {
        return !waiting.isEmpty();
    }

    /** Waits until there is room for a resident, lets others go for it, and reserves the room. @return whether others have left */
    boolean reserve(Resident<?> wanted) {
        long before = departures;
        waiting.addLast(wanted);
        try {
            while (!wanted.closed() && !(waiting.peekFirst() == wanted && makeRoom(wanted.bytes()))) {
                changed.awaitUninterruptibly();
            }
            used += wanted.bytes();
            return departures > before;
        } finally {
            waiting.remove(wanted);
            changed.signalAll();
        }
    }

    void free(long size) {
        used -= size;
        changed.signalAll();
    }

    void remove(Resident<?> closed) {
        residents.remove(closed);
    }

    private boolean makeRoom(long size) {
        while (used > 0 && used + size > bytes) {
            Optional<Resident<?>> idle =
                    residents.stream().filter(Resident::idle).min(Comparator.comparingLong(Resident::lastUsed));
            if (idle.isEmpty()) {
                return false;
            }
            idle.get().leave();
            departures++;
        }
        return true;
    }
}
