package logitlab.model.hub;

/** Why a model cannot be added, for the person at the command line: what was expected, what was found, and what to do. */
public final class InstallException extends Exception {

    private static final long serialVersionUID = 1;

    InstallException(String message) {
        super(message);
    }

    InstallException(String message, Throwable cause) {
        super(message, cause);
    }
}
