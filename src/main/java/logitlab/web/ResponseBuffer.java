package logitlab.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import logitlab.web.connection.RestOfBody;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Collects each answer and sends it once it is complete, so that no thread waits for a slow reader; if the reader is too slow,
 * the connection is closed. A stream of events is sent as it comes, with a separate time limit for each piece.
 *
 * <p>The total size of all unsent answers is bounded: an answer that would exceed it is replaced by 503.
 */
final class ResponseBuffer extends Handler.Wrapper {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long BYTES_A_SECOND = 16 * 1024;
    private static final Duration STREAM_PATIENCE = Duration.ofSeconds(30);

    private final long most;
    private final Duration patience;
    private final long bytesASecond;
    private final AtomicLong onTheWay = new AtomicLong();

    /**
     * @param most the bytes in all answers together
     * @param patience the time that a reader of any answer has
     * @param bytesASecond the number of bytes for which a larger answer gets one more second
     */
    ResponseBuffer(long most, Duration patience, long bytesASecond) {
        this.most = most;
        this.patience = patience;
        this.bytesASecond = bytesASecond;
    }

    /** An eighth of the heap, and at least 16 MiB. */
    static ResponseBuffer ofThisMachine() {
        return new ResponseBuffer(Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 8), PATIENCE, BYTES_A_SECOND);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        RestOfBody body = new RestOfBody(request);
        Answer answer = new Answer(body, response, callback);
        boolean handled = false;
        try {
            handled = super.handle(body, answer, answer);
        } finally {
            if (!handled) {
                answer.forget();
            }
        }
        return handled;
    }

    /** Bytes that are sent without being copied. */
    private static final class Collected extends ByteArrayOutputStream {

        private ByteBuffer bytes() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }

    private final class Answer extends Response.Wrapper implements Callback {

        private final RestOfBody body;
        private final Callback whole;
        private final Collected collected = new Collected();
        private boolean complete;
        private boolean tooMuch;

        private Answer(RestOfBody body, Response response, Callback whole) {
            super(body, response);
            this.body = body;
            this.whole = whole;
        }

        private boolean isStream() {
            String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
            return type != null && type.startsWith("text/event-stream") && !isHead();
        }

        private boolean isHead() {
            return HttpMethod.HEAD.is(getRequest().getMethod());
        }

        @Override
        public void write(boolean last, ByteBuffer bytes, Callback written) {
            if (isStream()) {
                Headers.addRetryAfter(getStatus(), getHeaders());
                send(last, bytes, STREAM_PATIENCE, written);
                return;
            }
            complete |= last;
            int size = BufferUtil.length(bytes);
            if (size > 0) {
                tooMuch |= onTheWay.get() + size > most;
                if (tooMuch) {
                    forget();
                    BufferUtil.clear(bytes);
                } else {
                    onTheWay.addAndGet(size);
                    collected.writeBytes(BufferUtil.toArray(bytes));
                    BufferUtil.clear(bytes);
                }
            }
            written.succeeded();
        }

        private void forget() {
            onTheWay.addAndGet(-collected.size());
            collected.reset();
        }

        @Override
        public void reset() {
            forget();
            super.reset();
        }

        @Override
        public boolean hasLastWrite() {
            return complete || super.hasLastWrite();
        }

        @Override
        public void succeeded() {
            if (isStream() && getWrapped().isCommitted()) {
                whole.succeeded();
                return;
            }
            ByteBuffer bytes = tooMuch ? refusal() : neverBlank(collected.bytes());
            Headers.addRetryAfter(getStatus(), getHeaders());
            if (getRequest().getHeaders().contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString())) {
                getHeaders()
                        .put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE); // Jetty forgets it if the headers are long
            }
            Duration time = patience.plusSeconds(bytes.remaining() / bytesASecond);
            Callback sent = Callback.from(
                    () -> {
                        forget();
                        if (getStatus() == 408) {
                            whole.succeeded(); // the rest would come as slowly
                        } else {
                            body.drop(whole);
                        }
                    },
                    this::failed);
            if (isHead() && !bytes.hasRemaining()) {
                // nobody worked out how long the body would be, and 0 would be wrong
                send(false, bytes, time, Callback.from(() -> send(true, bytes, time, sent), sent::failed));
            } else {
                send(true, bytes, time, sent);
            }
        }

        private ByteBuffer refusal() {
            reset();
            setStatus(503);
            return error();
        }

        /** Adds a body to failures that set only a status. */
        private ByteBuffer neverBlank(ByteBuffer bytes) {
            return getStatus() >= 400 && !bytes.hasRemaining() && !isHead() ? error() : bytes;
        }

        private ByteBuffer error() {
            return Errors.answer(getRequest(), getStatus(), getHeaders());
        }

        private void send(boolean last, ByteBuffer bytes, Duration time, Callback sent) {
            EndPoint connection =
                    getRequest().getConnectionMetaData().getConnection().getEndPoint();
            Scheduler.Task deadline = getRequest()
                    .getComponents()
                    .getScheduler()
                    .schedule(
                            () -> connection.close(new EofException("read too slowly")),
                            time.toMillis(),
                            TimeUnit.MILLISECONDS);
            super.write(last, bytes, Callback.from(deadline::cancel, sent));
        }

        @Override
        public void failed(Throwable failure) {
            forget();
            whole.failed(failure);
        }

        @Override
        public InvocationType getInvocationType() {
            return whole.getInvocationType();
        }
    }
}
