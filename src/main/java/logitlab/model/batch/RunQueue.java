package logitlab.model.batch;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Gives permits to run, first come, first served. Some work runs {@linkplain #alone alone}. A step of a {@link SharedRuns}
 * shares its permit with the waiting steps that fit it: the thread of the first step runs all of them, so the queue needs no threads
 * of its own.
 *
 * <pre>
 * There is one permit, and A runs. B, C and D wait; B and D fit together.
 * When A ends, B's thread runs B and D. Then C runs.
 * </pre>
 */
public final class RunQueue {

    private static final Duration PATIENCE = Duration.ofMillis(2);

    private final int permits;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<Turn> waiting = new LinkedHashSet<>();
    private int running;
    private boolean closed;

    /** @param permits how many runs may be under way at the same time */
    public RunQueue(int permits) {
        this(permits, PATIENCE);
    }

    /** @param patience the longest time that a step waits for callers that have just got their results */
    RunQueue(int permits, Duration patience) {
        this.permits = permits;
        this.patience = patience;
    }

    /** When a caller that begins to wait now runs out of patience, as a value of {@link System#nanoTime}. */
    long latest() {
        return System.nanoTime() + patience.toNanos();
    }

    /** Lets steps of one kind share runs. */
    public <S, R> SharedRuns<S, R> share(Batch<S, R> batch) {
        return new SharedRuns<>(this, batch);
    }

    /**
     * Waits for a permit that nobody shares, and does the work.
     *
     * @throws IllegalStateException if the queue is closed
     */
    public <T> T alone(Supplier<T> work) {
        Turn turn = new Turn();
        enter(turn);
        try {
            return work.get();
        } finally {
            leave(() -> {});
        }
    }

    /** Waits until a turn has a permit, or until another thread has run its steps. An interrupt does not end the wait. */
    void enter(Turn turn) {
        lock.lock();
        try {
            if (closed) {
                turn.refuse();
            } else {
                turn.arrived(latest());
                waiting.add(turn);
                dispatch(turn);
            }
        } finally {
            lock.unlock();
        }
        while (!turn.await()) {
            locked(() -> dispatch(turn)); // it has waited for others as long as it should
        }
        turn.requireNoFailure();
        if (turn.refused()) {
            throw new IllegalStateException("the models are closed");
        }
    }

    /** Gives a permit back. @param first is done with the lock before the next turns get permits */
    void leave(Runnable first) {
        locked(() -> {
            running--;
            try {
                first.run();
                dispatch();
            } finally {
                ended.signalAll();
            }
        });
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Hands out the free permits. Called with the lock. */
    private void dispatch() {
        for (Turn turn : running < permits ? List.copyOf(waiting) : List.<Turn>of()) {
            if (running < permits && waiting.contains(turn) && begins(turn)) {
                running++;
                waiting.remove(turn);
                turn.call();
            }
        }
    }

    /** The same, called by a turn that waits. If it fails, the turn leaves, because its caller would not give a permit back. */
    private void dispatch(Turn turn) {
        try {
            dispatch();
        } catch (Throwable broken) {
            fail(turn, broken);
        }
    }

    /** Whether a turn takes a permit. If finding that out fails, the turn leaves, and only its caller gets what was thrown. */
    private boolean begins(Turn turn) {
        try {
            return turn.begins(permits);
        } catch (Throwable broken) {
            fail(turn, broken);
            return false;
        }
    }

    private void fail(Turn turn, Throwable broken) {
        if (waiting.remove(turn)) {
            turn.fail(broken);
        }
    }

    /** Called with the lock. */
    void remove(Turn turn) {
        waiting.remove(turn);
    }

    /** Answers a question about the waiting turns, with the lock. */
    <T> T ask(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses all turns that wait or come later, and waits until the runs under way have ended. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(Turn::refuse);
            waiting.clear();
            while (running > 0) {
                ended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
