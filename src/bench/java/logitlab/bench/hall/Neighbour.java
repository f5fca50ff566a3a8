package logitlab.bench.hall;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import logitlab.bench.Connection;

/** Someone who takes a step five times a second, during a rush and after it, from the address of all the others. */
final class Neighbour {

    private static final int NORMAL_MILLISECONDS = 250;
    private static final int PATIENCE_MILLISECONDS = 15_000;
    private static final int WATCHED_SECONDS = 10;

    private final URI server;
    private final String step;
    private final Map<Long, Boolean> normal = new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Neighbour::thread);
    private final ExecutorService browsers = Executors.newCachedThreadPool(Neighbour::thread);

    private Neighbour(URI server, String step) {
        this.server = server;
        this.step = step;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "neighbour");
        thread.setDaemon(true);
        return thread;
    }

    static Neighbour start(URI server, String step) {
        Neighbour neighbour = new Neighbour(server, step);
        neighbour.clock.scheduleAtFixedRate(
                () -> {
                    long due = System.nanoTime();
                    neighbour.browsers.execute(() -> neighbour.ask(due));
                },
                0,
                200,
                TimeUnit.MILLISECONDS);
        return neighbour;
    }

    private void ask(long due) {
        boolean good;
        try (Connection connection = new Connection(server)) {
            connection.waitAtMost(PATIENCE_MILLISECONDS);
            int status = connection.send(connection.get(step)).status();
            good = status == 200 && System.nanoTime() - due <= TimeUnit.MILLISECONDS.toNanos(NORMAL_MILLISECONDS);
        } catch (IOException e) {
            good = false;
        }
        normal.put(due, good);
    }

    /** @param end when the rush ended */
    String report(long end) throws InterruptedException {
        long left = end + TimeUnit.SECONDS.toNanos(WATCHED_SECONDS) - System.nanoTime();
        Thread.sleep(Math.max(0, TimeUnit.NANOSECONDS.toMillis(left)));
        clock.shutdown();
        browsers.shutdown();
        browsers.awaitTermination(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
        long lastBad = end;
        for (Map.Entry<Long, Boolean> step : normal.entrySet()) {
            if (!step.getValue() && step.getKey() > lastBad) {
                lastBad = step.getKey();
            }
        }
        return "after the rush: every step within %d ms again from %.1f s on, watched for %d s"
                .formatted(NORMAL_MILLISECONDS, (lastBad - end) / 1e9, WATCHED_SECONDS);
    }
}
