package logitlab.model.prompt.jinja;

/** The template itself refuses what it was given, with {@code raise_exception}; the message is the template's. */
public final class RaisedException extends JinjaException {

    private static final long serialVersionUID = 1L;

    RaisedException(String message) {
        super(message);
    }

    @Override
    JinjaException inLine(int line) {
        return this;
    }
}
