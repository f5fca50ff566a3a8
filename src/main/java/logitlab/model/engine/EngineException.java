package logitlab.model.engine;

/** An engine gave no logits. The message says why. */
final class EngineException extends Exception {

    private static final long serialVersionUID = 1;

    /** What went wrong. */
    enum Kind {
        /** The connection broke, so a new connection may work at once. */
        BROKEN,
        /** It did not answer in time, or refused to run the model. */
        AWAY,
        /** It ran a model, but not the one that the package describes. */
        WRONG
    }

    private final Kind kind;

    EngineException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
