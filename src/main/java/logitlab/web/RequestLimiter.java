package logitlab.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import logitlab.model.Permit;
import logitlab.model.batch.Workplace;
import logitlab.web.connection.ClientPresence;
import logitlab.web.connection.RequestId;
import logitlab.web.connection.Workers;
import logitlab.web.connection.Workers.Kind;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does all work that runs a model or may run one, including the rendering of its results, on a few threads. However many
 * requests arrive, the server's own threads stay free for everything that needs no model.
 *
 * <p>Each client has its own queue, first come, first served, and the threads take one piece from each queue in turn. A client
 * that asks for much therefore waits for its own work, and otherwise only for the next piece of each other client. A request
 * that finds no place, or has waited too long, is answered with status 503, which says when to try again.
 *
 * <p>Steps are <em>short work</em>, which has threads that no other work takes: however many pages are being made, a step begins
 * when a thread is free of steps, and shares the processors with the pages.
 *
 * <p>A request that runs a model many times is {@linkplain LongWork long work}. Each of its runs is a piece of its own, so that
 * everyone else waits for one run of it at most. Few long works are under way at the same time; the others wait.
 *
 * <p>Work that waits for an engine holds no place here, neither a thread's nor that of a long work. So an engine that hangs does not
 * stop those who use other models.
 */
