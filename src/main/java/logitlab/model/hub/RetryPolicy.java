package logitlab.model.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import logitlab.model.InvalidPackageException;

/**
 * How long a download waits for a server, and when it gives up.
 *
 * @param connect the longest wait for a connection
 * @param silence the longest wait for the next piece of a response
 * @param pause the wait before the second attempt; it doubles with each further one
 * @param attempts in a row that may bring nothing
 */
record RetryPolicy(Duration connect, Duration silence, Duration pause, int attempts) {

    static final RetryPolicy USUAL =
            new RetryPolicy(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(1), 5);

    /** A server that asks for a longer pause is given up. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /** An attempt that gets this many bytes further than any before it starts the count of failures again. */
    private static final long STEP_FORWARD = 1 << 20;

    /** The server cannot answer now, and may have said for how long. */
    static final class RetryLaterException extends IOException {

        private static final long serialVersionUID = 1;

        private final transient Optional<Duration> asked;

        RetryLaterException(String message, Optional<Duration> asked) {
            super(message);
            this.asked = asked;
        }
    }

    /** The failures of one request or file so far. */
    final class Retries {

        private final DownloadProgress progress;
        private final Supplier<String> host;
        private int failures;
        private long furthest;

        /** @param host the one that was asked last */
        Retries(DownloadProgress progress, Supplier<String> host) {
            this.progress = progress;
            this.host = host;
        }

        /**
         * Waits before the next attempt.
         *
         * @param reached how many bytes have arrived by now
         * @throws InstallException after too many failures in a row, or if the server asks for too long a pause
         */
        void failed(IOException why, long reached) throws InstallException, InterruptedException {
            failures = reached >= furthest + STEP_FORWARD ? 1 : failures + 1;
            furthest = Math.max(furthest, reached);
            Duration usual = pause.multipliedBy(1L << (failures - 1));
            Duration next = why instanceof RetryLaterException later ? later.asked.orElse(usual) : usual;
            if (next.compareTo(LONGEST_PAUSE) > 0) {
                throw new InstallException(
                        "%s, and asks for a pause of %d s. Try again after that."
                                .formatted(reason(why), next.toSeconds()),
                        why);
            }
            if (failures >= attempts) {
                throw new InstallException(
                        "%s, %d times in a row. Run the same command again later: it continues where this one stopped."
                                .formatted(reason(why), failures),
                        why);
            }
            progress.retrying(reason(why), next);
            Thread.sleep(next.toMillis());
        }

        /** For a network that is missing or is not the right one, where another attempt would not help. */
        InstallException unreachable(IOException why) {
            return new InstallException(
                    reason(why)
                            + ". Check the network; choose another server with --from, or copy the model's files into the folder by hand.",
                    why);
        }

        private String reason(IOException why) {
            if (why instanceof RetryLaterException) {
                return why.getMessage();
            }
            if (why instanceof HttpTimeoutException) {
                return host.get() + " does not answer";
            }
            if (why instanceof ConnectException) {
                return host.get() + " cannot be reached";
            }
            String detail = " (" + InvalidPackageException.firstLine(why) + ")";
            return why instanceof SSLException
                    ? host.get() + " cannot prove that it is the server it claims to be" + detail
                    : "the connection to " + host.get() + " was cut" + detail;
        }
    }
}
