package logitlab.model.prompt.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** The methods of Python's texts, such as {@code split}; positions and lengths count code points. */
public final class TextMethods {

    private static final Set<String> UNKNOWN = Set.of(
            "encode",
            "expandtabs",
            "format_map",
            "isascii",
            "isidentifier",
            "isprintable",
            "istitle",
            "maketrans",
            "translate");

    private TextMethods() {}

    /** The method of a text, or null. */
    public static Function find(MarkedText text, String name) {
        if (UNKNOWN.contains(name)) {
            throw new JinjaException("a text's method \"" + name + "\" is not known here");
        }
        return switch (name) {
            case "strip" -> (a, budget) -> strip(text, a, true, true);
            case "lstrip" -> (a, budget) -> strip(text, a, true, false);
            case "rstrip" -> (a, budget) -> strip(text, a, false, true);
            case "split" -> (a, budget) -> split(text, a, false, budget);
            case "rsplit" -> (a, budget) -> split(text, a, true, budget);
            case "splitlines" ->
                (a, budget) -> {
                    budget.make(text.length());
                    return List.copyOf(
                            Letters.lines(text, Python.truth(a.only("keepends").get(0, "keepends", false))));
                };
            case "partition" -> (a, budget) -> partition(text, a.only("sep").text(0, "sep"), false, budget);
            case "rpartition" -> (a, budget) -> partition(text, a.only("sep").text(0, "sep"), true, budget);
            case "startswith" -> (a, budget) -> any(positional(a, 1).get(0, "prefix"), text.chars()::startsWith);
            case "endswith" -> (a, budget) -> any(positional(a, 1).get(0, "suffix"), text.chars()::endsWith);
            case "removeprefix" ->
                (a, budget) -> {
                    MarkedText prefix = positional(a, 1).text(0, "prefix");
                    return text.chars().startsWith(prefix.chars()) ? text.part(prefix.length(), text.length()) : text;
                };
            case "removesuffix" ->
                (a, budget) -> {
                    MarkedText suffix = positional(a, 1).text(0, "suffix");
                    return text.chars().endsWith(suffix.chars()) ? text.part(0, text.length() - suffix.length()) : text;
                };
            case "replace" ->
                (a, budget) -> {
                    a.only("old", "new", "count");
                    return replace(text, a.text(0, "old"), a.text(1, "new"), a.number(2, "count", -1), budget);
                };
            case "join" ->
                (a, budget) -> join(text, Python.values(positional(a, 1).get(0, "iterable"), budget), budget);
            case "find" -> (a, budget) -> place(text, a, false, budget);
            case "rfind" -> (a, budget) -> place(text, a, true, budget);
            case "index" -> (a, budget) -> found(place(text, a, false, budget));
            case "rindex" -> (a, budget) -> found(place(text, a, true, budget));
            case "count" -> (a, budget) -> count(text, positional(a, 1).text(0, "sub"), budget);
            case "upper" -> (a, budget) -> changed(text.to(Letters::upper), a, budget);
            case "lower", "casefold" ->
                (a, budget) -> {
                    if (name.equals("casefold") && !Letters.all(text.chars() + "a", letter -> letter < 128)) {
                        throw new JinjaException("casefold() is known here for plain letters only");
                    }
                    return changed(text.to(Letters::lower), a, budget);
                };
            case "title" -> (a, budget) -> changed(text.to(Letters::title), a, budget);
            case "capitalize" -> (a, budget) -> changed(text.to(Letters::capitalized), a, budget);
            case "swapcase" -> (a, budget) -> changed(text.to(Letters::swapped), a, budget);
            case "isspace" -> is(text, Letters::space);
            case "isalpha" -> is(text, Character::isLetter);
            case "isalnum" -> is(text, letter -> Character.isLetter(letter) || numeric(letter));
            case "isdecimal" -> is(text, Character::isDigit);
            case "isdigit" -> is(text, letter -> Character.isDigit(letter) || superscript(letter));
            case "isnumeric" -> is(text, TextMethods::numeric);
            case "isupper" -> (a, budget) -> Letters.cased(noArguments(text, a, budget), true);
            case "islower" -> (a, budget) -> Letters.cased(noArguments(text, a, budget), false);
            case "center" -> (a, budget) -> pad(text, a, true, true, budget);
            case "ljust" -> (a, budget) -> pad(text, a, false, true, budget);
            case "rjust" -> (a, budget) -> pad(text, a, true, false, budget);
            case "zfill" -> (a, budget) -> zeros(text, positional(a, 1).number(0, "width", 0), budget);
            case "format" -> (a, budget) -> Formats.braces(text, a, budget);
            default -> null;
        };
    }