public final class RequestLimiter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLimiter.class);

    private static final int WAITING = 512;

    /** For each run of a model at the same time, so that the steps of several requests can share a run. */
    private static final int THREADS = 16;

    private static final int LONG_WORKS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Workers workers;
    private final ClientQuota quota;
    private final Duration patience;
    private final ClientQuota longQuota = ClientQuota.of(LONG_WORKS);
    private final ExecutorService longThreads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "long");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Waiting> waitingLong = new ArrayDeque<>();

    /**
     * @param threads the number of pieces of work done at the same time
     * @param most how many of them may be other than short
     * @param quota the places for waiting requests
     * @param patience a request that has waited longer is refused when its turn comes
     */
    public RequestLimiter(int threads, int most, ClientQuota quota, Duration patience) {
        this.workers = new Workers(threads, most);
        this.quota = quota;
        this.patience = patience;
    }

    /**
     * Sixteen threads for each run of a model at the same time, of which work that is not short may have one; never fewer than for two
     * runs. 512 places, of which one client may hold 60%; ten seconds.
     */
    public static RequestLimiter of(int runs) {
        return of(runs, WAITING, PATIENCE);
    }

    /** The same with other limits. @param places for waiting requests @param patience as above */
    public static RequestLimiter of(int runs, int places, Duration patience) {
        int most = Math.max(2, runs);
        return new RequestLimiter(THREADS * most, most, ClientQuota.of(places), patience);
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
        return around(check, work, Kind.OTHER);
    }

    /** The same for a request that is {@linkplain RequestLimiter short work}. */
    public Handler aroundShort(Handler check, Handler work) {
        return around(check, work, Kind.SHORT);
    }

    private Handler around(Handler check, Handler work, Kind kind) {
        return ctx -> {
            if (HeadFilter.asked(ctx)) {
                ctx.contentType("text/html; charset=utf-8");
                check.handle(ctx);
            } else {
                ctx.future(() -> submit(ctx, work, kind, () -> {}));
            }
        };
    }

    /**
     * Makes the rest of the answer here. This must be the last thing that a handler does.
     *
     * @param afterwards runs once, when the request has been answered or its connection has broken
     */
    public void answer(Context ctx, Handler work, Runnable afterwards) {
        ctx.future(() -> submit(ctx, work, Kind.OTHER, afterwards));
    }

    private CompletableFuture<Void> submit(Context ctx, Handler work, Kind kind, Runnable afterwards) {
        return submit(
                ctx,
                afterwards,
                visit -> workers.enter(kind, visit.client(), () -> {
                    quota.giveBack(visit.client());
                    visit.answer(() -> work.handle(ctx));
                }));
    }

    private CompletableFuture<Void> submit(Context ctx, Runnable afterwards, Consumer<Visit> queue) {
        String client = ClientAccess.of(ctx).client(ctx);
        Ending ending = Ending.of(ctx, afterwards);
        CompletableFuture<Void> answered = new CompletableFuture<>();
        if (quota.take(client)) {
            queue.accept(new Visit(client, System.nanoTime() + patience.toNanos(), ending, answered));
        } else {
            answered.completeExceptionally(busy());
        }
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

    /** A handler's work, or a part of it. */
    @FunctionalInterface
    private interface Work {

        void run() throws Exception;
    }

    /** A request that has a place here. @param latest when it is too late to begin */
    private record Visit(String client, long latest, Ending ending, CompletableFuture<Void> answered) {

        /** Javalin reports a failure as it does for handlers; if the client is gone, it must not try. */
        void answer(Work work) {
            if (ending.reached()) {
                return; // the connection broke, or the server stopped: there is nobody to answer
            }
            Throwable failure = null;
            try {
                if (System.nanoTime() - latest > 0) {
                    throw busy();
                }
                work.run();
            } catch (OutOfMemoryError tooLittle) {
                LOG.error("a request found too little memory: {}", tooLittle.getMessage());
                failure = HttpRefusedException.because(503, "error.503.memory");
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
    }

    /** Makes an answer piece by piece. */
    @FunctionalInterface
    public interface LongWork {

        /**
         * Runs on a thread of its own, which is for waiting.
         *
         * @param permit does each piece when the other clients have had their turn. Put everything that takes time into a piece: a run
         *     with what is made of it, the rendering. When nobody waits for the answer any longer, it throws what ends the work.
         */
        void handle(Context ctx, Permit permit) throws Exception;
    }

    /** The same as {@link #around(Handler, Handler)} for long work. */
    public Handler aroundLong(Handler check, LongWork work) {
        return ctx -> {
            if (HeadFilter.asked(ctx)) {
                ctx.contentType("text/html; charset=utf-8");
                check.handle(ctx);
            } else {
                answerLong(ctx, work, () -> {});
            }
        };
    }

    /**
     * The same as {@link #around(Handler, Handler)} for work that opens a link: {@linkplain PlayLink#searches() one that searches} is long
     * work, any other is one piece.
     *
     * @param link checks the request, and returns its link
     */
    public Handler aroundLink(Function<Context, PlayLink> link, LongWork work) {
        return aroundLink(link, work, Kind.OTHER);
    }

    /** The same for a step of a link, which is {@linkplain RequestLimiter short work} unless it searches. */
    public Handler aroundStep(Function<Context, PlayLink> link, LongWork work) {
        return aroundLink(link, work, Kind.SHORT);
    }

    private Handler aroundLink(Function<Context, PlayLink> link, LongWork work, Kind kind) {
        Handler piece = around(link::apply, ctx -> work.handle(ctx, Permit.AT_ONCE), kind);
        Handler pieces = aroundLong(link::apply, work);
        return ctx -> {
            boolean searches = PlayLink.maySearch(ctx.queryString()) && PlayLink.searches(() -> link.apply(ctx));
            (searches ? pieces : piece).handle(ctx);
        };
    }

    /**
     * The same as {@link #answer(Context, Handler, Runnable)} for long work, which begins when fewer than four others are under way, and
     * fewer than two of this client.
     */
    public void answerLong(Context ctx, LongWork work, Runnable afterwards) {
        ctx.future(() -> submit(ctx, afterwards, visit -> {
            Turns turns = new Turns(visit.client(), () -> visit.ending().reached() || ClientPresence.left(ctx.req()));
            enterLong(turns, () -> {
                quota.giveBack(visit.client());
                visit.answer(() -> work.handle(ctx, turns));
            });
        }));
    }

    private void enterLong(Turns turns, Runnable work) {
        synchronized (waitingLong) {
            waitingLong.add(new Waiting(turns, RequestId.named(work)));
        }
        startLong();
    }

    /** Long work that has no place yet. */
    private record Waiting(Turns turns, Runnable work) {}

    /** Starts the long works that wait for a place and find one. */
    private void startLong() {
        synchronized (waitingLong) {
            for (Iterator<Waiting> each = waitingLong.iterator(); each.hasNext(); ) {
                Waiting next = each.next();
                if (next.turns().enter()) {
                    each.remove();
                    Workers.execute(longThreads, () -> run(next));
                }
            }
        }
    }

    private void run(Waiting next) {
        try {
            next.work().run();
        } finally {
            next.turns().leave();
        }
    }

    /** The pieces of one long work, and its place, which others may have while a piece waits for an engine. */
    private final class Turns implements Permit, Workplace {

        private final String client;
        private final BooleanSupplier left;
        private boolean placed; // read and written with the lock of waitingLong

        /** @param left whether nobody waits for the result any longer */
        private Turns(String client, BooleanSupplier left) {
            this.client = client;
            this.left = left;
        }

        /** Takes a place; returns false if none is free. To be called with the lock of waitingLong. */
        private boolean enter() {
            placed = longQuota.take(client);
            return placed;
        }

        @Override
        public void leave() {
            synchronized (waitingLong) {
                if (placed) {
                    placed = false;
                    longQuota.giveBack(client);
                }
            }
            startLong();
        }

        /** If no place is free, it continues without one. */
        @Override
        public void comeBack() {
            synchronized (waitingLong) {
                if (!placed) {
                    enter();
                }
            }
        }

        @Override
        public <T> T run(Supplier<T> piece) {
            AtomicBoolean claimed = new AtomicBoolean();
            CompletableFuture<T> done = new CompletableFuture<>();
            workers.enter(
                    Kind.OTHER,
                    client + " later",
                    () -> {
                        if (claimed.compareAndSet(false, true)) {
                            complete(done, piece);
                        }
                    },
                    this);
            try {
                return done.get();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                if (claimed.compareAndSet(false, true)) {
                    throw new CancellationException("the server stops");
                }
                return result(done); // the piece may be using what the caller frees
            } catch (ExecutionException failed) {
                return result(done);
            }
        }

        private <T> void complete(CompletableFuture<T> done, Supplier<T> piece) {
            try {
                if (left.getAsBoolean()) {
                    throw busy(); // which reaches only a client that sent its next request early
                }
                done.complete(piece.get());
            } catch (Throwable thrown) {
                done.completeExceptionally(thrown);
            }
        }

        /** The result of a piece, which is waited for, or what it has thrown. */
        private <T> T result(CompletableFuture<T> done) {
            try {
                return done.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failed.getCause(); // a Supplier throws nothing else
            }
        }
    }

    /** The refusal for a client that finds no place. */
    public static HttpRefusedException busy() {
        return HttpRefusedException.because(503, "error.503");
    }

    /**
     * Does a piece of short work that is not a request, such as a step of a stream. It goes into a second queue of the client, which
     * has no limit because the callers limit their own work.
     */
    public void later(String client, Runnable work) {
        workers.enter(Kind.SHORT, client + " later", work);
    }

    /** The same for a step that is long work. @param left whether nobody waits for it any longer */
    public void laterLong(String client, BooleanSupplier left, Consumer<Permit> work) {
        Turns turns = new Turns(client, left);
        enterLong(turns, () -> work.accept(turns));
    }

    /** How many requests are waiting at present. */
    public int waiting() {
        return quota.taken();
    }

    /** How many requests may wait. */
    public int places() {
        return quota.most();
    }

    /** The number of pieces of work that are done at the same time. */
    public int threads() {
        return workers.places();
    }

    /** How long all threads together have been busy. */
    public double workedSeconds() {
        return workers.workedSeconds();
    }

    /** How many long works wait for a place at present. */
    public int waitingLong() {
        synchronized (waitingLong) {
            return waitingLong.size();
        }
    }

    /** Discards all waiting work. */
    @Override
    public void close() {
        workers.close();
        longThreads.shutdownNow();
    }
}
