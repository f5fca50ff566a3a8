package logitlab.model.prompt.jinja;

import java.util.HashMap;
import java.util.Map;
import logitlab.model.prompt.python.Budget;
import logitlab.model.prompt.python.MarkedText;
import logitlab.model.prompt.python.Printed;
import logitlab.model.prompt.python.Python;

/** The variables that a part of a template sees: its own, and those of what it lies in. */
final class Scope {

    private final Map<String, Object> values = new HashMap<>();
    private final Scope outer;
    private final Budget budget;

    private Scope(Scope outer, Budget budget) {
        this.outer = outer;
        this.budget = budget;
    }

    static Scope of(Map<String, Object> variables, Budget budget) {
        Scope scope = new Scope(null, budget);
        scope.values.putAll(variables);
        return scope;
    }

    Scope inner() {
        return new Scope(this, budget);
    }

    Object find(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.values.containsKey(name)) {
                return scope.values.get(name);
            }
        }
        return Globals.find(name);
    }

    void set(String name, Object value) {
        values.put(name, value);
    }

    Budget budget() {
        return budget;
    }

    Object evaluate(Expression expression) {
        budget.enter();
        Object value = expression.evaluate(this);
        budget.leave();
        return value;
    }

    boolean isTrue(Expression expression) {
        return Python.truth(evaluate(expression));
    }

    MarkedText text(Expression expression) {
        return Printed.text(evaluate(expression), budget);
    }
}
