package logitlab.model.failure;

/** A model that ran when the program started cannot be loaded again. The message says why. */
public final class ModelUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String model;

    public ModelUnavailableException(String model, Exception reason) {
        super("the model " + model + " cannot be loaded again: " + reason.getMessage(), reason);
        this.model = model;
    }

    /** The id of the model. */
    public String model() {
        return model;
    }
}
