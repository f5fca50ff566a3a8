package logitlab.bench.hall;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import logitlab.bench.ServerProcess;

/** The resident memory of a server over the steps that it has taken. */
final class MemoryCurve {

    private static final long FROM = 10_000;
    private static final long EACH = 10_000;

    private final ServerProcess server;
    private final LongSupplier steps;
    private final TreeMap<Long, Double> megabytes = new TreeMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "memory");
        thread.setDaemon(true);
        return thread;
    });

    private MemoryCurve(ServerProcess server, LongSupplier steps) {
        this.server = server;
        this.steps = steps;
    }

    static MemoryCurve start(ServerProcess server, LongSupplier steps) {
        MemoryCurve curve = new MemoryCurve(server, steps);
        curve.clock.scheduleAtFixedRate(curve::look, 0, 1, TimeUnit.SECONDS);
        return curve;
    }

    private synchronized void look() {
        try {
            server.megabytes().ifPresent(now -> megabytes.put(steps.getAsLong(), now));
        } catch (IOException e) {
            clock.shutdown();
        }
    }

    /** The memory at every 10,000th step, and how much more it ever was after the first of these. */
    synchronized String table() {
        clock.shutdown();
        StringBuilder table = new StringBuilder();
        for (long step = 0; step <= megabytes.lastKey(); step += EACH) {
            Map.Entry<Long, Double> at = megabytes.floorEntry(step);
            if (at != null) {
                table.append(String.format(Locale.ROOT, "  after %,8d steps: %.0f MB%n", at.getKey(), at.getValue()));
            }
        }
        Map.Entry<Long, Double> from = megabytes.ceilingEntry(FROM);
        if (from != null) {
            double most = megabytes.tailMap(from.getKey()).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElseThrow();
            table.append(String.format(
                    Locale.ROOT,
                    "  at most %.0f MB from step %,d on, %.1f%% more than there%n",
                    most,
                    from.getKey(),
                    100 * (most / from.getValue() - 1)));
        }
        return table.toString();
    }
}
