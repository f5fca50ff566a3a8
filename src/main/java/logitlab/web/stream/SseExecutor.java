package logitlab.web.stream;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import logitlab.model.Permit;
import logitlab.web.ClientAccess;
import logitlab.web.ClientQuota;
import logitlab.web.HeadFilter;
import logitlab.web.Headers;
import logitlab.web.HttpRefusedException;
import logitlab.web.RequestLimiter;

/**
 * All playgrounds that play. Each has a place; the limiter takes its steps along with all other work that runs a model, so that
 * other visitors get answers however many play.
 *
 * <p>Between two steps, a stream holds only its link and no thread.
 */
public final class SseExecutor implements AutoCloseable {

    /** The header with the id of the last event that a browser has. */
    public static final String LAST_ID = "Last-Event-ID";

    /** Milliseconds until a browser asks again. */
    private static final long LEAST_RETRY = 200;

    private static final long MOST_RETRY = 1500;

    private final RequestLimiter limiter;
    private final ClientQuota quota;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "streams");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<SseConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong begun = new AtomicLong();
    private final LongAdder resumed = new LongAdder();
    private final LongAdder steps = new LongAdder();
    private volatile boolean closing;

    /** @param limiter takes the steps @param places one for each stream */
    public SseExecutor(RequestLimiter limiter, ClientQuota quota) {
        this.limiter = limiter;
        this.quota = quota;
    }

    /** Says that the answer is a stream. */
    public static void announce(Context ctx) {
        ctx.contentType("text/event-stream; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no"); // for proxies that would otherwise collect the steps
    }

    /** Answers with the events of a run; for HEAD, with none. @throws HttpRefusedException with 503 if no place is free */
    public void answer(Context ctx, StreamedRun run) throws IOException {
        if (HeadFilter.asked(ctx)) {
            announce(ctx);
            return;
        }
        if (closing) {
            announce(ctx);
            ctx.result(SseConnection.retry(retry()));
            return;
        }
        String client = ClientAccess.of(ctx).client(ctx);
        ServletOutputStream out = ctx.res().getOutputStream();
        enter(client);
        if (ctx.header(LAST_ID) != null) {
            resumed.increment();
        }
        announce(ctx);
        boolean packed = Headers.accepts(ctx, SseConnection.ENCODING);
        if (packed) {
            ctx.header("Content-Encoding", SseConnection.ENCODING);
        }
        ctx.future(() -> new SseConnection(this, client, run, out, packed).start());
    }

    /** Takes a place for a stream; {@link #remove} gives it back. */
    private void enter(String client) {
        if (!quota.take(client)) {
            throw HttpRefusedException.because(503, "stream.full");
        }
    }

    void add(SseConnection connection) {
        open.add(connection);
        if (closing) {
            connection.leave(retry());
        }
    }

    void remove(SseConnection connection, String client) {
        open.remove(connection);
        quota.giveBack(client);
    }

    /** The number of playgrounds that play now. */
    public int open() {
        return quota.taken();
    }

    /** The number of playgrounds that may play at the same time. */
    public int places() {
        return quota.most();
    }

    /** How many streams have begun. */
    public long opened() {
        return begun.get();
    }

    /** How many of these streams continued one that had lost its connection. */
    public long resumed() {
        return resumed.sum();
    }

    /** How many steps all streams have taken. */
    public long steps() {
        return steps.sum();
    }

    void stepped() {
        steps.increment();
    }

    /** The clock of a stream that begins now. @param pause milliseconds from one step to the next */
    StepClock clock(long pause) {
        double phase = StepClock.phase(begun.getAndIncrement());
        return StepClock.begun(System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(pause), phase);
    }

    /** Runs work that needs no model when the next step is due. */
    void after(StepClock clock, Runnable work) {
        try {
            timer.schedule(work, clock.untilNext(System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // the server is stopping, and has ended every stream
        }
    }

    /** Takes a step when it is the client's turn. */
    void step(String client, Runnable work) {
        limiter.later(client, work);
    }

    /** Takes a step that is long work. @param left whether nobody waits for it any longer */
    void longStep(String client, BooleanSupplier left, Consumer<Permit> work) {
        limiter.laterLong(client, left, work);
    }

    /** Not all at the same moment, because all come back to the servers that are left. */
    private static long retry() {
        return ThreadLocalRandom.current().nextLong(LEAST_RETRY, MOST_RETRY);
    }

    /** Ends every stream, and every one that comes now; their browsers ask again for what is left of them. */
    @Override
    public void close() {
        closing = true;
        timer.shutdownNow();
        open.forEach(connection -> connection.leave(retry()));
    }
}
