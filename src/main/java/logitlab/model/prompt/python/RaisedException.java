package logitlab.model.prompt.python;

/** The template itself refuses what it was given, with {@code raise_exception}; the message is the template's. */
public final class RaisedException extends JinjaException {

    private static final long serialVersionUID = 1L;

    public RaisedException(String message) {
        super(message);
    }

    @Override
    public JinjaException inLine(int line) {
        return this;
    }
}
