package logitlab.model.batch;

import java.util.function.Supplier;

/**
 * One of a few places at which work is done; a thread that has one implements this. While it waits for the answer of an engine, which
 * needs nothing of this machine, the place belongs to others.
 *
 * <pre>
 * Workplace.leaveFor(() -> ask(engine))
 * </pre>
 */
public interface Workplace {

    /** Gives the place to others. */
    void leave();

    /** Works again. If all places are taken, it is one too many, and no other work begins before two have ended. */
    void comeBack();

    /** Waits for something that others do. If this thread has a place, it leaves it meanwhile. */
    static <T> T leaveFor(Supplier<T> wait) {
        if (!(Thread.currentThread() instanceof Workplace place)) {
            return wait.get();
        }
        try {
            place.leave();
            return wait.get();
        } finally {
            place.comeBack();
        }
    }
}
