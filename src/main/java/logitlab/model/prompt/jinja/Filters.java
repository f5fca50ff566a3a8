package logitlab.model.prompt.jinja;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.model.prompt.python.Arguments;
import logitlab.model.prompt.python.Budget;
import logitlab.model.prompt.python.Formats;
import logitlab.model.prompt.python.Function;
import logitlab.model.prompt.python.Generator;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.prompt.python.Letters;
import logitlab.model.prompt.python.MarkedText;
import logitlab.model.prompt.python.Methods;
import logitlab.model.prompt.python.Operators;
import logitlab.model.prompt.python.Printed;
import logitlab.model.prompt.python.Python;
import logitlab.model.prompt.python.TextMethods;
import logitlab.model.prompt.python.Tuple;
import logitlab.model.prompt.python.Undefined;

/** The filters of Jinja that chat templates use. */
final class Filters {

    private static final Pattern WORD_BEGINS = Pattern.compile("[-\\s\\x1c-\\x1f\\x85\\p{Z}({\\[<]+");

    private Filters() {}

    /** A filter, or null if none of this name is known. */
    static Filter find(String name) {
        return switch (name) {
            case "abs" ->
                (value, a, budget) ->
                        Python.isNumber(value) && Python.number(value) < 0 ? Operators.negative(value) : number(value);
            case "capitalize" -> (value, a, budget) -> text(value, budget).to(Letters::capitalized);
            case "center" ->
                (value, a, budget) -> {
                    Object width = a.only("width").get(0, "width", 80L);
                    return call(TextMethods.find(text(value, budget), "center"), Arguments.of(width), budget);
                };
            case "count", "length" -> (value, a, budget) -> Python.length(value);
            case "d", "default" ->
                (value, a, budget) -> {
                    a.only("default_value", "boolean");
                    boolean missing = value instanceof Undefined
                            || Python.truth(a.get(1, "boolean", false)) && !Python.truth(value);
                    return missing ? a.get(0, "default_value", MarkedText.EMPTY) : value;
                };
            case "dictsort" -> Filters::dictsort;
            case "first" ->
                (value, a, budget) -> {
                    Iterator<Object> all = Python.iterate(value, budget);
                    return all.hasNext() ? all.next() : new Undefined("first");
                };
            case "float" ->
                (value, a, budget) -> decimal(value, a.only("default").get(0, "default", 0.0));
            case "format" ->
                (value, a, budget) -> {
                    if (!a.named().isEmpty()) {
                        throw new JinjaException("the filter \"format\" is known here without names");
                    }
                    return Formats.percent(text(value, budget), new Tuple(a.positional()), budget);
                };
            case "indent" -> Filters::indent;
            case "int" -> (value, a, budget) -> whole(value, a.only("default").get(0, "default", 0L));
            case "items" ->
                (value, a, budget) -> {
                    if (value instanceof Map<?, ?> map) {
                        return new Generator(Methods.items(map).iterator());
                    } else if (value instanceof Undefined) {
                        return new Generator(Collections.emptyIterator());
                    }
                    throw new JinjaException("the items of " + Python.type(value));
                };
            case "join" ->
                (value, a, budget) -> {
                    a.only("d", "attribute");
                    List<Object> texts = new ArrayList<>();
                    for (Object item : Python.values(value, budget)) {
                        texts.add(
                                Printed.text(a.has(1, "attribute") ? path(item, a.get(1, "attribute")) : item, budget));
                    }
                    return TextMethods.join(text(a.get(0, "d", MarkedText.EMPTY), budget), texts, budget);
                };
            case "last" ->
                (value, a, budget) -> {
                    List<Object> all = Python.values(reversible(value), budget);
                    return all.isEmpty() ? new Undefined("last") : all.get(all.size() - 1);
                };
            case "list" -> (value, a, budget) -> new ArrayList<>(Python.values(value, budget));
            case "lower" -> (value, a, budget) -> text(value, budget).to(Letters::lower);
            case "map" -> Filters::map;
            case "max" -> (value, a, budget) -> extreme(value, a, true, budget);
            case "min" -> (value, a, budget) -> extreme(value, a, false, budget);
            case "reject" -> (value, a, budget) -> chosen(value, a, false, false, budget);
            case "rejectattr" -> (value, a, budget) -> chosen(value, a, false, true, budget);
            case "replace" ->
                (value, a, budget) -> {
                    a.only("old", "new", "count");
                    Object count = a.get(2, "count", null);
                    return TextMethods.replace(
                            text(value, budget),
                            text(a.get(0, "old"), budget),
                            text(a.get(1, "new"), budget),
                            count == null ? -1 : Python.index(count),
                            budget);
                };
            case "reverse" ->
                (value, a, budget) -> {
                    if (value instanceof MarkedText) {
                        return Python.slice(value, null, null, -1L, budget);
                    }
                    List<Object> all = new ArrayList<>(Python.values(value, budget));
                    Collections.reverse(all);
                    return value instanceof Generator ? all : new Generator(all.iterator());
                };
            case "round" ->
                (value, a, budget) -> {
                    a.only("precision", "method");
                    return rounded(
                            value,
                            (int) a.number(0, "precision", 0),
                            a.has(1, "method") ? a.text(1, "method").chars() : "common");
                };
            case "select" -> (value, a, budget) -> chosen(value, a, true, false, budget);
            case "selectattr" -> (value, a, budget) -> chosen(value, a, true, true, budget);
            case "sort" -> Filters::sort;
            case "string" -> (value, a, budget) -> text(value, budget);
            case "sum" ->
                (value, a, budget) -> {
                    a.only("attribute", "start");
                    Object sum = a.get(1, "start", 0L);
                    for (Object item : Python.values(value, budget)) {
                        sum = Operators.apply(
                                "+",
                                sum,
                                a.get(0, "attribute", null) == null ? item : path(item, a.get(0, "attribute")),
                                budget);
                    }
                    return sum;
                };
            case "title" -> (value, a, budget) -> text(value, budget).to(Filters::title);
            case "tojson" -> Filters::json;
            case "trim" -> (value, a, budget) -> call(TextMethods.find(text(value, budget), "strip"), a, budget);
            case "unique" -> Filters::unique;
            case "upper" -> (value, a, budget) -> text(value, budget).to(Letters::upper);
            default -> null;
        };
    }

