package logitlab.model.prompt.python;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Values as texts, in the form that Python gives them. */
public final class Printed {

    private static final int DEPTH = 60;

    private Printed() {}

    /** {@code str(value)}: a text itself, {@code True}, {@code None}, {@code ['a', 1.5]}; nothing for something undefined. */
    public static MarkedText text(Object value, Budget budget) {
        if (value instanceof MarkedText text) {
            return text;
        } else if (value instanceof Undefined) {
            return MarkedText.EMPTY;
        }
        return representation(value, budget);
    }

    /** {@code repr(value)}: as {@link #text}, with texts in quotes. */
    public static MarkedText representation(Object value, Budget budget) {
        MarkedText.Builder builder = new MarkedText.Builder();
        represent(value, builder, budget, DEPTH);
        return builder.build();
    }

    private static void represent(Object value, MarkedText.Builder to, Budget budget, int depth) {
        budget.make(1);
        if (depth == 0) {
            throw new JinjaException("lists are printed that lie too deep in each other");
        } else if (value == null) {
            to.add(MarkedText.of("None"));
        } else if (value instanceof Boolean known) {
            to.add(MarkedText.of(known ? "True" : "False"));
        } else if (value instanceof Long number) {
            to.add(MarkedText.of(number.toString()));
        } else if (value instanceof Double number) {
            to.add(MarkedText.of(decimal(number)));
        } else if (value instanceof MarkedText text) {
            budget.make(text.length());
            to.add(text.to(Printed::quoted));
        } else if (value instanceof Undefined) {
            to.add(MarkedText.of("Undefined"));
        } else if (value instanceof Tuple tuple) {
            list("(", tuple.values(), tuple.values().size() == 1 ? ",)" : ")", to, budget, depth);
        } else if (value instanceof List<?> list && !(value instanceof NumberRange)) {
            list("[", list, "]", to, budget, depth);
        } else if (value instanceof Map<?, ?> map) {
            String between = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                to.add(MarkedText.of(between + quoted((String) entry.getKey()) + ": "));
                represent(entry.getValue(), to, budget, depth - 1);
                between = ", ";
            }
            to.add(MarkedText.of(map.isEmpty() ? "{}" : "}"));
        } else {
            throw new JinjaException("it cannot be printed here: " + Python.type(value) + " without texts or numbers");
        }
    }

    private static void list(String open, List<?> list, String close, MarkedText.Builder to, Budget budget, int depth) {
        to.add(MarkedText.of(open));
        for (Iterator<?> all = list.iterator(); all.hasNext(); ) {
            represent(all.next(), to, budget, depth - 1);
            if (all.hasNext()) {
                to.add(MarkedText.of(", "));
            }
        }
        to.add(MarkedText.of(close));
    }

    /** A text between quotes, with escapes. */
    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(letter -> {
            if (letter == quote || letter == '\\') {
                quoted.append('\\').appendCodePoint(letter);
            } else if (letter == '\n') {
                quoted.append("\\n");
            } else if (letter == '\r') {
                quoted.append("\\r");
            } else if (letter == '\t') {
                quoted.append("\\t");
            } else if (printable(letter)) {
                quoted.appendCodePoint(letter);
            } else {
                quoted.append(
                        letter < 0x100
                                ? "\\x%02x".formatted(letter)
                                : letter < 0x10000 ? "\\u%04x".formatted(letter) : "\\U%08x".formatted(letter));
            }
        });
        return quoted.append(quote).toString();
    }

    private static boolean printable(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> letter == ' ';
            default -> true;
        };
    }

    /** The shortest digits that mean the number: {@code 0.1}, {@code 1e+20}, {@code 3.0}. */
    public static String decimal(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        } else if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = new BigDecimal(number);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= 17; digits++) {
            shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shortest.doubleValue() == number) {
                break;
            }
        }
        shortest = shortest.stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String sign = number < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return sign
                    + digits.charAt(0)
                    + fraction
                    + "e%s%02d".formatted(exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        String plain = shortest.abs().toPlainString();
        return sign + plain + (plain.indexOf('.') < 0 ? ".0" : "");
    }

    /**
     * {@code json.dumps}.
     *
     * @param indent null for one line
     */
    public static MarkedText json(
            Object value, String indent, String between, String after, boolean ascii, boolean sorted, Budget budget) {
        MarkedText.Builder builder = new MarkedText.Builder();
        new JsonForm(indent, between, after, ascii, sorted).write(value, "\n", builder, budget, DEPTH);
        return builder.build();
    }

    private record JsonForm(String indent, String between, String after, boolean ascii, boolean sorted) {

        public void write(Object value, String line, MarkedText.Builder to, Budget budget, int depth) {
            budget.make(1);
            if (depth == 0) {
                throw new JinjaException("lists are written as JSON that lie too deep in each other");
            } else if (value == null || value instanceof Boolean) {
                to.add(MarkedText.of(String.valueOf(value)));
            } else if (value instanceof Double number && !Double.isFinite(number)) {
                to.add(MarkedText.of(Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity"));
            } else if (value instanceof Number) {
                represent(value, to, budget, 1);
            } else if (value instanceof MarkedText text) {
                budget.make(text.length());
                to.add(text.to(this::quoted));
            } else if (value instanceof Tuple tuple) {
                write(tuple.values(), line, to, budget, depth);
            } else if (value instanceof List<?> list && !(value instanceof NumberRange)) {
                String next = indent == null ? "" : line + indent;
                String start = "[" + next;
                for (Object item : list) {
                    to.add(MarkedText.of(start));
                    write(item, line + (indent == null ? "" : indent), to, budget, depth - 1);
                    start = between + next;
                }
                to.add(MarkedText.of(list.isEmpty() ? "[]" : (indent == null ? "" : line) + "]"));
            } else if (value instanceof Map<?, ?> map) {
                String next = indent == null ? "" : line + indent;
                String start = "{" + next;
                Map<?, ?> ordered = sorted ? new java.util.TreeMap<>(map) : map;
                for (Map.Entry<?, ?> entry : ordered.entrySet()) {
                    to.add(MarkedText.of(start + quoted((String) entry.getKey()) + after));
                    write(entry.getValue(), line + (indent == null ? "" : indent), to, budget, depth - 1);
                    start = between + next;
                }
                to.add(MarkedText.of(map.isEmpty() ? "{}" : (indent == null ? "" : line) + "}"));
            } else {
                throw new JinjaException(Python.type(value) + " has no form in JSON");
            }
        }

        private String quoted(String text) {
            StringBuilder quoted = new StringBuilder("\"");
            for (int i = 0; i < text.length(); i++) {
                char letter = text.charAt(i);
                int escape = "\"\\\n\r\t\f\b".indexOf(letter);
                if (escape >= 0) {
                    quoted.append('\\').append("\"\\nrtfb".charAt(escape));
                } else if (letter < 0x20 || ascii && letter > 0x7e) {
                    quoted.append("\\u%04x".formatted((int) letter));
                } else {
                    quoted.append(letter);
                }
            }
            return quoted.append('"').toString();
        }
    }
}
