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

/**
 * Where everything is done that runs a model or may run one, drawing what it gave included: by a few threads, so that however
 * many ask, the server's own threads are free for all that needs no model.
 *
 * <p>Each client's work waits in a line of its own, first come, first served, and the threads take from one line after the
 * other: a client that asks for much waits for itself, and for the others' next piece alone. A request that finds no place, or
 * waited too long, is answered with status 503, which says when to come again.
 */
public final class RequestLimiter implements AutoCloseable {

    private static final int WAITING = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService threads;
    private final Places places;
    private final Duration patience;
    private final Map<String, Queue<Runnable>> lines = new LinkedHashMap<>();

    /**
     * @param threads pieces of work that are done at the same time
     * @param places for requests that wait
     * @param patience a request that waited longer is refused when its turn comes
     */
    public RequestLimiter(int threads, Places places, Duration patience) {
        this.threads = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "model");
            thread.setDaemon(true);
            return thread;
        });
        this.places = places;
        this.patience = patience;
    }

    /** As many threads as there are cores, two at least; 512 places, of which one client holds 60%; ten seconds. */
    public static RequestLimiter ofThisMachine() {
        return new RequestLimiter(
                Math.max(2, Runtime.getRuntime().availableProcessors()), Places.of(WAITING), PATIENCE);
    }

    /** The handler, done here; HEAD is answered without it, once the query is known to be well formed. */
    public Handler around(Handler work) {
        return around(ctx -> Query.parse(ctx.queryString()), work);
    }

    /**
     * The handler, done here.
     *
     * @param check what there is to say about a request without a model: all that HEAD is answered with
     */
    public Handler around(Handler check, Handler work) {
        return ctx -> {
            if (HeadAsGet.asked(ctx)) {
                ctx.contentType("text/html; charset=utf-8");
                check.handle(ctx);
            } else {
                answer(ctx, work);
            }
        };
    }

    /** Has the rest of the answer made here. To be the last that a handler does. */
    public void answer(Context ctx, Handler work) {
        ctx.future(() -> submit(ctx, work));
    }

    private CompletableFuture<Void> submit(Context ctx, Handler work) {
        String client = Access.of(ctx).client(ctx);
        CompletableFuture<Void> answered = new CompletableFuture<>();
        if (!places.take(client)) {
            complete(answered, new AtomicBoolean(), () -> refuse(ctx));
            return answered;
        }
        long latest = System.nanoTime() + patience.toNanos();
        AtomicBoolean gone = new AtomicBoolean();
        ctx.req().getAsyncContext().addListener(new AsyncListener() {
            @Override
            public void onComplete(AsyncEvent event) {
                gone.set(true);
            }

            @Override
            public void onError(AsyncEvent event) {
                gone.set(true);
            }

            @Override
            public void onTimeout(AsyncEvent event) {
                // there is none
            }

            @Override
            public void onStartAsync(AsyncEvent event) {
                // it has started
            }
        });
        enter(client, () -> {
            places.giveBack(client);
            if (gone.get()) {
                return; // the connection broke, or the server stopped: there is nobody to answer
            }
            Handler due = System.nanoTime() - latest > 0 ? RequestLimiter::refuse : work;
            complete(answered, gone, () -> due.handle(ctx));
        });
        return answered;
    }

    /** A piece of a handler's work. */
    @FunctionalInterface
    private interface Piece {

        void run() throws Exception;
    }

    /** Javalin tells a failure as it tells those of handlers; where nobody is left to tell, it must not try. */
    private static void complete(CompletableFuture<Void> answered, AtomicBoolean gone, Piece work) {
        Throwable failure = null;
        try {
            work.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (gone.get()) {
            return;
        }
        if (failure == null) {
            answered.complete(null);
        } else {
            answered.completeExceptionally(failure);
        }
    }

    /** A request of htmx gets the sentence where the page shows such. */
    private static void refuse(Context ctx) {
        Refusal busy = busy();
        if (ctx.header("HX-Request") == null) {
            throw busy;
        }
        Problem.answerOr(ctx, () -> {
            throw busy;
        });
    }

    /** What is said to who finds no place. */
    public static Refusal busy() {
        return new Refusal(503, Messages.ENGLISH.say("error.503"));
    }

    /**
     * Does a piece of work that is no request, such as a step of a stream: in the client's second line, which has no end, since
     * what may wait in it is bounded elsewhere.
     */
    public void later(String client, Runnable work) {
        enter(client + " later", work);
    }

    /** How many requests wait just now. */
    int waiting() {
        return places.taken();
    }

    private void enter(String line, Runnable work) {
        synchronized (lines) {
            lines.computeIfAbsent(line, none -> new ArrayDeque<>()).add(work);
        }
        try {
            threads.execute(() -> next().run());
        } catch (RejectedExecutionException closed) {
            // the server stops, and nobody waits for an answer any longer
        }
    }

    /** The first of the line whose turn it is; the line goes behind the others. Never empty: there is one call for each piece. */
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

    /** Gives up what waits. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
