package logitlab.model.memory;

/** A model that ran when the program started cannot be loaded again. The message says why, and what to do about it. */
public final class ModelUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String model;

    public ModelUnavailableException(String model, String reason, Throwable cause) {
        super(reason, cause);
        this.model = model;
    }

    /** The id of the model. */
    public String model() {
        return model;
    }
}
