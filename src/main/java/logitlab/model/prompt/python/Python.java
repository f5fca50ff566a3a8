package logitlab.model.prompt.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The values of a template as Python treats them: {@code null} is None, then booleans, whole numbers ({@code Long}), other numbers
 * ({@code Double}), {@link MarkedText}, lists, {@link Tuple}, maps whose keys are texts, and what this package adds.
 */
public final class Python {

    private static final int DEPTH = 60; // of lists in lists that are compared

    private Python() {}

    /** The name of the type, for errors. */
    public static String type(Object value) {
        if (value == null) {
            return "none";
        } else if (value instanceof Boolean) {
            return "a truth value";
        } else if (value instanceof Number) {
            return "a number";
        } else if (value instanceof MarkedText) {
            return "a text";
        } else if (value instanceof Map) {
            return "a map";
        } else if (value instanceof Undefined undefined) {
            return "the undefined \"" + undefined.name() + "\"";
        }
        return value instanceof Function ? "a function" : "a list";
    }

    public static boolean truth(Object value) {
        if (value instanceof Boolean known) {
            return known;
        } else if (value instanceof Number number) {
            return number.doubleValue() != 0;
        } else if (value instanceof MarkedText text) {
            return !text.isEmpty();
        } else if (value instanceof List<?> list) {
            return !list.isEmpty();
        } else if (value instanceof Tuple tuple) {
            return !tuple.values().isEmpty();
        } else if (value instanceof DictView view) {
            return !view.values().isEmpty();
        } else if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value != null && !(value instanceof Undefined);
    }

    public static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /** A whole number or a truth value as a number. */
    public static long index(Object value) {
        if (value instanceof Boolean known) {
            return known ? 1 : 0;
        } else if (value instanceof Long number) {
            return number;
        }
        throw new JinjaException("a whole number is expected, not " + type(value));
    }

