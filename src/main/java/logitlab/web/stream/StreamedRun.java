package logitlab.web.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.link.PlayLink;
import logitlab.web.step.OpenedLink;

/**
 * A link that plays: it takes step after step, and returns each as its events in UTF-8, until it has taken as many as it was
 * asked for or every lane is finished.
 *
 * <pre>
 * GET /play/stream?LINK&amp;steps=30&amp;speed=2      30 steps after the one looked at, two a second
 * </pre>
 *
 * <p>The id of a {@code step} event is its step, so that a browser that lost the connection can ask to continue after it. The
 * model is not used before the first step, so that visitors who begin to play wait for their steps only. Not for use by several
 * threads at once.
 */
public final class StreamedRun {

    /** Steps a second. */
    static final Range SPEED = Range.of(0.1, 100);

    private static final double USUAL_SPEED = 2;
    private static final int MILLISECONDS = 1000;
    private static final byte[] DATA = bytes("data: ");

    private final Messages messages;
    private final EventFormat format;
    private final Models models;
    private final int last;
    private final long pause;
    private PlayLink link;
    private boolean begun;
    private boolean canStep;

    private StreamedRun(Messages messages, EventFormat format, Models models, PlayLink link, int last, double speed) {
        this.messages = messages;
        this.format = format;
        this.models = models;
        this.link = link;
        this.last = last;
        this.pause = Math.round(MILLISECONDS / speed);
    }

    /**
     * @param values the link's parameters, and {@code steps} and {@code speed}
     * @param after the last step that the browser has, if it reconnects
     * @throws logitlab.decoding.input.InvalidValueException naming the parameter that is wrong
     */
    public static StreamedRun of(
            Messages messages, EventFormat format, Map<String, String> values, Optional<String> after, Models models) {
        Map<String, String> own = new LinkedHashMap<>(values);
        String steps = own.remove("steps");
        String speed = own.remove("speed");
        PlayLink link = PlayLink.parse(own, models);
        int most = steps == null
                ? PlayLink.MOST_STEPS
                : NumberParser.whole("steps", steps, PlayLink.RUN).intValue();
        int from = after.map(
                        step -> NumberParser.whole(SseExecutor.LAST_ID, step, Range.of(link.at(), link.at() + most)))
                .map(Long::intValue)
                .orElse(link.at());
        return new StreamedRun(
                messages,
                format,
                models,
                link.at(from),
                link.at() + most,
                speed == null ? USUAL_SPEED : NumberParser.number("speed", speed, SPEED));
    }

    Messages messages() {
        return messages;
    }

    /**
     * Takes the next step; after the last one, the end follows.
     *
     * @param permit for each piece of the work
     * @throws logitlab.decoding.input.InvalidValueException naming what does not fit the model
     */
    byte[] next(Permit permit) {
        if (!begun) {
            open(link, permit);
            begun = true;
        }
        if (ended()) {
            return bytes(end());
        }
        OpenedLink play = open(link.at(link.at() + 1), permit);
        byte[] data = permit.run(() -> format.step(messages, play, last));
        return event("step", Integer.toString(link.at()), data, ended() ? end() : "");
    }

    /** Keeps only the link of what it opens: lanes take much memory, and the next step may come much later. */
    private OpenedLink open(PlayLink wanted, Permit permit) {
        OpenedLink play = OpenedLink.open(wanted, models, permit);
        link = play.link();
        canStep = play.canStep();
        return play;
    }

    /** Whether each step is long work, because a lane searches with beams. */
    boolean searches() {
        return link.searches();
    }

    /** Whether {@link #next} has returned the last event; to be called only after it. */
    boolean ended() {
        return link.at() >= last || !canStep;
    }

    private String end() {
        return event("end", "", format.end(messages, !canStep));
    }

    /** The event for a step that fails. */
    String failure(InputProblem problem) {
        return failure(format, problem);
    }

    /** The event for a stream that cannot begin. */
    public static String failure(EventFormat format, InputProblem problem) {
        return event("error", "", format.failure(problem));
    }

    /** Milliseconds from one step to the next. */
    long pause() {
        return pause;
    }

    private static String event(String name, String id, String data) {
        return new String(event(name, id, bytes(data), ""), StandardCharsets.UTF_8);
    }

    /** @param data in UTF-8; not as text, because it is most of what a server sends @param after another event */
    static byte[] event(String name, String id, byte[] data, String after) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(data.length + data.length / 4);
        event.writeBytes(bytes((id.isEmpty() ? "" : "id: " + id + "\n") + "event: " + name + "\n"));
        int from = 0;
        while (from < data.length) {
            int to = from;
            while (to < data.length && data[to] != '\n' && data[to] != '\r') {
                to++;
            }
            event.writeBytes(DATA);
            event.write(data, from, to - from);
            event.write('\n');
            from = to + (to + 1 < data.length && data[to] == '\r' && data[to + 1] == '\n' ? 2 : 1);
        }
        event.writeBytes(bytes("\n" + after));
        return event.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
