package logitlab.web.connection;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A request whose body may still arrive after it has been answered, for example a file that is too large. If the server closed the connection at
 * once, TCP would reset it, and a browser would show that instead of the answer. So the server reads and drops the rest of the body first. nginx
 * calls this a lingering close (<a href="https://nginx.org/en/docs/http/ngx_http_core_module.html#lingering_close">its documentation</a>). No thread
 * waits meanwhile.
 */
public final class RestOfBody extends Request.Wrapper {

    private static final long MOST_BYTES = 16 << 20;
    private static final long MOST_SECONDS = 10;

    private final AtomicBoolean ended = new AtomicBoolean();
    private long dropped;
    private boolean complete;

    public RestOfBody(Request request) {
        super(request);
    }

    /** Drops what has arrived. Unlike Jetty's, it does not fail the rest. */
    @Override
    public boolean consumeAvailable() {
        return !isExpected() && dropAvailable() && complete;
    }

    /** A client that waits for the server's consent before it sends a body sends none. */
    private boolean isExpected() {
        return getHeaders().contains(HttpHeader.EXPECT);
    }

    /** Whether nothing more is to be read, because the body has ended or too much of it has come. */
    private boolean dropAvailable() {
        for (Content.Chunk chunk = read(); chunk != null; chunk = read()) {
            dropped += chunk.remaining();
            chunk.release();
            boolean failed = Content.Chunk.isFailure(chunk);
            complete = chunk.isLast() && !failed;
            if (complete || failed || dropped > MOST_BYTES) {
                return true;
            }
        }
        return false;
    }

    /**
     * Drops up to 16 MiB for up to 10 seconds.
     *
     * @param whole is completed when the body has ended or too much of it has arrived
     */
    public void drop(Callback whole) {
        if (isExpected() || dropAvailable()) {
            whole.succeeded();
            return;
        }
        Scheduler.Task deadline =
                getComponents().getScheduler().schedule(() -> end(whole), MOST_SECONDS, TimeUnit.SECONDS);
        demand(() -> dropMore(whole, deadline));
    }

    private void dropMore(Callback whole, Scheduler.Task deadline) {
        if (ended.get()) {
            return;
        }
        if (dropAvailable()) {
            deadline.cancel();
            end(whole);
        } else {
            demand(() -> dropMore(whole, deadline));
        }
    }

    private void end(Callback whole) {
        if (ended.compareAndSet(false, true)) {
            whole.succeeded();
        }
    }
}
