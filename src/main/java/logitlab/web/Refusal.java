package logitlab.web;

/** A request that is not answered, with the status and the sentence that say why; never a bug. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String field;

    /** Of the request as a whole. */
    public Refusal(int status, String sentence) {
        this(status, "", sentence);
    }

    /** Of one value among those that were sent. */
    public Refusal(int status, String field, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.field = field;
    }

    public int status() {
        return status;
    }

    /** The field at fault, empty where it is none in particular. */
    public String field() {
        return field;
    }

    public String sentence() {
        return getMessage();
    }
}
