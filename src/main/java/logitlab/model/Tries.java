package logitlab.model;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** Trying again: after a pause that grows, and not for ever. */
final class Tries {

    /** A try that brings so many bytes more than any before it is a step forward. */
    private static final long STEP_FORWARD = 1 << 20;

    private final Patience patience;
    private final Progress progress;
    private final Supplier<String> host;
    private int failures;
    private long furthest;

    /** @param host that was asked last */
    Tries(Patience patience, Progress progress, Supplier<String> host) {
        this.patience = patience;
        this.progress = progress;
        this.host = host;
    }

    /**
     * Waits before the next try.
     *
     * @param reached how many bytes there are after the one that failed
     * @throws CannotAdd where it failed too often in a row, or the server asks for too long a pause
     */
    void failed(IOException why, long reached) throws CannotAdd, InterruptedException {
        failures = reached >= furthest + STEP_FORWARD ? 1 : failures + 1;
        furthest = Math.max(furthest, reached);
        Duration pause = patience.pause().multipliedBy(1L << (failures - 1));
        if (why instanceof TryLater) {
            pause = ((TryLater) why).pause().orElse(pause);
        }
        if (pause.compareTo(Patience.LONGEST_PAUSE) > 0) {
            throw new CannotAdd(
                    words(why) + ", and asks for a pause of " + pause.toSeconds() + " s. Try again then.", why);
        }
        if (failures >= patience.tries()) {
            throw new CannotAdd(
                    words(why) + ", " + failures
                            + " times in a row. Try the same command again later: it goes on where this one stopped.",
                    why);
        }
        progress.again(words(why), pause);
        Thread.sleep(pause.toMillis());
    }

    /** The network is not there at all, or not the right one: no reason to try again. */
    CannotAdd unreachable(IOException why) {
        return new CannotAdd(
                words(why)
                        + ". Check the network; choose another server with --from, or copy the model's files into the folder by hand.",
                why);
    }

    private String words(IOException why) {
        if (why instanceof TryLater) {
            return why.getMessage();
        }
        if (why instanceof HttpTimeoutException) {
            return host.get() + " does not answer";
        }
        if (why instanceof ConnectException) {
            return host.get() + " cannot be reached";
        }
        if (why instanceof SSLException) {
            return host.get() + " cannot prove that it is the server that it says (" + BadPackage.firstLine(why) + ")";
        }
        return "the connection to " + host.get() + " was cut (" + BadPackage.firstLine(why) + ")";
    }
}
