package logitlab.decoding.input;

/**
 * A value from outside breaks a rule: which field, which rule, which value.
 *
 * <p>Thrown by every parser of what visitors, API clients and lesson authors send, never because of a bug.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String field;
    private final transient Constraint constraint;
    private final String value;

    public InvalidValueException(String field, Constraint constraint, String value) {
        super(field + " must be " + constraint + " but is \"" + value + "\"");
        this.field = field;
        this.constraint = constraint;
        this.value = value;
    }

    public String field() {
        return field;
    }

    public Constraint constraint() {
        return constraint;
    }

    public String value() {
        return value;
    }

    /** The same failure with a longer field name: {@code top-p} becomes {@code b.top-p}. */
    public InvalidValueException within(String outer) {
        return new InvalidValueException(outer + field, constraint, value);
    }
}
