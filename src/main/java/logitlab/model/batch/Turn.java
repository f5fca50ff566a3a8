package logitlab.model.batch;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A caller and its place in a {@link RunQueue}, with whose lock it changes. */
class Turn {

    private final Thread thread = Thread.currentThread();
    private long latest; // it waits for others until then
    private volatile boolean gathers;
    private volatile State state = State.WAITING;
    private Outcome<Void> outcome = Outcome.of(null); // written before the state, and read after it

    private enum State {
        WAITING,
        CALLED,
        REFUSED
    }

    /** It has a place in the queue. @param latest when it stops to wait for others, in the time of {@link System#nanoTime} */
    void arrived(long latest) {
        this.latest = latest;
    }

    /** It has given its place in the queue up. */
    void left() {}

    /**
     * Whether it takes a permit now; otherwise it waits for others a little longer.
     *
     * @param gathering what such turns belong to
     */
    boolean begins(int permits, Set<SharedRuns<?, ?>> gathering) {
        return true;
    }

    final Thread thread() {
        return thread;
    }

    final void call() {
        wake(State.CALLED);
    }

    final void refuse() {
        wake(State.REFUSED);
    }

    /** It leaves the queue, because something was thrown when it was to begin. */
    final void fail(Throwable broken) {
        left();
        outcome = Outcome.failed(broken);
        refuse();
    }

    /** @throws RuntimeException or an {@link Error}, if it has failed with that */
    final void requireNoFailure() {
        outcome.get();
    }

    private void wake(State next) {
        state = next;
        LockSupport.unpark(thread);
    }

    final boolean refused() {
        return state == State.REFUSED;
    }

    final boolean patient(long now) {
        return now - latest < 0;
    }

    /** Waits for others, but not longer than its patience lasts. */
    final void gather() {
        if (!gathers) {
            gathers = true;
            LockSupport.unpark(thread);
        }
    }

    /** Waits until it is called, whatever interrupts its thread. @return false if it has waited for others as long as it should */
    final boolean await() {
        boolean interrupted = false;
        boolean inTime = true;
        while (state == State.WAITING && inTime) {
            if (gathers) {
                LockSupport.parkNanos(this, latest - System.nanoTime());
                inTime = patient(System.nanoTime());
                gathers = inTime;
            } else {
                LockSupport.park(this);
            }
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            thread.interrupt();
        }
        return state != State.WAITING;
    }
}
