package logitlab.web.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Permit;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.model.failure.ModelUnavailableException.Obstacle;
import logitlab.web.InputProblem;
import logitlab.web.connection.FailureText;
import logitlab.web.connection.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of a playground that plays, on their way to one browser.
 *
 * <p>No thread waits here: the container reports when the connection takes bytes again, and the next step is computed only
 * after the last event has been sent. A browser that does not read therefore delays its own stream but holds no thread, and
 * after a while the server closes its connection. Before each step an empty comment is sent: if the browser has left, that
 * fails, and the step is not computed.
 *
 * <p>A stream that ends without an {@code end} is asked for again by its browser, with the id of the last step that has arrived. So
 * another server can continue it, and a server that stops says when.
 */
final class SseConnection implements WriteListener {

    /** The name of zlib's format in {@code Content-Encoding}; browsers read each piece as soon as it has arrived. */
    static final String ENCODING = "deflate";

    private static final Logger LOG = LoggerFactory.getLogger(SseConnection.class);
    private static final String COMMENT = ":\n\n";

    /** Milliseconds. */
    private static final long USUAL_RETRY = 1000;

    private final SseExecutor streams;
    private final String client;
    private final StreamedRun run;
    private final ServletOutputStream out;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Queue<byte[]> unsent = new ArrayDeque<>();
    private final Executor named = RequestId.here();
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final OutputStream packer;
    private boolean unflushed;
    private boolean leaving;
    private final StepClock clock;
    private Runnable next;

    /** @param packed whether the browser takes {@link #ENCODING} */
    SseConnection(SseExecutor streams, String client, StreamedRun run, ServletOutputStream out, boolean packed) {
        this.streams = streams;
        this.client = client;
        this.run = run;
        this.out = out;
        this.packer = packed ? new DeflaterOutputStream(buffer, deflater, 8192, true) : buffer;
        this.clock = streams.clock(run.pause());
        this.next = () -> send(retry(USUAL_RETRY), this::queue);
    }

    /** Begins to play; the future completes when the stream ends. */
    CompletableFuture<Void> start() {
        streams.add(this);
        ended.whenComplete((nothing, failure) -> {
            streams.remove(this, client);
            freeMemory();
        });
        try {
            out.setWriteListener(this);
        } catch (RuntimeException gone) {
            stop();
        }
        return ended;
    }

    private synchronized void freeMemory() {
        deflater.end();
    }

    void stop() {
        ended.complete(null);
    }

    /** Ends the stream after what has been sent; the browser asks for the rest after a delay, here or at another server. */
    synchronized void leave(long milliseconds) {
        send(retry(milliseconds), this::stop);
        leaving = true;
    }

    /** The events of a stream that has to be asked for again after a delay. */
    static String retry(long milliseconds) {
        return "retry: " + milliseconds + "\n\n";
    }

    private void pauseBeforeNextStep() {
        streams.after(clock, () -> send(COMMENT, this::queue));
    }

    private void queue() {
        if (run.searches()) {
            streams.longStep(client, ended::isDone, permit -> named.execute(() -> step(permit)));
        } else {
            streams.step(client, () -> named.execute(() -> step(Permit.AT_ONCE)));
        }
    }

    private void step(Permit permit) {
        if (ended.isDone()) {
            return;
        }
        try {
            byte[] events = run.next(permit);
            streams.stepped();
            send(events, run.ended() ? this::stop : this::pauseBeforeNextStep);
        } catch (InvalidValueException invalid) {
            send(run.failure(InputProblem.of(run.messages(), invalid)), this::stop);
        } catch (FaultyLogitsException faulty) {
            send(run.failure(InputProblem.of(run.messages(), faulty)), this::stop);
        } catch (ModelUnavailableException gone) {
            if (gone.obstacle() == Obstacle.FILES) {
                LOG.warn("{}", gone.getMessage());
            }
            send(run.failure(InputProblem.of(run.messages(), gone)), this::stop);
        } catch (RuntimeException | Error bug) {
            if (ended.isDone()) {
                return; // the browser has left, which ends a search
            }
            LOG.error("a stream ended early: {}", FailureText.of(bug));
            String sentence = run.messages().say(bug instanceof OutOfMemoryError ? "error.503.memory" : "stream.error");
            send(run.failure(new InputProblem(Optional.empty(), sentence)), this::stop);
        }
    }

    private void send(String events, Runnable then) {
        send(events.getBytes(StandardCharsets.UTF_8), then);
    }

    /** @param events in UTF-8 @param then runs once the bytes have been sent */
    private synchronized void send(byte[] events, Runnable then) {
        if (ended.isDone() || leaving) {
            return;
        }
        try {
            packer.write(events);
            packer.flush();
        } catch (IOException impossible) {
            throw new IllegalStateException("a buffer in memory takes every byte", impossible);
        }
        unsent.add(buffer.toByteArray());
        buffer.reset();
        unflushed = true;
        next = then;
        onWritePossible();
    }

    @Override
    public synchronized void onWritePossible() {
        try {
            while (!ended.isDone() && out.isReady()) {
                if (!unsent.isEmpty()) {
                    out.write(unsent.remove());
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    Runnable then = next;
                    next = () -> {};
                    then.run();
                    return;
                }
            }
        } catch (IOException | RuntimeException gone) {
            stop();
        }
    }

    @Override
    public void onError(Throwable gone) {
        stop();
    }
}
