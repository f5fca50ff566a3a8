package logitlab.model;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A server that cannot answer now, and perhaps says when it can. */
final class TryLater extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> pause;

    TryLater(String message, Optional<Duration> pause) {
        super(message);
        this.pause = pause;
    }

    Optional<Duration> pause() {
        return pause;
    }
}
