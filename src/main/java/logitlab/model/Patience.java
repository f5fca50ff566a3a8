package logitlab.model;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect to be let in
 * @param silence between two pieces of an answer
 * @param pause before the second try; it doubles with each further one
 * @param tries in a row without a step forward
 */
record Patience(Duration connect, Duration silence, Duration pause, int tries) {

    static final Patience USUAL =
            new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(1), 5);

    /** A server that asks for more than this is not waited for. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
}
