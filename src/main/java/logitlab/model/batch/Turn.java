package logitlab.model.batch;

import java.util.concurrent.locks.LockSupport;

/** A caller that waits in a {@link RunQueue}. Its state changes only with the lock of the queue. */
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

    /** Called when it gets a place in the queue. @param latest when its patience ends, as a value of {@link System#nanoTime} */
    void arrived(long latest) {
        this.latest = latest;
    }

    /** Called when it loses its place in the queue because something failed. */
    void left() {}

    /** Whether it takes a permit now. Otherwise it waits for others a little longer. */
    boolean begins(int permits) {
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

    /** Ends its wait with what was thrown when it should have begun. */
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

    /** Makes its thread wait for others, but only as long as its patience lasts. */
    final void gather() {
        if (!gathers) {
            gathers = true;
            LockSupport.unpark(thread);
        }
    }

    /** Waits until it is called or refused, even if its thread is interrupted. @return false if its patience has ended before */
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
