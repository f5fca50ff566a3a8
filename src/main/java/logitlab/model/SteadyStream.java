package logitlab.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The body of an answer, which fails where nothing comes for a while: {@code HttpClient} limits only the time to its head. */
final class SteadyStream extends InputStream {

    private static final ExecutorService READERS = Executors.newCachedThreadPool(task -> {
        Thread reader = new Thread(task, "download");
        reader.setDaemon(true);
        return reader;
    });

    private final InputStream body;
    private final Duration silence;

    SteadyStream(InputStream body, Duration silence) {
        this.body = body;
        this.silence = silence;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws HttpTimeoutException where nothing came in time */
    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Future<Integer> read = READERS.submit(() -> body.read(into, from, length));
        try {
            return read.get(silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            body.close(); // which frees the reader
            throw new HttpTimeoutException("nothing came for " + silence.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IOException(BadPackage.firstLine(root(e)), e);
        } catch (InterruptedException e) {
            body.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
