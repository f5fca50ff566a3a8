package logitlab.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts answers by status, counts problems that must never occur, and records times. Thread-safe. */
public final class Tally {

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final List<Double> milliseconds = new ArrayList<>();

    public void count(String what) {
        counts.computeIfAbsent(what, none -> new LongAdder()).increment();
    }

    void count(Connection.Answer answer) {
        count(answer, answer.body());
    }

    void count(Connection.Answer head, byte[] body) {
        count(head.status() + (refusedInStream(body) ? " with a refusal" : ""));
        if (head.status() == 503 && head.header("Retry-After").isEmpty()) {
            count("503 without Retry-After");
        }
        if (head.status() >= 400 && body.length == 0) {
            count(head.status() + " without a body");
        }
    }

    /** Whether a stream was refused. It reports that in an event, because browsers do not show the status of a stream. */
    private static boolean refusedInStream(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).contains("event: error");
    }

    public synchronized void time(long nanoseconds) {
        milliseconds.add(nanoseconds / 1e6);
    }

    /** Adds the counts and the times of another. */
    public void addAll(Tally other) {
        other.counts.forEach((what, count) ->
                counts.computeIfAbsent(what, none -> new LongAdder()).add(count.sum()));
        List<Double> times;
        synchronized (other) {
            times = List.copyOf(other.milliseconds);
        }
        synchronized (this) {
            milliseconds.addAll(times);
        }
    }

    /** How many times were recorded. */
    public synchronized int size() {
        return milliseconds.size();
    }

    /** The quantile {@code q} of the times, by the nearest-rank method; 0 if there are no answers. */
    public synchronized double quantile(double q) {
        List<Double> rising = milliseconds.stream().sorted().toList();
        return rising.isEmpty() ? 0 : rising.get((int) Math.max(0, Math.ceil(q * rising.size()) - 1));
    }

    /** Two lines; the second only if times were recorded. */
    String table() {
        String times = milliseconds.isEmpty() ? "" : "  answers after: " + times() + "\n";
        return "  answers: " + counts() + "\n" + times;
    }

    /** {@code 12 x 200, 3 x 503}. */
    public String counts() {
        List<String> texts = new ArrayList<>();
        counts.forEach((what, count) -> texts.add(count + " x " + what));
        return String.join(", ", texts);
    }

    /** {@code p50 3 ms, p99 40 ms, max 52 ms}. */
    public synchronized String times() {
        if (milliseconds.isEmpty()) {
            return "no time";
        }
        return "p50 %.0f ms, p99 %.0f ms, max %.0f ms".formatted(quantile(0.5), quantile(0.99), quantile(1));
    }
}
