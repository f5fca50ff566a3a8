package logitlab.model.prompt.jinja;

import java.util.List;
import java.util.Map;
import logitlab.model.prompt.python.Arguments;
import logitlab.model.prompt.python.Budget;
import logitlab.model.prompt.python.Function;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.prompt.python.Letters;
import logitlab.model.prompt.python.Loop;
import logitlab.model.prompt.python.MarkedText;
import logitlab.model.prompt.python.Operators;
import logitlab.model.prompt.python.Printed;
import logitlab.model.prompt.python.Python;
import logitlab.model.prompt.python.Tuple;
import logitlab.model.prompt.python.Undefined;

/** The tests of Jinja: {@code value is string}. */
final class Checks {

    private Checks() {}

    /** {@code value is check(arguments)}. */
    interface Check {

        boolean holds(Object value, Arguments arguments, Budget budget);
    }

    /** A test, or null if none of this name is known. */
    static Check find(String name) {
        return switch (name) {
            case "boolean" -> (value, a, budget) -> value instanceof Boolean;
            case "callable" ->
                (value, a, budget) -> value instanceof Function || value instanceof Loop || value instanceof Undefined;
            case "defined" -> (value, a, budget) -> !(value instanceof Undefined);
            case "undefined" -> (value, a, budget) -> value instanceof Undefined;
            case "divisibleby" ->
                (value, a, budget) ->
                        Python.number(Operators.apply("%", value, a.only("num").get(0, "num"), budget)) == 0;
            case "even" -> (value, a, budget) -> Python.number(Operators.apply("%", value, 2L, budget)) == 0;
            case "odd" -> (value, a, budget) -> Python.number(Operators.apply("%", value, 2L, budget)) == 1;
            case "false" -> (value, a, budget) -> Boolean.FALSE.equals(value);
            case "true" -> (value, a, budget) -> Boolean.TRUE.equals(value);
            case "float" -> (value, a, budget) -> value instanceof Double;
            case "integer" -> (value, a, budget) -> value instanceof Long;
            case "number" -> (value, a, budget) -> Python.isNumber(value);
            case "iterable" -> (value, a, budget) -> Python.iterable(value) || value instanceof Loop;
            case "lower" ->
                (value, a, budget) -> Letters.cased(Printed.text(value, budget).chars(), false);
            case "upper" ->
                (value, a, budget) -> Letters.cased(Printed.text(value, budget).chars(), true);
            case "mapping" -> (value, a, budget) -> value instanceof Map;
            case "none" -> (value, a, budget) -> value == null;
            case "sameas" -> (value, a, budget) -> same(value, a.only("other").get(0, "other"));
            case "sequence" ->
                (value, a, budget) -> value instanceof MarkedText
                        || value instanceof List
                        || value instanceof Tuple
                        || value instanceof Map
                        || value instanceof Undefined;
            case "string" -> (value, a, budget) -> value instanceof MarkedText;
            case "in" -> compared("in");
            case "eq", "equalto", "==" -> compared("==");
            case "ne", "!=" -> compared("!=");
            case "lt", "lessthan", "<" -> compared("<");
            case "le", "<=" -> compared("<=");
            case "gt", "greaterthan", ">" -> compared(">");
            case "ge", ">=" -> compared(">=");
            default -> null;
        };
    }

    private static Check compared(String operator) {
        return (value, arguments, budget) -> {
            if (arguments.positional().size() != 1 || !arguments.named().isEmpty()) {
                throw new JinjaException("a test \"" + operator + "\" without the other value");
            }
            return Operators.compare(operator, value, arguments.positional().get(0), budget);
        };
    }

    private static boolean same(Object value, Object other) {
        if (value == null || other == null) {
            return value == other;
        } else if (value instanceof Boolean || other instanceof Boolean) {
            return value.equals(other);
        }
        throw new JinjaException("the test \"sameas\" is known here for true, false and none");
    }
}
