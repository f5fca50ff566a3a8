package logitlab.model.prompt.python;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What stands in the brackets of a call.
 *
 * @param named by name, in their order
 */
public record Arguments(List<Object> positional, Map<String, Object> named) {

    public static final Arguments NONE = new Arguments(List.of(), Map.of());

    public static Arguments of(Object... values) {
        return new Arguments(Arrays.asList(values), Map.of());
    }

    /** Checks that there are no others than these, which come in this order. */
    public Arguments only(String... names) {
        if (positional.size() > names.length) {
            throw new JinjaException(
                    "a call with " + positional.size() + " arguments, where at most " + names.length + " are expected");
        }
        List<String> known = List.of(names);
        for (String name : named.keySet()) {
            int index = known.indexOf(name);
            if (index < 0 || index < positional.size()) {
                throw new JinjaException("a call with an unexpected argument \"" + name + "\"");
            }
        }
        return this;
    }

    /** Whether there is an argument with this index or name. */
    public boolean has(int index, String name) {
        return index < positional.size() || named.containsKey(name);
    }

    public Object get(int index, String name) {
        if (!has(index, name)) {
            throw new JinjaException("a call without the argument \"" + name + "\"");
        }
        return index < positional.size() ? positional.get(index) : named.get(name);
    }

    public Object get(int index, String name, Object otherwise) {
        return has(index, name) ? get(index, name) : otherwise;
    }

    public MarkedText text(int index, String name) {
        if (get(index, name) instanceof MarkedText text) {
            return text;
        }
        throw new JinjaException("a call in which \"" + name + "\" is not a text");
    }

    public long number(int index, String name, long otherwise) {
        return has(index, name) ? Python.index(get(index, name)) : otherwise;
    }
}
