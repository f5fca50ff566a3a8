package logitlab.web;

/** A request that is not answered, with the status and the sentence that say why; never a bug. */
public final class HttpRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String field;
    private final transient Object[] arguments;

    private HttpRefusedException(int status, String field, String key, Object[] arguments) {
        super(key, null, false, false);
        this.status = status;
        this.field = field;
        this.arguments = arguments;
    }

    /** A refusal whose sentence is still to be phrased, in the language of the visitor: {@code because(413, "error.413.most", "64 KiB")}. */
    public static HttpRefusedException because(int status, String key, Object... arguments) {
        return new HttpRefusedException(status, "", key, arguments);
    }

    /** A refusal of the request as a whole, already phrased. */
    public HttpRefusedException(int status, String sentence) {
        this(status, "", sentence);
    }

    /** A refusal of one of the values that were sent, already phrased. */
    public HttpRefusedException(int status, String field, String sentence) {
        this(status, field, sentence, null);
    }

    public int status() {
        return status;
    }

    /** The field at fault; empty if no single field is. */
    public String field() {
        return field;
    }

    public String sentence(Messages messages) {
        return arguments == null ? getMessage() : messages.say(getMessage(), arguments);
    }
}
