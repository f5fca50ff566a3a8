package logitlab.model.failure;

import java.time.Duration;

/** A model that ran earlier cannot run at present. The message says why. */
public final class ModelUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is in the way. */
    public enum Obstacle {
        /** It cannot be loaded again. */
        FILES,
        /** The engine that it runs on does not answer. */
        ENGINE_AWAY,
        /** The engine that it runs on gives other numbers than the package states. */
        ENGINE_WRONG
    }

    /** When a model whose files are at fault may be tried again. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final String model;
    private final Obstacle obstacle;
    private final Duration wait;

    public ModelUnavailableException(String model, Exception reason) {
        super("the model " + model + " cannot be loaded again: " + reason.getMessage(), reason);
        this.model = model;
        this.obstacle = Obstacle.FILES;
        this.wait = SOON;
    }

    /** @param wait after which it may be tried again. @param message for the log */
    public ModelUnavailableException(String model, Obstacle obstacle, Duration wait, String message) {
        super(message);
        this.model = model;
        this.obstacle = obstacle;
        this.wait = wait;
    }

    /** The id of the model. */
    public String model() {
        return model;
    }

    public Obstacle obstacle() {
        return obstacle;
    }

    /** After how many seconds it may be tried again, at least 1. */
    public long retryAfter() {
        return Math.max(1, wait.toSeconds());
    }
}
