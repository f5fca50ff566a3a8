package logitlab.model.prompt.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.model.prompt.python.Arguments;
import logitlab.model.prompt.python.Budget;
import logitlab.model.prompt.python.Function;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.prompt.python.MarkedText;
import logitlab.model.prompt.python.Tuple;
import logitlab.model.prompt.python.Undefined;

/**
 * A macro, or the body of a call block.
 *
 * @param defaults of the last parameters
 * @param specials which of {@code varargs}, {@code kwargs} and {@code caller} its body uses
 * @param scope where it is defined
 */
record Macro(
        String name,
        List<String> parameters,
        List<Expression> defaults,
        List<String> specials,
        Statement body,
        Scope scope)
        implements Function {

    private static final int WEIGHT = 8; // a call needs more of the stack than a value

    @Override
    public Object call(Arguments arguments, Budget budget) {
        Scope inner = scope.inner();
        Map<String, Object> named = new LinkedHashMap<>(arguments.named());
        if (specials.contains("caller")) {
            inner.set("caller", named.containsKey("caller") ? named.remove("caller") : new Undefined("caller"));
        }
        List<Object> values = arguments.positional();
        for (int i = 0; i < WEIGHT; i++) {
            budget.enter();
        }
        for (int i = 0; i < parameters.size(); i++) {
            String parameter = parameters.get(i);
            if (i < values.size()) {
                inner.set(parameter, values.get(i));
            } else if (named.containsKey(parameter)) {
                inner.set(parameter, named.remove(parameter));
            } else {
                int ofDefaults = i - (parameters.size() - defaults.size());
                inner.set(
                        parameter,
                        ofDefaults < 0 ? new Undefined(parameter) : inner.evaluate(defaults.get(ofDefaults)));
            }
        }
        List<Object> more = new ArrayList<>(values.subList(Math.min(values.size(), parameters.size()), values.size()));
        special("varargs", more.isEmpty(), new Tuple(more), inner);
        special("kwargs", named.isEmpty(), named, inner);
        MarkedText written = Statement.written(body, inner);
        for (int i = 0; i < WEIGHT; i++) {
            budget.leave();
        }
        return written;
    }

    private void special(String special, boolean empty, Object value, Scope inner) {
        if (specials.contains(special)) {
            inner.set(special, value);
        } else if (!empty) {
            throw new JinjaException("the macro \"" + name + "\" is called with arguments that it does not have");
        }
    }
}
