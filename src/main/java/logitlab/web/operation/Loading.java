package logitlab.web.operation;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import logitlab.web.Routes;
import logitlab.web.connection.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server loads after it has begun to answer, one part after the other. The first page of the playground needs none of the parts.
 * All other pages wait until everything is loaded, and occupy no thread while they wait.
 */
public final class Loading implements Routes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    /** The pages for programs that watch the server. */
    private static final Set<String> AT_ONCE = Set.of("/healthz", "/readyz", "/metrics");

    /** The number of threads that answer the requests that have waited. */
    private static final int THREADS = 16;

    private static final String FIRST_PAGE = "/play";
    private static final String FILES = "/static/";

    private final Queue<Part> missing;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ThreadPoolExecutor answering = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> daemon(work, "early"));
    private final Thread thread = daemon(this::load, "loading");
    private volatile boolean stopping;

    /** @param name as {@code /readyz} writes it */
    public record Part(String name, Runnable load) {}

    /** @param parts in the order in which they are loaded */
    public Loading(List<Part> parts) {
        this.missing = new ConcurrentLinkedQueue<>(parts);
        answering.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts to load. */
    public void start() {
        thread.start();
    }

    private void load() {
        try {
            while (!missing.isEmpty() && !stopping) {
                load(missing.element());
                missing.remove();
            }
        } finally {
            done.complete(null);
        }
    }

    private void load(Part part) {
        try {
            part.load().run();
        } catch (RuntimeException | Error e) { // the pages answer all the same
            if (!stopping) {
                LOG.error("{} did not load", part.name(), e);
            }
        }
    }

    /** The names of the parts that are not loaded yet. */
    List<String> missing() {
        return missing.stream().map(Part::name).toList();
    }

    /** Waits until everything is there. */
    public void await() {
        done.join();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(ctx -> {
            if (!done.isDone() && waits(ctx)) {
                ctx.future(() -> done.thenRunAsync(() -> {}, work -> answering.execute(RequestId.named(work))));
            }
        });
    }

    private static boolean waits(Context ctx) {
        boolean first = ctx.path().equals(FIRST_PAGE) && ctx.queryString() == null;
        return !first && !AT_ONCE.contains(ctx.path()) && !ctx.path().startsWith(FILES);
    }

    /** Ends the loading after the part that is being loaded. */
    public void stop() {
        stopping = true;
    }

    /** The same, and waits for that part. */
    @Override
    public void close() {
        stop();
        if (thread.isAlive()) {
            await();
        }
        answering.shutdown();
    }
}
