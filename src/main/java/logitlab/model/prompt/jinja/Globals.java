package logitlab.model.prompt.jinja;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import logitlab.model.prompt.python.Arguments;
import logitlab.model.prompt.python.Budget;
import logitlab.model.prompt.python.Function;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.prompt.python.MarkedText;
import logitlab.model.prompt.python.Namespace;
import logitlab.model.prompt.python.NumberRange;
import logitlab.model.prompt.python.Printed;
import logitlab.model.prompt.python.Python;
import logitlab.model.prompt.python.RaisedException;
import logitlab.model.prompt.python.Undefined;

/** The functions that every template has. */
final class Globals {

    /** The day that {@code strftime_now} takes for today: the one in Llama 3.1's template for callers that give no date. */
    static final LocalDateTime NOW = LocalDateTime.of(2024, 7, 26, 0, 0);

    private static final Map<String, Function> FUNCTIONS = Map.of(
            "range", Globals::range,
            "dict", (arguments, budget) -> dict(arguments, budget),
            "namespace", (arguments, budget) -> new Namespace(dict(arguments, budget)),
            "raise_exception",
                    (arguments, budget) -> {
                        throw new RaisedException(
                                Printed.text(arguments.only("message").get(0, "message"), budget)
                                        .chars());
                    },
            "strftime_now",
                    (arguments, budget) -> MarkedText.of(
                            date(arguments.only("format").text(0, "format").chars())));

    private Globals() {}

    static Object find(String name) {
        if (List.of("lipsum", "cycler", "joiner", "self", "super").contains(name)) {
            throw new JinjaException("\"" + name + "\" is not known here");
        }
        Function function = FUNCTIONS.get(name);
        return function == null ? new Undefined(name) : function;
    }

    private static Object range(Arguments arguments, Budget budget) {
        List<Object> bounds = arguments.positional();
        if (bounds.isEmpty() || bounds.size() > 3 || !arguments.named().isEmpty()) {
            throw new JinjaException("range() takes one to three numbers");
        }
        long first = Python.index(bounds.get(0));
        return bounds.size() == 1
                ? new NumberRange(0, first, 1)
                : new NumberRange(
                        first, Python.index(bounds.get(1)), bounds.size() == 3 ? Python.index(bounds.get(2)) : 1);
    }

    private static Map<String, Object> dict(Arguments arguments, Budget budget) {
        Map<String, Object> dict = new LinkedHashMap<>();
        if (arguments.positional().size() > 1) {
            throw new JinjaException("dict() takes one map or list of pairs");
        }
        for (Object given : arguments.positional()) {
            if (given instanceof Map<?, ?> map) {
                map.forEach((key, value) -> dict.put((String) key, value));
                continue;
            }
            for (Object pair : Python.values(given, budget)) {
                List<Object> values = Python.values(pair, budget);
                if (values.size() != 2) {
                    throw new JinjaException("dict() of values that are no pairs");
                }
                dict.put(key(values.get(0)), values.get(1));
            }
        }
        dict.putAll(arguments.named());
        budget.make(dict.size());
        return dict;
    }

    static String key(Object key) {
        if (key instanceof MarkedText text) {
            return text.chars();
        }
        throw new JinjaException("only texts can be keys here, not " + Python.type(key));
    }

    private static String date(String format) {
        StringBuilder date = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%') {
                date.append(format.charAt(i));
                continue;
            }
            boolean unpadded = format.startsWith("%-", i);
            i += unpadded ? 2 : 1;
            date.append(field(i < format.length() ? format.charAt(i) : ' ', unpadded));
        }
        return date.toString();
    }

    private static String field(char field, boolean unpadded) {
        String pattern = switch (field) {
            case '%' -> "%";
            case 'd' -> unpadded ? "d" : "dd";
            case 'm' -> unpadded ? "M" : "MM";
            case 'Y' -> "yyyy";
            case 'y' -> "yy";
            case 'B' -> "MMMM";
            case 'b' -> "MMM";
            case 'A' -> "EEEE";
            case 'a' -> "EEE";
            case 'H' -> unpadded ? "H" : "HH";
            case 'I' -> unpadded ? "h" : "hh";
            case 'M' -> unpadded ? "m" : "mm";
            case 'S' -> unpadded ? "s" : "ss";
            case 'p' -> "a";
            case 'j' -> unpadded ? "D" : "DDD";
            case 'F' -> "yyyy-MM-dd";
            case 'T' -> "HH:mm:ss";
            default -> throw new JinjaException("the date's field \"%" + field + "\" is not known here");
        };
        return field == '%' ? "%" : NOW.format(DateTimeFormatter.ofPattern(pattern, Locale.US));
    }
}
