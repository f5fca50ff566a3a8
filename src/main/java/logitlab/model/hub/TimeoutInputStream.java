package logitlab.model.hub;

import java.io.FilterInputStream;
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
import logitlab.model.InvalidPackageException;

/**
 * The body of a response, which fails when nothing arrives for a while; {@code HttpClient} only limits the time until the headers.
 * It is read in pieces, never byte by byte.
 */
final class TimeoutInputStream extends FilterInputStream {

    private static final ExecutorService READERS = Executors.newCachedThreadPool(task -> {
        Thread reader = new Thread(task, "download");
        reader.setDaemon(true);
        return reader;
    });

    private final Duration silence;

    TimeoutInputStream(InputStream body, Duration silence) {
        super(body);
        this.silence = silence;
    }

    /** @throws HttpTimeoutException if nothing arrived in time */
    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Future<Integer> read = READERS.submit(() -> in.read(into, from, length));
        try {
            return read.get(silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            close(); // which frees the reader
            throw new HttpTimeoutException("nothing arrived for " + silence.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IOException(InvalidPackageException.firstLine(root(e)), e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }
}
