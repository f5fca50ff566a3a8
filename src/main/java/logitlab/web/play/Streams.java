package logitlab.web.play;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import logitlab.web.Messages;
import logitlab.web.Refusal;

/**
 * All running lanes together: half of the cores take their steps, so that however many play, other visitors are answered.
 *
 * <p>A stream at rest holds no thread, only its link.
 */
public final class Streams implements AutoCloseable {

    private static final int MOST = 500;

    private final ScheduledExecutorService workers;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();

    private Streams(int threads) {
        this.workers = Executors.newScheduledThreadPool(threads, work -> {
            Thread thread = new Thread(work, "stream");
            thread.setDaemon(true);
            return thread;
        });
    }

    public static Streams ofThisMachine() {
        return new Streams(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** @throws Refusal with status 503 where too many play already */
    void requireRoom() {
        if (open.size() >= MOST) {
            throw new Refusal(503, Messages.ENGLISH.say("error.503"));
        }
    }

    void add(Stream stream) {
        open.add(stream);
    }

    void remove(Stream stream) {
        open.remove(stream);
    }

    /** How many play just now. */
    int open() {
        return open.size();
    }

    void after(long milliseconds, Runnable work) {
        try {
            workers.schedule(work, milliseconds, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // the server stops, and every stream has been ended
        }
    }

    /** Ends every stream. */
    @Override
    public void close() {
        workers.shutdownNow();
        open.forEach(Stream::stop);
    }
}
