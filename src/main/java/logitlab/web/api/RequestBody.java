package logitlab.web.api;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import logitlab.web.ClientAccess;
import logitlab.web.ClientQuota;
import logitlab.web.HttpRefusedException;
import logitlab.web.RequestLimiter;
import org.eclipse.jetty.http.HttpException;

/**
 * The body of a request: JSON, read while it arrives, within limits on its size and time.
 *
 * <p>Reading occupies one of the server's threads, so only {@link #PLACES} bodies are read at the same time.
 */
public final class RequestBody extends FilterInputStream {

    private static final int PLACES = 32;
    private static final Duration MAX_DURATION = Duration.ofSeconds(30);
    private static final Duration RATE_GRACE = Duration.ofSeconds(5);
    private static final long BYTES_A_SECOND = 1024;

    private final int maxBytes;
    private final long begun = System.nanoTime();
    private long bytesRead;

    private RequestBody(InputStream in, int maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    /** The places for bodies that are read at the same time. */
    public static ClientQuota places() {
        return ClientQuota.of(PLACES);
    }

    /**
     * Reads a request from the body. The request keeps the body's place, because it takes memory until it has been answered: the
     * caller gives the place back then.
     *
     * @param maxBytes the most bytes that the body may have, in whole MiB
     * @throws HttpRefusedException with status 400, 408, 413, 415 or 503 if the body is not JSON, incomplete, too slow, too long, declared as
     *     a different type, or one body too many
     * @throws logitlab.decoding.input.InvalidValueException if a value breaks its rule
     */
    static <T> T read(Context ctx, ClientQuota quota, int maxBytes, JsonReader.Request<T> request) throws IOException {
        requireJson(ctx);
        return receive(ctx, quota, maxBytes, body -> JsonReader.read(body, request));
    }

    /** Reads from the bytes of a body while they arrive. */
    @FunctionalInterface
    interface Bytes<T> {
        T read(InputStream body) throws IOException;
    }

    /** The same for a body of any type. @param work reads the bytes */
    static <T> T receive(Context ctx, ClientQuota quota, int maxBytes, Bytes<T> work) throws IOException {
        if (ctx.req().getContentLengthLong() > maxBytes) {
            throw tooLong(maxBytes);
        }
        String client = ClientAccess.of(ctx).client(ctx);
        if (!quota.take(client)) {
            throw RequestLimiter.busy();
        }
        boolean complete = false;
        try (RequestBody body = new RequestBody(ctx.bodyInputStream(), maxBytes)) {
            T read = work.read(body);
            complete = true;
            return read;
        } finally {
            if (!complete) {
                quota.giveBack(client);
            }
        }
    }

    /**
     * Reads a small body of any type as a whole.
     *
     * @param maxBytes the most bytes that the body may have, in whole KiB
     * @throws HttpRefusedException with status 400, 408, 413 or 503 if the body is incomplete, too slow, too long, or one body too many
     */
    public static byte[] bytes(Context ctx, ClientQuota quota, int maxBytes) throws IOException {
        byte[] bytes = receive(ctx, quota, maxBytes, InputStream::readAllBytes);
        quota.giveBack(ClientAccess.of(ctx).client(ctx));
        return bytes;
    }

    private static void requireJson(Context ctx) {
        String type = String.valueOf(ctx.contentType()).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json")) {
            throw HttpRefusedException.because(415, "api.not-json");
        }
        if (ctx.header("Content-Encoding") != null && !"identity".equalsIgnoreCase(ctx.header("Content-Encoding"))) {
            throw HttpRefusedException.because(415, "api.encoded");
        }
    }

    private static HttpRefusedException tooLong(int maxBytes) {
        return HttpRefusedException.because(
                413, "error.413.most", maxBytes >> 20 > 0 ? (maxBytes >> 20) + " MiB" : (maxBytes >> 10) + " KiB");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = receive(buffer, offset, length);
        if (bytesRead > maxBytes) {
            throw tooLong(maxBytes);
        }
        return count;
    }

    /** Reads some bytes. If the caller breaks off or is too slow, that is a refusal and not a failure of ours. */
    private int receive(byte[] buffer, int offset, int length) {
        try {
            int count = in.read(buffer, offset, length);
            bytesRead += Math.max(0, count);
            requireSpeed();
            return count;
        } catch (IOException | HttpException.RuntimeException e) {
            boolean timedOut = e instanceof IOException && e.getCause() instanceof TimeoutException;
            throw timedOut ? tooSlow() : HttpRefusedException.because(400, "error.400.cut");
        }
    }

    private void requireSpeed() {
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        boolean slow = time.compareTo(RATE_GRACE) > 0 && bytesRead < BYTES_A_SECOND * time.toSeconds();
        if (slow || time.compareTo(MAX_DURATION) > 0) {
            throw tooSlow();
        }
    }

    private HttpRefusedException tooSlow() {
        return HttpRefusedException.because(408, "error.408.slow");
    }

    /** Reads the rest, at most until twice the limit, because a caller that is still sending would miss the answer. */
    @Override
    public void close() {
        byte[] rest = new byte[8 * 1024];
        try {
            while (bytesRead <= 2L * maxBytes && receive(rest, 0, rest.length) >= 0) {
                // the rest of the body is not needed
            }
        } catch (HttpRefusedException cut) {
            // a caller that is too slow has already been answered
        }
    }
}
