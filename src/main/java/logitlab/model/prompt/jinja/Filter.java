package logitlab.model.prompt.jinja;

/** {@code value | filter(arguments)}. */
interface Filter {

    Object apply(Object value, Arguments arguments, Budget budget);
}