    private static Arguments positional(Arguments arguments, int count) {
        if (!arguments.named().isEmpty() || arguments.positional().size() != count) {
            throw new JinjaException("a text's method is called with arguments that are not known here");
        }
        return arguments;
    }

    private static String noArguments(MarkedText text, Arguments arguments, Budget budget) {
        positional(arguments, 0);
        budget.make(text.length());
        return text.chars();
    }

    private static MarkedText changed(MarkedText text, Arguments arguments, Budget budget) {
        noArguments(text, arguments, budget);
        return text;
    }

    private static Function is(MarkedText text, IntPredicate wanted) {
        return (arguments, budget) -> Letters.all(noArguments(text, arguments, budget), wanted);
    }

    private static boolean numeric(int letter) {
        int type = Character.getType(letter);
        if (type == Character.OTHER_LETTER && Character.getNumericValue(letter) >= 0) {
            throw new JinjaException("isnumeric() and isalnum() of such letters are not known here");
        }
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static boolean superscript(int letter) {
        return "\u00b2\u00b3\u00b9".indexOf(letter) >= 0
                || letter >= 0x2070 && letter <= 0x2089 && Character.getType(letter) == Character.OTHER_NUMBER;
    }

    private static MarkedText strip(MarkedText text, Arguments arguments, boolean left, boolean right) {
        Object unwanted = arguments.only("chars").get(0, "chars", null);
        if (unwanted == null) {
            return Letters.strip(text, Letters::space, left, right);
        }
        String letters = arguments.text(0, "chars").chars();
        return Letters.strip(text, letter -> letters.indexOf(letter) >= 0, left, right);
    }

    private interface Ends {
        boolean test(String end);
    }

    private static boolean any(Object wanted, Ends ends) {
        if (wanted instanceof Tuple tuple) {
            return tuple.values().stream().anyMatch(one -> any(one, ends));
        } else if (wanted instanceof MarkedText text) {
            return ends.test(text.chars());
        }
        throw new JinjaException("startswith() and endswith() take a text, not " + Python.type(wanted));
    }

    private static List<Object> split(MarkedText text, Arguments arguments, boolean fromRight, Budget budget) {
        arguments.only("sep", "maxsplit");
        long most = arguments.number(1, "maxsplit", -1);
        most = most < 0 ? Long.MAX_VALUE : most;
        budget.make(text.length());
        if (arguments.get(0, "sep", null) == null) {
            return words(text, most, fromRight);
        }
        MarkedText separator = arguments.text(0, "sep");
        if (separator.isEmpty()) {
            throw new JinjaException("split('')");
        }
        budget.search(text.length(), separator.length());
        List<Object> parts = new ArrayList<>();
        String chars = text.chars();
        int open = fromRight ? chars.length() : 0;
        while (parts.size() < most) {
            int at = fromRight
                    ? open < separator.length() ? -1 : chars.lastIndexOf(separator.chars(), open - separator.length())
                    : chars.indexOf(separator.chars(), open);
            if (at < 0) {
                break;
            }
            parts.add(fromRight ? text.part(at + separator.length(), open) : text.part(open, at));
            open = fromRight ? at : at + separator.length();
        }
        parts.add(fromRight ? text.part(0, open) : text.part(open, chars.length()));
        if (fromRight) {
            Collections.reverse(parts);
        }
        return parts;
    }

    private static List<Object> words(MarkedText text, long most, boolean fromRight) {
        List<Object> words = new ArrayList<>();
        MarkedText rest = Letters.strip(text, Letters::space, !fromRight, fromRight);
        while (!rest.isEmpty()) {
            String chars = rest.chars();
            if (words.size() == most) {
                words.add(rest);
                break;
            }
            int at = fromRight ? chars.length() : 0;
            if (fromRight) {
                while (at > 0 && !Letters.space(chars.codePointBefore(at))) {
                    at -= Character.charCount(chars.codePointBefore(at));
                }
                words.add(rest.part(at, chars.length()));
                rest = Letters.strip(rest.part(0, at), Letters::space, false, true);
            } else {
                while (at < chars.length() && !Letters.space(chars.codePointAt(at))) {
                    at += Character.charCount(chars.codePointAt(at));
                }
                words.add(rest.part(0, at));
                rest = Letters.strip(rest.part(at, chars.length()), Letters::space, true, false);
            }
        }
        if (fromRight) {
            Collections.reverse(words);
        }
        return words;
    }

    private static Tuple partition(MarkedText text, MarkedText separator, boolean last, Budget budget) {
        if (separator.isEmpty()) {
            throw new JinjaException("partition('')");
        }
        budget.search(text.length(), separator.length());
        int at = last
                ? text.chars().lastIndexOf(separator.chars())
                : text.chars().indexOf(separator.chars());
        if (at < 0) {
            return last
                    ? new Tuple(List.of(MarkedText.EMPTY, MarkedText.EMPTY, text))
                    : new Tuple(List.of(text, MarkedText.EMPTY, MarkedText.EMPTY));
        }
        return new Tuple(List.of(
                text.part(0, at),
                text.part(at, at + separator.length()),
                text.part(at + separator.length(), text.length())));
    }

    /** @param most negative for all */
    public static MarkedText replace(MarkedText text, MarkedText old, MarkedText by, long most, Budget budget) {
        budget.search(text.length(), old.length());
        long left = most < 0 ? Long.MAX_VALUE : most;
        MarkedText.Builder replaced = new MarkedText.Builder();
        String chars = text.chars();
        int open = 0;
        int from = 0;
        while (left-- > 0) {
            int at = chars.indexOf(old.chars(), from);
            if (at < 0) {
                break;
            }
            budget.make(at - open + (long) by.length());
            replaced.add(text.part(open, at)).add(by);
            open = at + old.length();
            from = open;
            if (old.isEmpty()) { // between all letters, and at both ends
                if (at == chars.length()) {
                    break;
                }
                from = chars.offsetByCodePoints(at, 1);
            }
        }
        budget.make(chars.length() - open);
        return replaced.add(text.part(open, chars.length())).build();
    }

    public static MarkedText join(MarkedText between, List<Object> parts, Budget budget) {
        MarkedText.Builder joined = new MarkedText.Builder();
        boolean first = true;
        for (Object part : parts) {
            if (!(part instanceof MarkedText text)) {
                throw new JinjaException("join() of " + Python.type(part));
            }
            budget.make(text.length() + (long) between.length());
            if (!first) {
                joined.add(between);
            }
            joined.add(text);
            first = false;
        }
        return joined.build();
    }

    private static long place(MarkedText text, Arguments arguments, boolean last, Budget budget) {
        arguments.only("sub", "start", "end");
        MarkedText wanted = arguments.text(0, "sub");
        budget.search(text.length(), wanted.length());
        if (arguments.positional().size() > 1) {
            Object from = arguments.get(1, "start");
            Object to = arguments.get(2, "end", null);
            MarkedText part = (MarkedText) Python.slice(text, from, to, null, budget);
            long before = from == null ? 0 : Python.index(from);
            before = before < 0 ? Math.max(0, before + text.codePoints()) : before;
            long at = before > text.codePoints() ? -1 : place(part, Arguments.of(wanted), last, budget);
            return at < 0 ? -1 : before + at;
        }
        int at = last ? text.chars().lastIndexOf(wanted.chars()) : text.chars().indexOf(wanted.chars());
        return at < 0 ? -1 : text.chars().codePointCount(0, at);
    }

    private static long found(long place) {
        if (place < 0) {
            throw new JinjaException("index() of a text that does not occur");
        }
        return place;
    }

    private static long count(MarkedText text, MarkedText wanted, Budget budget) {
        budget.search(text.length(), wanted.length());
        if (wanted.isEmpty()) {
            return text.codePoints() + 1L;
        }
        long count = 0;
        for (int at = text.chars().indexOf(wanted.chars()); at >= 0; count++) {
            at = text.chars().indexOf(wanted.chars(), at + wanted.length());
        }
        return count;
    }

    private static MarkedText pad(MarkedText text, Arguments arguments, boolean left, boolean right, Budget budget) {
        arguments.only("width", "fillchar");
        MarkedText fill = arguments.has(1, "fillchar") ? arguments.text(1, "fillchar") : MarkedText.of(" ");
        long missing = Math.max(0, Python.index(arguments.get(0, "width")) - text.codePoints());
        if (fill.codePoints() != 1) {
            throw new JinjaException("a text is filled up with one letter, not with \"" + fill + "\"");
        }
        long width = missing + text.codePoints();
        long before = !left ? 0 : right ? missing / 2 + (missing & width & 1) : missing;
        budget.make(text.length() + missing);
        return new MarkedText.Builder()
                .add(MarkedText.of(fill.chars().repeat((int) before)))
                .add(text)
                .add(MarkedText.of(fill.chars().repeat((int) (missing - before))))
                .build();
    }

    private static MarkedText zeros(MarkedText text, long width, Budget budget) {
        long missing = Math.max(0, width - text.codePoints());
        budget.make(text.length() + missing);
        int sign = text.chars().startsWith("+") || text.chars().startsWith("-") ? 1 : 0;
        return new MarkedText.Builder()
                .add(text.part(0, sign))
                .add(MarkedText.of("0".repeat((int) missing)))
                .add(text.part(sign, text.length()))
                .build();
    }
}
