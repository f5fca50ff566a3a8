package logitlab.web.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import logitlab.web.ClientQuota;
import logitlab.web.HttpRefusedException;
import logitlab.web.RequestLimiter;

/**
 * All playgrounds that play. Each has a place; the limiter takes its steps along with all other work that runs a model, so that
 * other visitors get answers however many play.
 *
 * <p>Between two steps, a stream holds only its link and no thread.
 */
public final class SseExecutor implements AutoCloseable {

    private final RequestLimiter limiter;
    private final ClientQuota quota;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "streams");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<SseConnection> open = ConcurrentHashMap.newKeySet();

    /** @param limiter takes the steps @param places one for each stream */
    public SseExecutor(RequestLimiter limiter, ClientQuota quota) {
        this.limiter = limiter;
        this.quota = quota;
    }

    /** Takes a place for a stream; {@link #remove} gives it back. @throws HttpRefusedException with 503 if no place is free */
    public void enter(String client) {
        if (!quota.take(client)) {
            throw HttpRefusedException.because(503, "stream.full");
        }
    }

    void add(SseConnection connection) {
        open.add(connection);
    }

    void remove(SseConnection connection, String client) {
        open.remove(connection);
        quota.giveBack(client);
    }

    /** The number of playgrounds that play now. */
    int open() {
        return quota.taken();
    }

    /** Runs work that needs no model after a delay. */
    void after(long milliseconds, Runnable work) {
        try {
            timer.schedule(work, milliseconds, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // the server is stopping, and has ended every stream
        }
    }

    /** Takes a step when it is the client's turn. */
    void step(String client, Runnable work) {
        limiter.later(client, work);
    }

    /** Ends every stream. */
    @Override
    public void close() {
        timer.shutdownNow();
        open.forEach(SseConnection::stop);
    }
}
