package logitlab.model.prompt.python;

import java.util.ArrayList;
import java.util.List;

/** The arithmetic of Python: whole numbers stay whole except for {@code /}, and {@code //} and {@code %} round down. */
public final class Operators {

    private Operators() {}

    public static Object apply(String operator, Object a, Object b, Budget budget) {
        for (Object value : List.of(holder(a), holder(b))) {
            if (value instanceof Undefined undefined && !(operator.equals("%") && a instanceof MarkedText)) {
                throw undefined.used();
            }
        }
        if (Python.isNumber(a) && Python.isNumber(b)) {
            try {
                return Python.isWhole(a) && Python.isWhole(b)
                        ? whole(operator, Python.index(a), Python.index(b))
                        : decimal(operator, Python.number(a), Python.number(b));
            } catch (ArithmeticException e) {
                throw new JinjaException("a number beyond 64 bits, or a division by 0");
            }
        }
        Object other = ofOthers(operator, a, b, budget);
        if (other == null) {
            throw new JinjaException("\"" + operator + "\" of " + Python.type(a) + " and " + Python.type(b));
        }
        return other;
    }

    private static Object holder(Object value) {
        return value == null ? "" : value;
    }

    private static Object ofOthers(String operator, Object a, Object b, Budget budget) {
        if (operator.equals("+")) {
            if (a instanceof MarkedText text && b instanceof MarkedText next) {
                budget.make(text.length() + (long) next.length());
                return text.plus(next);
            } else if (a instanceof Tuple tuple && b instanceof Tuple next) {
                return new Tuple(joined(tuple.values(), next.values(), budget));
            } else if (isList(a) && isList(b)) {
                return joined((List<?>) a, (List<?>) b, budget);
            }
        } else if (operator.equals("*")) {
            Object repeated = Python.isWhole(a) ? b : a;
            Object times = Python.isWhole(a) ? a : b;
            return Python.isWhole(times) ? repeated(repeated, Math.max(0, Python.index(times)), budget) : null;
        } else if (operator.equals("%") && a instanceof MarkedText format) {
            return Formats.percent(format, b, budget);
        }
        return null;
    }

    private static boolean isList(Object value) {
        return value instanceof List && !(value instanceof NumberRange);
    }

    private static List<Object> joined(List<?> first, List<?> second, Budget budget) {
        budget.make(first.size() + (long) second.size());
        List<Object> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    private static Object repeated(Object value, long times, Budget budget) {
        long length = value instanceof MarkedText text
                ? text.length()
                : isList(value) || value instanceof Tuple ? Python.length(value) : -1;
        if (length < 0) {
            return null;
        }
        budget.make(length == 0 ? 0 : Math.min(times, Integer.MAX_VALUE) * length);
        if (length == 0) {
            return value;
        } else if (value instanceof MarkedText text) {
            MarkedText.Builder repeated = new MarkedText.Builder();
            for (long i = 0; i < times; i++) {
                repeated.add(text);
            }
            return repeated.build();
        }
        List<Object> repeated = new ArrayList<>();
        for (long i = 0; i < times; i++) {
            repeated.addAll(value instanceof Tuple tuple ? tuple.values() : (List<?>) value);
        }
        return value instanceof Tuple ? new Tuple(repeated) : repeated;
    }

    private static Object whole(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "/" -> quotient((double) a, (double) b);
            case "//" -> Math.floorDiv(a, b);
            case "%" -> Math.floorMod(a, b);
            case "**" -> b < 0 ? (Object) quotient(1, Math.pow(a, -b)) : (Object) power(a, b);
            default -> null;
        };
    }

    private static double quotient(double a, double b) {
        if (b == 0) {
            throw new ArithmeticException();
        }
        return a / b;
    }

    private static long power(long base, long exponent) {
        if (exponent > 64 && Math.abs(base) > 1) {
            throw new ArithmeticException();
        }
        long power = 1;
        for (long i = 0; i < Math.min(exponent, 64 + exponent % 2); i++) {
            power = Math.multiplyExact(power, base);
        }
        return power;
    }

    private static Object decimal(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> quotient(a, b);
            case "//" -> Math.floor(quotient(a, b));
            case "%" -> {
                double rest = a % (b + 0 * quotient(1, b));
                yield rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
            }
            case "**" -> Math.pow(a, b);
            default -> null;
        };
    }

    public static Object negative(Object value) {
        if (value instanceof Double number) {
            return -number;
        } else if (Python.isWhole(value) && Python.index(value) != Long.MIN_VALUE) {
            return -Python.index(value);
        } else if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        throw new JinjaException("\"-\" of " + Python.type(value));
    }

    public static boolean compare(String operator, Object a, Object b, Budget budget) {
        return switch (operator) {
            case "==" -> Python.equal(a, b, budget);
            case "!=" -> !Python.equal(a, b, budget);
            case "in" -> Python.contains(b, a, budget);
            case "not in" -> !Python.contains(b, a, budget);
            default -> {
                int order = Python.compare(defined(a), defined(b), budget);
                yield switch (operator) {
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    default -> order >= 0;
                };
            }
        };
    }

    private static Object defined(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        return value;
    }
}
