package logitlab.model;

/** What keeps a model from being added, in words for the person at the command line: what was asked, found, and how to mend it. */
public final class CannotAdd extends Exception {

    private static final long serialVersionUID = 1;

    CannotAdd(String message) {
        super(message);
    }

    CannotAdd(String message, Throwable cause) {
        super(message, cause);
    }
}
