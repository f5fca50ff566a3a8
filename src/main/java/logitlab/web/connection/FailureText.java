package logitlab.web.connection;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the log says of a failure: which, where, and its causes. The message of an exception is left out, because it may contain what a visitor
 * typed; only those stay that Java writes itself.
 */
public final class FailureText {

    /** Lines of a stack trace; more add nothing new, and a request could cause thousands. */
    private static final int FRAMES = 15;

    private static final int CAUSES = 3;

    private FailureText() {}

    /** {@code java.lang.IllegalStateException}, its frames, {@code caused by} and so on, in several lines. */
    public static String of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES)
                .map(cause -> name(cause) + frames(cause))
                .collect(Collectors.joining("\ncaused by "));
    }

    private static String name(Throwable failure) {
        boolean ofJava = failure instanceof VirtualMachineError
                || failure instanceof LinkageError
                || failure instanceof NullPointerException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ClassCastException
                || failure instanceof ArithmeticException;
        return ofJava ? failure.toString() : failure.getClass().getName();
    }

    private static String frames(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }
}
