package logitlab.model.prompt.python;

/** A template that is not valid Jinja, that uses something unknown here, or that fails or exceeds a limit when it runs. */
public class JinjaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, such as {@code there is no filter "shout"} */
    public JinjaException(String message) {
        super(message, null, false, false);
    }

    /** In a line of the template, from 1. */
    public JinjaException inLine(int line) {
        return new JinjaException("line " + line + ": " + getMessage());
    }
}
