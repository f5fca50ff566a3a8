package logitlab.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import logitlab.web.link.Query;

/**
 * Does all work that runs a model or may run one, including the rendering of its results, on a few threads. However many
 * requests arrive, the server's own threads stay free for everything that needs no model.
 *
 * <p>Each client has its own queue, first come, first served, and the threads take one piece from each queue in turn. A client
 * that asks for much therefore waits for its own work, and otherwise only for the next piece of each other client. A request
 * that finds no place, or has waited too long, is answered with status 503, which says when to try again.
 */
public final class RequestLimiter implements AutoCloseable {

    private static final int WAITING = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService threads;
    private final ClientQuota quota;
    private final Duration patience;
    private final Map<String, Queue<Runnable>> lines = new LinkedHashMap<>();

    /**
     * @param threads the number of pieces of work done at the same time
     * @param places the places for waiting requests
     * @param patience a request that has waited longer is refused when its turn comes
     */
    public RequestLimiter(int threads, ClientQuota quota, Duration patience) {
        this.threads = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "model");
            thread.setDaemon(true);
            return thread;
        });
        this.quota = quota;
        this.patience = patience;
    }

    /** As many threads as models may run at the same time, at least two; 512 places, of which one client may hold 60%; ten seconds. */
    public static RequestLimiter of(int runs) {
        return new RequestLimiter(Math.max(2, runs), ClientQuota.of(WAITING), PATIENCE);
    }

    /** Runs the handler here. HEAD is answered without it, as soon as the query is known to be well formed. */
    public Handler around(Handler work) {
        return around(ctx -> Query.parse(ctx.queryString()), work);
    }

    /**
     * Runs the handler here.
     *
     * @param check everything that can be checked about a request without a model; for HEAD, only this runs
     */
    public Handler around(Handler check, Handler work) {
        return ctx -> {
            if (HeadFilter.asked(ctx)) {
                ctx.contentType("text/html; charset=utf-8");
                check.handle(ctx);
            } else {
                answer(ctx, work);
            }
        };
    }

    /** Makes the rest of the answer here. This must be the last thing that a handler does. */
    public void answer(Context ctx, Handler work) {
        answer(ctx, work, () -> {});
    }

    /** @param afterwards runs once, when the request has been answered or its connection has broken */
    public void answer(Context ctx, Handler work, Runnable afterwards) {
        ctx.future(() -> submit(ctx, work, afterwards));
    }

    private CompletableFuture<Void> submit(Context ctx, Handler work, Runnable afterwards) {
        Ending ending = Ending.of(ctx, afterwards);
        CompletableFuture<Void> answered = new CompletableFuture<>();
        String client = ClientAccess.of(ctx).client(ctx);
        if (!quota.take(client)) {
            answered.completeExceptionally(busy());
            return answered;
        }
        long latest = System.nanoTime() + patience.toNanos();
        enter(client, () -> {
            quota.giveBack(client);
            if (ending.reached()) {
                return; // the connection broke, or the server stopped: there is nobody to answer
            }
            complete(answered, ending, () -> {
                if (System.nanoTime() - latest > 0) {
                    throw busy();
                }
                work.handle(ctx);
            });
        });
        return answered;
    }

    /** Notices when a request is over, for whatever reason, and then does once what is left to do. */
    private static final class Ending implements AsyncListener {

        private final AtomicBoolean reached = new AtomicBoolean();
        private final Runnable afterwards;

        private Ending(Runnable afterwards) {
            this.afterwards = afterwards;
        }

        static Ending of(Context ctx, Runnable afterwards) {
            Ending ending = new Ending(afterwards);
            try {
                ctx.req().getAsyncContext().addListener(ending);
            } catch (RuntimeException over) {
                ending.reach();
                throw over;
            }
            return ending;
        }

        boolean reached() {
            return reached.get();
        }

        private void reach() {
            if (reached.compareAndSet(false, true)) {
                afterwards.run();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            reach();
        }

        @Override
        public void onError(AsyncEvent event) {
            reach();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // no timeout is set
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // the request is already asynchronous
        }
    }

    /** A piece of a handler's work. */
    @FunctionalInterface
    private interface Piece {

        void run() throws Exception;
    }

    /** Javalin reports a failure as it does for handlers; if the client is gone, it must not try. */
    private static void complete(CompletableFuture<Void> answered, Ending ending, Piece work) {
        Throwable failure = null;
        try {
            work.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (ending.reached()) {
            return;
        }
        if (failure == null) {
            answered.complete(null);
        } else {
            answered.completeExceptionally(failure);
        }
    }

    /** The refusal for a client that finds no place. */
    public static HttpRefusedException busy() {
        return HttpRefusedException.because(503, "error.503");
    }

    /**
     * Does a piece of work that is not a request, such as a step of a stream. It goes into a second queue of the client, which
     * has no limit because the callers limit their own work.
     */
    public void later(String client, Runnable work) {
        enter(client + " later", work);
    }

    /** How many requests are waiting at present. */
    int waiting() {
        return quota.taken();
    }

    private void enter(String line, Runnable work) {
        synchronized (lines) {
            lines.computeIfAbsent(line, none -> new ArrayDeque<>()).add(work);
        }
        try {
            threads.execute(() -> next().run());
        } catch (RejectedExecutionException closed) {
            // the server is stopping, and nobody waits for an answer any longer
        }
    }

    /**
     * Takes the first piece of the next queue, which moves behind the others. Never fails: it is called once for each piece.
     */
    private Runnable next() {
        synchronized (lines) {
            Iterator<Map.Entry<String, Queue<Runnable>>> first =
                    lines.entrySet().iterator();
            Map.Entry<String, Queue<Runnable>> line = first.next();
            String client = line.getKey();
            Queue<Runnable> queue = line.getValue();
            first.remove();
            Runnable work = queue.remove();
            if (!queue.isEmpty()) {
                lines.put(client, queue);
            }
            return work;
        }
    }

    /** Discards all waiting work. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
