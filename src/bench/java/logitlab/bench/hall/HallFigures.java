package logitlab.bench.hall;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import logitlab.bench.Tally;

/** Counts and times what the server answers, for each kind of request. Safe for use by many threads. */
final class HallFigures {

    /** The kinds of requests; {@code LATE} has for each step of a stream how late it arrived. */
    enum Kind {
        STEP,
        SETTINGS,
        LESSON,
        EXERCISE,
        FIRST,
        INSIDE,
        STREAM,
        LATE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    private final Map<Kind, AtomicLong> asked = new EnumMap<>(Kind.class);
    private final Map<Kind, AtomicLong> answered = new EnumMap<>(Kind.class);
    private volatile boolean counting;
    private volatile long begun;
    private volatile long lastAsked;

    HallFigures() {
        for (Kind kind : Kind.values()) {
            tallies.put(kind, new Tally());
            asked.put(kind, new AtomicLong());
            answered.put(kind, new AtomicLong());
        }
    }

    /** From now on it counts; what came before was for warming up. */
    synchronized void begin() {
        if (!counting) {
            begun = System.nanoTime();
            counting = true;
        }
    }

    boolean counting() {
        return counting;
    }

    void asked(Kind kind) {
        lastAsked = System.nanoTime();
        if (counting) {
            asked.get(kind).incrementAndGet();
        }
    }

    /** @param milliseconds from the first byte sent to the last received; only those of status 200 are kept */
    void answered(Kind kind, int status, long milliseconds) {
        if (counting) {
            answered.get(kind).incrementAndGet();
            if (status == 200) {
                tallies.get(kind).time(milliseconds * 1_000_000);
            } else {
                tallies.get(kind).count(Integer.toString(status));
            }
        }
    }

    /** An answer, or a lack of one, that is against the rules. */
    void wrong(Kind kind, String what) {
        if (counting) {
            tallies.get(kind).count(what);
        }
    }

    void late(long milliseconds) {
        if (counting) {
            answered.get(Kind.LATE).incrementAndGet();
            tallies.get(Kind.LATE).time(milliseconds * 1_000_000);
            if (milliseconds > 1_000) {
                tallies.get(Kind.LATE).count("more than a second late");
            }
        }
    }

    long answers(Kind kind) {
        return answered.get(kind).get();
    }

    long answers() {
        return answered.values().stream().mapToLong(AtomicLong::get).sum();
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** When the last request was sent, as a value of {@link System#nanoTime}. */
    long lastAsked() {
        return lastAsked;
    }

    /** One line for each kind, in milliseconds. */
    String table() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "  %-10s %9s %9s %7s %7s %7s %7s  %s",
                "kind", "answers", "a second", "p50", "p95", "p99", "max", "errors"));
        double seconds = seconds();
        Tally all = new Tally();
        for (Kind kind : Kind.values()) {
            long unanswered = kind == Kind.LATE
                    ? 0
                    : asked.get(kind).get() - answered.get(kind).get();
            Tally tally = tallies.get(kind);
            if (unanswered > 0) {
                tally.count(unanswered + " without an answer");
            }
            if (answers(kind) > 0 || unanswered > 0) {
                lines.add(line(kind.word(), answers(kind), seconds, tally));
            }
            if (kind != Kind.LATE && kind != Kind.STREAM) {
                all.addAll(tally);
            }
        }
        if (all.size() > 0) {
            lines.add(line("all", all.size(), seconds, all));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String line(String name, long answers, double seconds, Tally tally) {
        return String.format(
                Locale.ROOT,
                "  %-10s %9d %9.1f %7.0f %7.0f %7.0f %7.0f  %s",
                name,
                answers,
                answers / seconds,
                tally.quantile(0.5),
                tally.quantile(0.95),
                tally.quantile(0.99),
                tally.quantile(1),
                tally.counts());
    }
}
