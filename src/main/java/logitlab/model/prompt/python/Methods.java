package logitlab.model.prompt.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attributes that values have in Python, which are mostly methods. A template cannot change lists and maps. */
public final class Methods {

    private static final Set<String> CHANGES_OF_LISTS =
            Set.of("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort");
    private static final Set<String> CHANGES_OF_MAPS = Set.of("clear", "pop", "popitem", "setdefault", "update");
    private static final Set<String> UNKNOWN_OF_NUMBERS = Set.of(
            "as_integer_ratio",
            "bit_count",
            "bit_length",
            "conjugate",
            "denominator",
            "from_bytes",
            "fromhex",
            "hex",
            "imag",
            "is_integer",
            "numerator",
            "real",
            "to_bytes");

    private Methods() {}

    /** What {@link #find} returns if there is no such attribute. */
    static final Object ABSENT = new Object();

    /** The attribute of a value; what the sandbox forbids is undefined. */
    public static Object find(Object value, String name) {
        if (name.startsWith("__")) {
            return new Undefined(name);
        } else if (value instanceof MarkedText text) {
            return present(TextMethods.find(text, name));
        } else if (value instanceof Map<?, ?> map) {
            return CHANGES_OF_MAPS.contains(name) ? new Undefined(name) : present(ofMap(map, name));
        } else if (value instanceof Tuple tuple) {
            return present(ofList(tuple.values(), name));
        } else if (value instanceof NumberRange) {
            throw new JinjaException("\"" + name + "\" of range() is not known here");
        } else if (value instanceof List<?> list) {
            return CHANGES_OF_LISTS.contains(name) ? new Undefined(name) : present(ofList(list, name));
        } else if (value instanceof Namespace namespace) {
            return namespace.values().getOrDefault(name, ABSENT);
        } else if (value instanceof Loop loop) {
            return loop.attribute(name);
        } else if (Python.isNumber(value) && UNKNOWN_OF_NUMBERS.contains(name)) {
            throw new JinjaException("a number's \"" + name + "\" is not known here");
        } else if (value instanceof Function || value instanceof Generator || value instanceof DictView) {
            throw new JinjaException("\"" + name + "\" of " + Python.type(value) + " is not known here");
        }
        return ABSENT;
    }

    private static Object present(Function method) {
        return method == null ? ABSENT : method;
    }

    private static Function ofMap(Map<?, ?> map, String name) {
        return switch (name) {
            case "get" ->
                (arguments, budget) -> {
                    arguments.only("key", "default");
                    Object key = arguments.get(0, "key");
                    return key instanceof MarkedText text && map.containsKey(text.chars())
                            ? map.get(text.chars())
                            : arguments.get(1, "default", null);
                };
            case "keys" ->
                (arguments, budget) -> {
                    arguments.only();
                    return new DictView(Python.keys(map));
                };
            case "values" ->
                (arguments, budget) -> {
                    arguments.only();
                    return new DictView(new ArrayList<>(map.values()));
                };
            case "items" ->
                (arguments, budget) -> {
                    arguments.only();
                    return new DictView(items(map));
                };
            case "copy" ->
                (arguments, budget) -> {
                    arguments.only();
                    return map;
                };
            case "fromkeys" -> throw new JinjaException("dict.fromkeys is not known here");
            default -> null;
        };
    }

    /** The pairs of a map. */
    public static List<Object> items(Map<?, ?> map) {
        List<Object> items = new ArrayList<>();
        map.forEach((key, value) -> {
            List<Object> pair = new ArrayList<>();
            pair.add(MarkedText.of((String) key));
            pair.add(value);
            items.add(new Tuple(pair));
        });
        return items;
    }

    private static Function ofList(List<?> list, String name) {
        return switch (name) {
            case "count" ->
                (arguments, budget) -> {
                    arguments.only("value");
                    long count = 0;
                    for (Object item : list) {
                        count += Python.equal(item, arguments.get(0, "value"), budget) ? 1 : 0;
                    }
                    return count;
                };
            case "index" ->
                (arguments, budget) -> {
                    arguments.only("value");
                    for (int i = 0; i < list.size(); i++) {
                        if (Python.equal(list.get(i), arguments.get(0, "value"), budget)) {
                            return (long) i;
                        }
                    }
                    throw new JinjaException("index() of a value that is not in the list");
                };
            case "copy" ->
                (arguments, budget) -> {
                    arguments.only();
                    return list;
                };
            default -> null;
        };
    }
}
