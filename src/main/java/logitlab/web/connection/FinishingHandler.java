package logitlab.web.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/**
 * When the server stops, it answers what has reached it, also on connections that were already open, and closes each of them after its answer.
 * Jetty's own {@code GracefulHandler} refuses such requests with 503, so that a proxy that keeps its connections open would show an error to a
 * visitor although other servers are there.
 */
public final class FinishingHandler extends Handler.Wrapper implements Graceful {

    private final AtomicInteger running = new AtomicInteger();
    private final Shutdown shutdown = new Shutdown(this) {
        @Override
        public boolean isShutdownDone() {
            return running.get() == 0;
        }
    };

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        running.incrementAndGet();
        if (isShutdown()) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        AtomicBoolean finished = new AtomicBoolean();
        boolean handled = false;
        try {
            handled = super.handle(request, response, Callback.from(callback, () -> finish(finished)));
            return handled;
        } finally {
            if (!handled) {
                finish(finished);
            }
        }
    }

    /** Counts a request once, however often it ends. */
    private void finish(AtomicBoolean finished) {
        if (finished.compareAndSet(false, true)) {
            running.decrementAndGet();
            shutdown.check();
        }
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        return shutdown.shutdown();
    }

    @Override
    public boolean isShutdown() {
        return shutdown.isShutdown();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        shutdown.cancel();
    }
}
