package logitlab.decoding.input;

/**
 * A value from outside breaks a rule: which field, which rule, which value.
 *
 * <p>Thrown by every parser of what visitors, API clients and lesson authors send, never because of a bug.
 */
public final class InvalidValue extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String field;
    private final transient Rule rule;
    private final String value;

    public InvalidValue(String field, Rule rule, String value) {
        super(field + " must be " + rule + " but is \"" + value + "\"");
        this.field = field;
        this.rule = rule;
        this.value = value;
    }

    public String field() {
        return field;
    }

    public Rule rule() {
        return rule;
    }

    public String value() {
        return value;
    }

    /** The same failure with a longer field name: {@code top-p} becomes {@code b.top-p}. */
    public InvalidValue within(String outer) {
        return new InvalidValue(outer + field, rule, value);
    }
}