    private static Object call(Function method, Arguments arguments, Budget budget) {
        return method.call(arguments, budget);
    }

    private static MarkedText text(Object value, Budget budget) {
        MarkedText text = Printed.text(value, budget);
        budget.make(text.length());
        return text;
    }

    private static Object number(Object value) {
        return value instanceof Double ? value : (Object) Python.index(value);
    }

    private static Object reversible(Object value) {
        if (value instanceof Generator) {
            throw new JinjaException("the last of values that can be gone through only once");
        }
        return value;
    }

    /** {@code a.b.0} of a value. */
    private static Object path(Object value, Object attribute) {
        if (!(attribute instanceof MarkedText names)) {
            return Python.item(value, attribute);
        }
        Object found = value;
        for (String name : names.chars().split("\\.", -1)) {
            boolean digits = Letters.all(name, Character::isDigit);
            found = Python.item(found, digits ? (Object) Long.parseLong(name) : MarkedText.of(name));
        }
        return found;
    }

    private static Object map(Object value, Arguments a, Budget budget) {
        UnaryOperator<Object> change;
        if (a.positional().isEmpty() && a.named().containsKey("attribute")) {
            a.only("attribute", "default");
            Object otherwise = a.named().get("default");
            change = item -> {
                Object found = path(item, a.named().get("attribute"));
                return found instanceof Undefined && otherwise != null ? otherwise : found;
            };
        } else {
            Filter filter = Filters.find(a.text(0, "filter").chars());
            if (filter == null) {
                throw new JinjaException("there is no filter \"" + a.text(0, "filter") + "\"");
            }
            Arguments rest = rest(a, 1);
            change = item -> filter.apply(item, rest, budget);
        }
        if (!Python.truth(value)) {
            return new Generator(Collections.emptyIterator());
        }
        Iterator<Object> all = Python.iterate(value, budget);
        return new Generator(new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public Object next() {
                budget.step(1);
                return change.apply(all.next());
            }
        });
    }

    private static Arguments rest(Arguments a, int from) {
        return new Arguments(a.positional().subList(from, a.positional().size()), a.named());
    }

    private static Generator chosen(Object value, Arguments a, boolean wanted, boolean byAttribute, Budget budget) {
        int first = byAttribute ? 1 : 0;
        Object attribute = byAttribute ? a.get(0, "attribute") : null;
        Predicate<Object> test = Python::truth;
        if (a.positional().size() > first) {
            Checks.Check check = Checks.find(a.text(first, "test").chars());
            if (check == null) {
                throw new JinjaException("there is no test \"" + a.text(first, "test") + "\"");
            }
            Arguments rest = rest(a, first + 1);
            test = item -> check.holds(item, rest, budget);
        }
        Predicate<Object> holds = test;
        return new Generator(
                Python.truth(value)
                        ? filtered(
                                Python.iterate(value, budget),
                                item -> holds.test(byAttribute ? path(item, attribute) : item) == wanted,
                                budget)
                        : Collections.emptyIterator());
    }

    /** The values for which something holds, looked for when they are asked for. */
    static Iterator<Object> filtered(Iterator<Object> all, Predicate<Object> wanted, Budget budget) {
        return new Iterator<>() {
            private Object next;
            private boolean ready;

            @Override
            public boolean hasNext() {
                while (!ready && all.hasNext()) {
                    budget.step(1);
                    next = all.next();
                    ready = wanted.test(next);
                }
                return ready;
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                ready = false;
                return next;
            }
        };
    }

    private static Object folded(Object value) {
        return value instanceof MarkedText text ? text.to(Letters::lower) : value;
    }

    private static Object key(Object item, Object attribute, boolean caseSensitive) {
        if (attribute instanceof MarkedText names && names.chars().contains(",")) {
            List<Object> keys = new ArrayList<>();
            for (String name : names.chars().split(",")) {
                keys.add(key(item, MarkedText.of(name), caseSensitive));
            }
            return keys;
        }
        Object value = attribute == null ? item : path(item, attribute);
        return caseSensitive ? value : folded(value);
    }

    private static Comparator<Object> order(Budget budget) {
        return (a, b) -> Python.compare(a, b, budget);
    }

    private static Object sort(Object value, Arguments a, Budget budget) {
        a.only("reverse", "case_sensitive", "attribute");
        boolean caseSensitive = Python.truth(a.get(1, "case_sensitive", false));
        Object attribute = a.get(2, "attribute", null);
        List<Object> sorted = new ArrayList<>(Python.values(value, budget));
        Comparator<Object> order = Comparator.comparing(item -> key(item, attribute, caseSensitive), order(budget));
        sorted.sort(Python.truth(a.get(0, "reverse", false)) ? order.reversed() : order);
        return sorted;
    }

    private static Object dictsort(Object value, Arguments a, Budget budget) {
        a.only("case_sensitive", "by", "reverse");
        String by = a.has(1, "by") ? a.text(1, "by").chars() : "key";
        if (!(value instanceof Map<?, ?> map) || !by.equals("key") && !by.equals("value")) {
            throw new JinjaException("dictsort of " + Python.type(value) + " by " + by);
        }
        boolean caseSensitive = Python.truth(a.get(0, "case_sensitive", false));
        long index = by.equals("key") ? 0 : 1;
        List<Object> sorted = Methods.items(map);
        Comparator<Object> order = Comparator.comparing(item -> key(item, index, caseSensitive), order(budget));
        sorted.sort(Python.truth(a.get(2, "reverse", false)) ? order.reversed() : order);
        return sorted;
    }

    private static Object extreme(Object value, Arguments a, boolean largest, Budget budget) {
        a.only("case_sensitive", "attribute");
        boolean caseSensitive = Python.truth(a.get(0, "case_sensitive", false));
        Object attribute = a.get(1, "attribute", null);
        Object best = null;
        boolean any = false;
        for (Object item : Python.values(value, budget)) {
            int order = any
                    ? Python.compare(key(item, attribute, caseSensitive), key(best, attribute, caseSensitive), budget)
                    : 0;
            if (!any || (largest ? order > 0 : order < 0)) {
                best = item;
            }
            any = true;
        }
        return any ? best : new Undefined(largest ? "max" : "min");
    }

    private static Object unique(Object value, Arguments a, Budget budget) {
        a.only("case_sensitive", "attribute");
        boolean caseSensitive = Python.truth(a.get(0, "case_sensitive", false));
        Object attribute = a.get(1, "attribute", null);
        HashSet<String> seen = new HashSet<>();
        return new Generator(filtered(
                Python.iterate(value, budget),
                item -> {
                    Object key = key(item, attribute, caseSensitive);
                    if (!(key instanceof MarkedText)) {
                        throw new JinjaException("the filter \"unique\" is known here for texts only");
                    }
                    return seen.add(key.toString());
                },
                budget));
    }

    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        Matcher matcher = WORD_BEGINS.matcher(text);
        int open = 0;
        while (matcher.find()) {
            title.append(word(text.substring(open, matcher.start()))).append(matcher.group());
            open = matcher.end();
        }
        return title.append(word(text.substring(open))).toString();
    }

    private static String word(String word) {
        if (word.isEmpty()) {
            return word;
        }
        int second = word.offsetByCodePoints(0, 1);
        return Letters.upper(word.substring(0, second)) + Letters.lower(word.substring(second));
    }

    private static Object indent(Object value, Arguments a, Budget budget) {
        a.only("width", "first", "blank");
        Object width = a.get(0, "width", 4L);
        MarkedText indent = width instanceof MarkedText text
                ? text
                : MarkedText.of(" ".repeat((int) Math.max(0, Math.min(1000, Python.index(width)))));
        if (!(value instanceof MarkedText text)) {
            throw new JinjaException("the filter \"indent\" of " + Python.type(value));
        }
        boolean blank = Python.truth(a.get(2, "blank", false));
        List<MarkedText> lines = Letters.lines(text.plus(MarkedText.of("\n")), false);
        MarkedText.Builder indented = new MarkedText.Builder();
        for (int i = 0; i < lines.size(); i++) {
            budget.make(lines.get(i).length() + (long) indent.length());
            indented.add(MarkedText.of(i == 0 ? "" : "\n"));
            if (i == 0
                    ? Python.truth(a.get(1, "first", false))
                    : blank || !lines.get(i).isEmpty()) {
                indented.add(indent);
            }
            indented.add(lines.get(i));
        }
        return indented.build();
    }

    private static Object json(Object value, Arguments a, Budget budget) {
        a.only("ensure_ascii", "indent", "separators", "sort_keys");
        Object indent = a.get(1, "indent", null);
        String spaces = indent == null
                ? null
                : indent instanceof MarkedText text
                        ? text.chars()
                        : " ".repeat((int) Math.max(0, Math.min(100, Python.index(indent))));
        List<Object> separators = a.get(2, "separators", null) == null
                ? List.of(MarkedText.of(indent == null ? ", " : ","), MarkedText.of(": "))
                : Python.values(a.get(2, "separators"), budget);
        if (separators.size() != 2) {
            throw new JinjaException("tojson() with other than two separators");
        }
        return Printed.json(
                value,
                spaces,
                separators.get(0).toString(),
                separators.get(1).toString(),
                Python.truth(a.get(0, "ensure_ascii", false)),
                Python.truth(a.get(3, "sort_keys", false)),
                budget);
    }

    private static Object whole(Object value, Object otherwise) {
        if (value instanceof MarkedText text) {
            String digits = Letters.trim(text).chars();
            if (digits.matches("[+-]?[0-9]{1,18}")) {
                return Long.parseLong(digits);
            }
            Object decimal = decimal(value, null);
            return decimal == null || !Double.isFinite((Double) decimal) ? otherwise : whole(decimal, otherwise);
        } else if (value instanceof Double number) {
            if (Math.abs(number) > 1e18) {
                throw new JinjaException("a whole number beyond 64 bits");
            }
            return Double.isNaN(number) ? otherwise : (Object) number.longValue();
        }
        return Python.isWhole(value) ? (Object) Python.index(value) : otherwise;
    }

    private static Object decimal(Object value, Object otherwise) {
        if (value instanceof MarkedText text) {
            String digits = Letters.trim(text).chars();
            return digits.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")
                    ? (Object) Double.parseDouble(digits)
                    : otherwise;
        }
        return Python.isNumber(value) ? (Object) Python.number(value) : otherwise;
    }

    private static Object rounded(Object value, int precision, String method) {
        if (Python.isWhole(value) && method.equals("common") && precision >= 0) {
            return Python.index(value);
        }
        double number = Python.number(value);
        double factor = Math.pow(10, precision);
        return switch (method) {
            case "common" ->
                new BigDecimal(number)
                        .setScale(Math.max(-20, Math.min(20, precision)), RoundingMode.HALF_EVEN)
                        .doubleValue();
            case "ceil" -> Math.ceil(number * factor) / factor;
            case "floor" -> Math.floor(number * factor) / factor;
            default -> throw new JinjaException("round() by \"" + method + "\"");
        };
    }
}
