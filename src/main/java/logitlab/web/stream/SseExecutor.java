package logitlab.web.stream;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

    private final RequestLimiter limiter;
    private final ClientQuota quota;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "streams");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<SseConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong begun = new AtomicLong();

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
        String client = ClientAccess.of(ctx).client(ctx);
        ServletOutputStream out = ctx.res().getOutputStream();
        enter(client);
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
    }

    void remove(SseConnection connection, String client) {
        open.remove(connection);
        quota.giveBack(client);
    }

    /** The number of playgrounds that play now. */
    public int open() {
        return quota.taken();
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

    /** Ends every stream. */
    @Override
    public void close() {
        timer.shutdownNow();
        open.forEach(SseConnection::stop);
    }
}