    public static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Boolean;
    }

    public static double number(Object value) {
        return value instanceof Double number ? number : index(value);
    }

    public static boolean equal(Object a, Object b, Budget budget) {
        return equal(a, b, budget, DEPTH);
    }

    private static boolean equal(Object a, Object b, Budget budget, int depth) {
        budget.step(1);
        if (depth == 0) {
            throw new JinjaException("lists are compared that lie too deep in each other");
        } else if (isNumber(a) && isNumber(b)) {
            return isWhole(a) && isWhole(b) ? index(a) == index(b) : number(a) == number(b);
        } else if (a instanceof MarkedText text && b instanceof MarkedText other) {
            budget.step(text.length() / 64);
            return text.chars().equals(other.chars());
        } else if (a instanceof Tuple tuple && b instanceof Tuple other) {
            return equal(tuple.values(), other.values(), budget, depth - 1);
        } else if (a instanceof List<?> list && b instanceof List<?> other) {
            if (a instanceof NumberRange != b instanceof NumberRange || list.size() != other.size()) {
                return false;
            }
            for (int i = 0; i < list.size(); i++) {
                if (!equal(list.get(i), other.get(i), budget, depth - 1)) {
                    return false;
                }
            }
            return true;
        } else if (a instanceof Map<?, ?> map && b instanceof Map<?, ?> other) {
            if (map.size() != other.size()) {
                return false;
            }
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!other.containsKey(entry.getKey())
                        || !equal(entry.getValue(), other.get(entry.getKey()), budget, depth - 1)) {
                    return false;
                }
            }
            return true;
        }
        return a == b || a instanceof Undefined && b instanceof Undefined;
    }

    /** Negative, 0 or positive, as the first value is smaller, equal or larger. */
    public static int compare(Object a, Object b, Budget budget) {
        return compare(a, b, budget, DEPTH);
    }

    private static int compare(Object a, Object b, Budget budget, int depth) {
        budget.step(1);
        if (isNumber(a) && isNumber(b)) {
            return isWhole(a) && isWhole(b)
                    ? Long.compare(index(a), index(b))
                    : Double.compare(number(a) + 0.0, number(b) + 0.0);
        } else if (a instanceof MarkedText text && b instanceof MarkedText other) {
            budget.step(text.length() / 64);
            return compareCodePoints(text.chars(), other.chars());
        } else if (a instanceof Tuple tuple && b instanceof Tuple other) {
            return compare(tuple.values(), other.values(), budget, depth - 1);
        } else if (a instanceof List<?> list && b instanceof List<?> other && depth > 0) {
            for (int i = 0; i < Math.min(list.size(), other.size()); i++) {
                if (!equal(list.get(i), other.get(i), budget, depth - 1)) {
                    return compare(list.get(i), other.get(i), budget, depth - 1);
                }
            }
            return Integer.compare(list.size(), other.size());
        }
        throw new JinjaException(type(a) + " and " + type(b) + " have no order");
    }

    private static int compareCodePoints(String a, String b) {
        for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
            if (a.charAt(i) != b.charAt(i)) {
                boolean surrogates = Character.isSurrogate(a.charAt(i)) != Character.isSurrogate(b.charAt(i));
                return surrogates
                        ? Boolean.compare(Character.isSurrogate(a.charAt(i)), Character.isSurrogate(b.charAt(i)))
                        : Character.compare(a.charAt(i), b.charAt(i));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** What a loop goes through. */
    public static Iterator<Object> iterate(Object value, Budget budget) {
        if (value instanceof Generator generator) {
            return generator.values();
        }
        return values(value, budget).iterator();
    }

    /** All that a loop goes through, as a list that nobody changes. */
    public static List<Object> values(Object value, Budget budget) {
        if (!(value instanceof Generator) && iterable(value)) {
            budget.step(length(value));
        }
        if (value instanceof MarkedText text) {
            budget.make(text.length());
            List<Object> letters = new ArrayList<>();
            for (int i = 0; i < text.length(); ) {
                int next = text.chars().offsetByCodePoints(i, 1);
                letters.add(text.part(i, next));
                i = next;
            }
            return letters;
        } else if (value instanceof List<?> list) {
            return Collections.unmodifiableList(list);
        } else if (value instanceof Tuple tuple) {
            return tuple.values();
        } else if (value instanceof DictView view) {
            return view.values();
        } else if (value instanceof Map<?, ?> map) {
            return keys(map);
        } else if (value instanceof Generator generator) {
            List<Object> all = new ArrayList<>();
            while (generator.values().hasNext()) {
                budget.make(1);
                all.add(generator.values().next());
            }
            return all;
        } else if (value instanceof Undefined) {
            return List.of();
        }
        throw new JinjaException("a loop through " + type(value));
    }

    public static List<Object> keys(Map<?, ?> map) {
        List<Object> keys = new ArrayList<>();
        map.keySet().forEach(key -> keys.add(MarkedText.of((String) key)));
        return keys;
    }

    /** Whether a loop could go through it. */
    public static boolean iterable(Object value) {
        return value instanceof MarkedText
                || value instanceof List
                || value instanceof Tuple
                || value instanceof DictView
                || value instanceof Map
                || value instanceof Generator
                || value instanceof Undefined;
    }

    /** The number of characters or values. */
    public static long length(Object value) {
        if (value instanceof MarkedText text) {
            return text.codePoints();
        } else if (value instanceof List<?> list) {
            return list.size();
        } else if (value instanceof Tuple tuple) {
            return tuple.values().size();
        } else if (value instanceof DictView view) {
            return view.values().size();
        } else if (value instanceof Map<?, ?> map) {
            return map.size();
        } else if (value instanceof Undefined) {
            return 0;
        }
        throw new JinjaException("the length of " + type(value));
    }

    /** {@code item in container}. */
    public static boolean contains(Object container, Object item, Budget budget) {
        if (container instanceof MarkedText text) {
            if (item instanceof MarkedText part) {
                budget.search(text.length(), part.length());
                return text.chars().contains(part.chars());
            }
            throw new JinjaException(type(item) + " cannot be in a text");
        } else if (container instanceof Map<?, ?> map) {
            return item instanceof MarkedText key && map.containsKey(key.chars());
        }
        Iterator<Object> all = iterate(container, budget);
        while (all.hasNext()) {
            if (equal(all.next(), item, budget)) {
                return true;
            }
        }
        return false;
    }

    /** {@code value[item]}; something undefined if it does not exist. */
    public static Object item(Object value, Object item) {
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        } else if (value instanceof Map<?, ?> map && item instanceof MarkedText key && map.containsKey(key.chars())) {
            return map.get(key.chars());
        } else if (item instanceof MarkedText name) {
            Object found = Methods.find(value, name.chars());
            return found == Methods.ABSENT ? new Undefined(name.chars()) : found;
        } else if (isWhole(item)) {
            long index = index(item);
            if (value instanceof MarkedText text) {
                long length = text.codePoints();
                long at = index < 0 ? index + length : index;
                if (at >= 0 && at < length) {
                    int from = text.chars().offsetByCodePoints(0, (int) at);
                    return text.part(from, text.chars().offsetByCodePoints(from, 1));
                }
            } else if (value instanceof List<?> || value instanceof Tuple) {
                List<?> list = value instanceof Tuple tuple ? tuple.values() : (List<?>) value;
                long at = index < 0 ? index + list.size() : index;
                if (at >= 0 && at < list.size()) {
                    return list.get((int) at);
                }
            }
        }
        return new Undefined(isWhole(item) ? Long.toString(index(item)) : type(item));
    }

    /** {@code value.name}; something undefined if it does not exist. */
    public static Object attribute(Object value, String name) {
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        Object found = Methods.find(value, name);
        if (found != Methods.ABSENT) {
            return found;
        }
        return value instanceof Map<?, ?> map && map.containsKey(name) ? map.get(name) : new Undefined(name);
    }

    /** {@code value[from:to:step]}; bounds may be null. */
    public static Object slice(Object value, Object from, Object to, Object step, Budget budget) {
        if (value instanceof NumberRange
                || !(value instanceof MarkedText || value instanceof List || value instanceof Tuple)) {
            throw new JinjaException("a part [:] of " + type(value));
        }
        long by = step == null ? 1 : index(step);
        if (by == 0) {
            throw new JinjaException("a part [::0]");
        }
        int size = (int) length(value);
        long first = bound(from, by > 0 ? 0 : size - 1, size, by);
        long end = bound(to, by > 0 ? size : -1, size, by);
        if (value instanceof MarkedText text) {
            budget.make(text.length());
            return by == 1 ? text(text, first, end) : stepped(text, first, end, by, budget);
        }
        List<?> all = value instanceof Tuple tuple ? tuple.values() : (List<?>) value;
        List<Object> part = new ArrayList<>();
        for (long i = first; by > 0 ? i < end : i > end; i += by) {
            part.add(all.get((int) i));
        }
        budget.make(part.size());
        return value instanceof Tuple ? new Tuple(part) : part;
    }

    private static long bound(Object bound, long otherwise, int size, long by) {
        if (bound == null) {
            return otherwise;
        }
        long at = index(bound);
        if (at < 0) {
            at = Math.max(at + size, by > 0 ? 0 : -1);
        }
        return Math.min(at, by > 0 ? size : size - 1L);
    }

    private static MarkedText text(MarkedText text, long from, long to) {
        if (from >= to) {
            return MarkedText.EMPTY;
        }
        int start = text.chars().offsetByCodePoints(0, (int) from);
        return text.part(start, text.chars().offsetByCodePoints(start, (int) (to - from)));
    }

    private static MarkedText stepped(MarkedText text, long first, long end, long by, Budget budget) {
        List<Object> letters = values(text, budget);
        MarkedText.Builder part = new MarkedText.Builder();
        for (long i = first; by > 0 ? i < end : i > end; i += by) {
            part.add((MarkedText) letters.get((int) i));
        }
        return part.build();
    }
}
