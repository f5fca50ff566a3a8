package logitlab.bench.hall;

import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.http.action.sse.SseInboundMessage;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import logitlab.bench.hall.HallFigures.Kind;

/** A browser in which the playground plays. */
final class Listener {

    private static final int STEPS = 50;
    private static final Duration READ = Duration.ofSeconds(2);
    private static final String OPENED = "opened";
    private static final String SEEN = "seen";

    private final HallFigures figures;
    private final Syllabus syllabus;

    Listener(HallFigures figures, Syllabus syllabus) {
        this.figures = figures;
        this.syllabus = syllabus;
    }

    /**
     * Plays one story after the other. A step is late by the time since it was due: the first when the stream was opened, each other
     * one a period after the step before it was due.
     *
     * @param speed steps a second
     */
    ChainBuilder plays(double speed, Duration length) {
        int reads = (int) Math.ceil(STEPS / speed / READ.toSeconds());
        return during(length, false)
                .on(open(speed)
                        .exec(repeat(reads).on(pause(READ).exec(read(speed))))
                        .exec(close()));
    }

    /** Opens a stream and drops it after a moment. */
    ChainBuilder leaves() {
        return open(2).exec(pause(Duration.ofMillis(200), Duration.ofMillis(1_500)))
                .exec(close());
    }

    private ChainBuilder open(double speed) {
        return exec(session -> {
                    figures.asked(Kind.STREAM);
                    return session.set(OPENED, System.currentTimeMillis()).set(SEEN, 0);
                })
                .exec(sse(Kind.STREAM.word())
                        .get(session -> "/play/stream?" + syllabus.story() + "&steps=" + STEPS + "&speed=" + speed))
                .exec(session -> {
                    if (!session.isFailed()) {
                        figures.answered(Kind.STREAM, 200, System.currentTimeMillis() - session.getLong(OPENED));
                    }
                    return session.markAsSucceeded();
                });
    }

    private ChainBuilder read(double speed) {
        return exec(sse.processUnmatchedMessages((messages, session) -> {
                    int seen = session.getInt(SEEN);
                    List<SseInboundMessage> inOrder = messages.stream()
                            .sorted(Comparator.comparingLong(SseInboundMessage::timestamp))
                            .toList();
                    for (SseInboundMessage message : inOrder) {
                        if (message.message().contains("\"event\":\"step\"")) {
                            double due = session.getLong(OPENED) + seen * 1_000 / speed;
                            figures.late(Math.max(0, message.timestamp() - Math.round(due)));
                            seen++;
                        } else if (message.message().contains("\"event\":\"error\"")) {
                            figures.wrong(Kind.STREAM, "refused");
                        }
                    }
                    return session.set(SEEN, seen);
                }))
                .exec(Session::markAsSucceeded);
    }

    private static ChainBuilder close() {
        return exec(sse("close").close()).exec(Session::markAsSucceeded);
    }
}
