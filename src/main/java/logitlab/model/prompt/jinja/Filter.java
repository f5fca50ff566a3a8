package logitlab.model.prompt.jinja;

import logitlab.model.prompt.python.Arguments;
import logitlab.model.prompt.python.Budget;

/** {@code value | filter(arguments)}. */
interface Filter {

    Object apply(Object value, Arguments arguments, Budget budget);
}
