package logitlab;

/** The program cannot start; the message is for the person at the command line. */
final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotStart(String message) {
        super(message);
    }
}
