package logitlab.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * So many pieces of work at once, so many that wait for their turn, and no more: one more is refused with status 503, so that
 * a crowd meets a clear answer and not a server that hangs.
 */
public final class Turns {

    private final Semaphore working;
    private final Semaphore inside;
    private final Duration patience;

    /**
     * @param atOnce pieces of work that run at the same time
     * @param waiting pieces that wait beside them
     * @param patience how long one waits at most
     */
    public Turns(int atOnce, int waiting, Duration patience) {
        this.working = new Semaphore(atOnce, true);
        this.inside = new Semaphore(atOnce + waiting);
        this.patience = patience;
    }

    /** Two for each core, 128 that wait half a minute: below Jetty's 250 threads, so that pages still answer. */
    public static Turns ofThisMachine() {
        return new Turns(2 * Runtime.getRuntime().availableProcessors(), 128, Duration.ofSeconds(30));
    }

    /** What the work gives, once its turn has come. @throws Refusal with status 503 where too many wait, or for too long */
    public <T> T take(Supplier<T> work) {
        if (!inside.tryAcquire()) {
            throw busy();
        }
        try {
            return inTurn(work);
        } finally {
            inside.release();
        }
    }

    private <T> T inTurn(Supplier<T> work) {
        if (!await()) {
            throw busy();
        }
        try {
            return work.get();
        } finally {
            working.release();
        }
    }

    private boolean await() {
        try {
            return working.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Refusal busy() {
        return new Refusal(503, Messages.ENGLISH.say("error.503"));
    }
}
