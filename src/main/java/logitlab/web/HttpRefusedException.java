package logitlab.web;

import java.util.Optional;
import java.util.function.Function;
import logitlab.decoding.input.InvalidValueException;

/** A request that is not answered, with a status and a sentence in the visitor's language that say why; never a bug. */
public final class HttpRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String field;
    private final transient Function<Messages, String> sentence;

    private HttpRefusedException(int status, String field, String reason, Function<Messages, String> sentence) {
        super(reason, null, false, false);
        this.status = status;
        this.field = field;
        this.sentence = sentence;
    }

    /** Refuses the request as a whole: {@code because(413, "error.413.most", "64 KiB")}. */
    public static HttpRefusedException because(int status, String key, Object... arguments) {
        return new HttpRefusedException(status, null, key, messages -> messages.say(key, arguments));
    }

    /** Refuses the request because of one field. */
    public static HttpRefusedException becauseOf(String field, int status, String key, Object... arguments) {
        return new HttpRefusedException(status, field, key, messages -> messages.say(key, arguments));
    }

    /** Reports an invalid value with a different status than other invalid values have. */
    public static HttpRefusedException because(int status, InvalidValueException invalid) {
        return new HttpRefusedException(
                status, invalid.field(), invalid.getMessage(), messages -> messages.say(invalid));
    }

    public int status() {
        return status;
    }

    /** The field at fault, if there is one, and the sentence. */
    public InputProblem problem(Messages messages) {
        return new InputProblem(Optional.ofNullable(field), sentence.apply(messages));
    }
}
