package logitlab;

/** The program cannot start; the message is for the person at the command line. */
final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StartupException(String message) {
        super(message);
    }
}
