package logitlab.model.prompt.python;

/** What a template can call. */
public interface Function {

    Object call(Arguments arguments, Budget budget);
}
