package logitlab.web.play;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import logitlab.decoding.InvalidValue;
import logitlab.web.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running lane's events on their way to one browser.
 *
 * <p>Nothing here waits: the container says when the connection takes bytes again, and the next step is computed only after the
 * last event has been sent. A browser that does not read therefore holds up its own stream but no thread, and after a while the
 * server closes its connection. Before each step an empty comment is sent: if the browser has left, that fails, and the step is
 * not computed.
 */
final class Stream implements WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(Stream.class);
    private static final String COMMENT = ":\n\n";

    private final Streams streams;
    private final String client;
    private final Playing playing;
    private final ServletOutputStream out;
    private final Packer packer;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Queue<byte[]> leaving = new ArrayDeque<>();
    private boolean unflushed;
    private Runnable next;

    /** @param packed whether the browser takes packed events */
    Stream(Streams streams, String client, Playing playing, ServletOutputStream out, boolean packed) {
        this.streams = streams;
        this.client = client;
        this.playing = playing;
        this.out = out;
        this.packer = new Packer(packed);
        this.next = () -> send("retry: 1000\n\n", this::queue);
    }

    /** Begins; what it gives ends with the stream. */
    CompletableFuture<Void> start() {
        streams.add(this);
        ended.whenComplete((nothing, failure) -> {
            streams.remove(this, client);
            packer.close();
        });
        try {
            out.setWriteListener(this);
        } catch (RuntimeException gone) {
            stop();
        }
        return ended;
    }

    void stop() {
        ended.complete(null);
    }

    private void rest() {
        streams.after(playing.pause(), this::knock);
    }

    private void knock() {
        send(COMMENT, this::queue);
    }

    private void queue() {
        streams.step(client, this::step);
    }

    private void step() {
        if (ended.isDone()) {
            return;
        }
        try {
            String events = playing.next();
            send(events, playing.ended() ? this::stop : this::rest);
        } catch (InvalidValue invalid) {
            send(Playing.failure(Messages.ENGLISH.say(invalid)), this::stop);
        } catch (RuntimeException | Error bug) {
            LOG.error("a stream ended early", bug);
            send(Playing.failure(Messages.ENGLISH.say("stream.error")), this::stop);
        }
    }

    /** @param then once the bytes have gone */
    private synchronized void send(String text, Runnable then) {
        leaving.add(packer.pack(text));
        unflushed = true;
        next = then;
        onWritePossible();
    }

    @Override
    public synchronized void onWritePossible() {
        try {
            while (!ended.isDone() && out.isReady()) {
                if (!leaving.isEmpty()) {
                    out.write(leaving.remove());
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
