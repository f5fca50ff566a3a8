package logitlab.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Another client that requests one address at regular intervals, on a new connection each time. The clock starts when a request is
 * due, so that a server that delays one request cannot hide the delay of the next ones.
 */
public final class Probe {

    private static final int PATIENCE_MILLISECONDS = 5_000;

    private final URI server;
    private final String path;
    private final Tally tally = new Tally();
    private final Map<Long, Long> took =
            new ConcurrentSkipListMap<>(); // nanoseconds, by the time at which a request was due
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Probe::thread);
    private final ExecutorService clients = Executors.newCachedThreadPool(Probe::thread);

    private Probe(URI server, String path) {
        this.server = server;
        this.path = path;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "probe");
        thread.setDaemon(true);
        return thread;
    }

    /** Starts to send a request at this interval, until {@link #stop} is called. */
    public static Probe start(URI server, String path, long milliseconds) {
        Probe probe = new Probe(server, path);
        probe.clock.scheduleAtFixedRate(probe::due, 0, milliseconds, TimeUnit.MILLISECONDS);
        return probe;
    }

    private void due() {
        long due = System.nanoTime();
        clients.execute(() -> ask(due));
    }

    /** Sends one request. */
    static Tally once(URI server, String path) {
        Probe probe = new Probe(server, path);
        probe.ask(System.nanoTime());
        probe.clock.shutdown();
        return probe.tally;
    }

    private void ask(long due) {
        took.put(due, Long.MAX_VALUE);
        try (Connection connection = new Connection(server)) {
            connection.waitAtMost(PATIENCE_MILLISECONDS);
            Connection.Answer answer = connection.send(connection.plain(path));
            long nanoseconds = System.nanoTime() - due;
            tally.count(answer);
            tally.time(nanoseconds);
            took.put(due, answer.status() == 200 ? nanoseconds : Long.MAX_VALUE);
        } catch (IOException e) {
            tally.count("no answer in 5 s");
        }
    }

    public Tally tally() {
        return tally;
    }

    /**
     * When the last request was due, after {@code begin}, that got no 200 within this many milliseconds; {@code begin} if there is
     * none. Both are values of {@link System#nanoTime}.
     */
    public long lastSlow(long begin, long milliseconds) {
        long most = TimeUnit.MILLISECONDS.toNanos(milliseconds);
        return took.entrySet().stream()
                .filter(request -> request.getValue() > most)
                .mapToLong(Map.Entry::getKey)
                .reduce(begin, Math::max);
    }

    /** Stops sending, and waits for outstanding answers. */
    public void stop() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(1, TimeUnit.SECONDS);
        clients.shutdown();
        clients.awaitTermination(2L * PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
}
