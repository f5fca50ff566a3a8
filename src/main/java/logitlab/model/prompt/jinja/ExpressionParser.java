package logitlab.model.prompt.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import logitlab.model.prompt.jinja.Lexeme.Kind;
import logitlab.model.prompt.python.Arguments;
import logitlab.model.prompt.python.Function;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.prompt.python.MarkedText;
import logitlab.model.prompt.python.Operators;
import logitlab.model.prompt.python.Python;
import logitlab.model.prompt.python.Tuple;
import logitlab.model.prompt.python.Undefined;

/** Reads expressions by the grammar of jinja2's parser. */
class ExpressionParser {

    private static final int DEPTH = 100;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final List<Lexeme> lexemes;
    private int position;
    private int depth;
    private Set<String> used = new LinkedHashSet<>(); // names, in the macro that is being read

    ExpressionParser(List<Lexeme> lexemes) {
        this.lexemes = lexemes;
    }

    final Lexeme current() {
        return lexemes.get(position);
    }

    final Lexeme next() {
        Lexeme lexeme = lexemes.get(position);
        position = Math.min(position + 1, lexemes.size() - 1);
        return lexeme;
    }

    final boolean isName(String name) {
        return current().is(Kind.NAME, name);
    }

    final boolean isOperator(String operator) {
        return current().is(Kind.OPERATOR, operator);
    }

    final boolean skipName(String name) {
        boolean there = isName(name);
        if (there) {
            next();
        }
        return there;
    }

    final boolean skipOperator(String operator) {
        boolean there = isOperator(operator);
        if (there) {
            next();
        }
        return there;
    }

    final void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw unexpected("\"" + operator + "\"");
        }
    }

    final Lexeme expect(Kind kind) {
        if (current().kind() != kind) {
            throw unexpected(kind == Kind.NAME ? "a name" : "the end of the tag");
        }
        return next();
    }

    final JinjaException unexpected(String expected) {
        String found = current().kind() == Kind.END
                ? "the end"
                : current().text().isEmpty()
                        ? "the end of the tag"
                        : "\"" + current().text() + "\"";
        return new JinjaException("expected " + expected + ", found " + found);
    }

    final void enter() {
        if (++depth > DEPTH) {
            throw new JinjaException("the template nests more than " + DEPTH + " deep");
        }
    }

    final void leave() {
        depth--;
    }

    /** Begins to collect the names that are used; returns the earlier ones for {@link #usedSince}. */
    final Set<String> collect() {
        Set<String> before = used;
        used = new LinkedHashSet<>();
        return before;
    }

    final Set<String> usedSince(Set<String> before) {
        Set<String> collected = used;
        before.addAll(collected);
        used = before;
        return collected;
    }

    /** One expression, or several with commas between them, which make a tuple. */
    final Expression tuple(boolean withCondition, Set<String> ends, boolean inBrackets) {
        List<Expression> parts = new ArrayList<>();
        boolean tuple = false;
        while (true) {
            if (!parts.isEmpty()) {
                if (!skipOperator(",")) {
                    break;
                }
                tuple = true;
            }
            if (ends(ends)) {
                break;
            }
            parts.add(withCondition ? expression() : or());
        }
        if (parts.isEmpty() && !inBrackets) {
            throw unexpected("a value");
        } else if (!tuple && !parts.isEmpty()) {
            return parts.get(0);
        }
        return scope -> new Tuple(all(parts, scope));
    }

    private boolean ends(Set<String> ends) {
        Kind kind = current().kind();
        return kind == Kind.PRINT_END
                || kind == Kind.BLOCK_END
                || isOperator(")")
                || kind == Kind.NAME && ends.contains(current().text());
    }

    private static List<Object> all(List<Expression> parts, Scope scope) {
        scope.budget().make(parts.size());
        List<Object> values = new ArrayList<>();
        for (Expression part : parts) {
            values.add(scope.evaluate(part));
        }
        return values;
    }

    final Expression expression() {
        enter();
        Expression value = or();
        while (skipName("if")) {
            Expression yes = value;
            Expression condition = or();
            Expression no = skipName("else") ? expression() : scope -> new Undefined("else");
            value = scope -> scope.evaluate(scope.isTrue(condition) ? yes : no);
        }
        leave();
        return value;
    }

    private Expression or() {
        enter();
        Expression left = and();
        while (skipName("or")) {
            Expression first = left;
            Expression second = and();
            left = scope -> {
                Object value = scope.evaluate(first);
                return Python.truth(value) ? value : scope.evaluate(second);
            };
        }
        leave();
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (skipName("and")) {
            Expression first = left;
            Expression second = not();
            left = scope -> {
                Object value = scope.evaluate(first);
                return Python.truth(value) ? scope.evaluate(second) : value;
            };
        }
        return left;
    }

    private Expression not() {
        if (!skipName("not")) {
            return comparison();
        }
        enter();
        Expression value = not();
        leave();
        return scope -> !scope.isTrue(value);
    }

    private record Comparison(String operator, Expression other) {}

    private Expression comparison() {
        Expression first = sum();
        List<Comparison> more = new ArrayList<>();
        while (true) {
            if (current().kind() == Kind.OPERATOR
                    && COMPARISONS.contains(current().text())) {
                String operator = next().text();
                more.add(new Comparison(operator, sum()));
            } else if (skipName("in")) {
                more.add(new Comparison("in", sum()));
            } else if (isName("not") && lexemes.get(position + 1).is(Kind.NAME, "in")) {
                next();
                next();
                more.add(new Comparison("not in", sum()));
            } else {
                return more.isEmpty() ? first : scope -> holds(scope, first, more);
            }
        }
    }

    private static boolean holds(Scope scope, Expression first, List<Comparison> more) {
        Object left = scope.evaluate(first);
        for (Comparison next : more) {
            Object right = scope.evaluate(next.other());
            if (!Operators.compare(next.operator(), left, right, scope.budget())) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private Expression binary(String operator, Expression left, Expression right) {
        return scope -> Operators.apply(operator, scope.evaluate(left), scope.evaluate(right), scope.budget());
    }

    private Expression sum() {
        Expression left = concatenation();
        while (isOperator("+") || isOperator("-")) {
            String operator = next().text();
            left = binary(operator, left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        List<Expression> parts = new ArrayList<>(List.of(product()));
        while (skipOperator("~")) {
            parts.add(product());
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return scope -> {
            MarkedText.Builder joined = new MarkedText.Builder();
            for (Expression part : parts) {
                MarkedText text = scope.text(part);
                scope.budget().make(text.length());
                joined.add(text);
            }
            return joined.build();
        };
    }

    private Expression product() {
        Expression left = power();
        while (isOperator("*") || isOperator("/") || isOperator("//") || isOperator("%")) {
            String operator = next().text();
            left = binary(operator, left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (skipOperator("**")) {
            left = binary("**", left, unary(true));
        }
        return left;
    }

    private Expression unary(boolean withFilters) {
        enter();
        Expression value;
        if (skipOperator("-")) {
            Expression positive = unary(false);
            value = scope -> Operators.negative(scope.evaluate(positive));
        } else if (skipOperator("+")) {
            Expression number = unary(false);
            value = scope -> Operators.negative(Operators.negative(scope.evaluate(number)));
        } else {
            value = primary();
        }
        value = postfix(value);
        leave();
        return withFilters ? filters(value) : value;
    }

    private Expression primary() {
        Lexeme lexeme = current();
        switch (lexeme.kind()) {
            case NAME:
                next();
                return name(lexeme.text());
            case STRING:
                StringBuilder text = new StringBuilder();
                while (current().kind() == Kind.STRING) {
                    text.append(next().text());
                }
                MarkedText constant = MarkedText.of(text.toString());
                return scope -> constant;
            case INTEGER:
                next();
                Long whole = whole(lexeme.text().replace("_", ""));
                return scope -> whole;
            case FLOAT:
                next();
                Double decimal = Double.valueOf(lexeme.text().replace("_", ""));
                return scope -> decimal;
            default:
                break;
        }
        if (skipOperator("(")) {
            Expression inside = tuple(true, Set.of(), true);
            expectOperator(")");
            return inside;
        } else if (skipOperator("[")) {
            return list();
        } else if (skipOperator("{")) {
            return map();
        }
        throw unexpected("a value");
    }

    private Expression name(String name) {
        switch (name) {
            case "true", "True":
                return scope -> true;
            case "false", "False":
                return scope -> false;
            case "none", "None":
                return scope -> null;
            default:
                used.add(name);
                return scope -> scope.find(name);
        }
    }

    private static long whole(String digits) {
        try {
            return Long.decode(
                    digits.startsWith("0o") || digits.startsWith("0O")
                            ? "0" + digits.substring(2)
                            : digits.matches("0+") ? "0" : digits);
        } catch (NumberFormatException e) {
            if (digits.matches("0[bB][01]{1,62}")) {
                return Long.parseLong(digits.substring(2), 2);
            }
            throw new JinjaException("the number " + digits + " is not known here");
        }
    }

    private Expression list() {
        List<Expression> parts = new ArrayList<>();
        while (!isOperator("]")) {
            if (!parts.isEmpty()) {
                expectOperator(",");
            }
            if (isOperator("]")) {
                break;
            }
            parts.add(expression());
        }
        expectOperator("]");
        return scope -> all(parts, scope);
    }

    private Expression map() {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!isOperator("}")) {
            if (!keys.isEmpty()) {
                expectOperator(",");
            }
            if (isOperator("}")) {
                break;
            }
            keys.add(expression());
            expectOperator(":");
            values.add(expression());
        }
        expectOperator("}");
        return scope -> {
            scope.budget().make(keys.size());
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                map.put(Globals.key(scope.evaluate(keys.get(i))), scope.evaluate(values.get(i)));
            }
            return map;
        };
    }

    private Expression postfix(Expression of) {
        Expression value = of;
        while (true) {
            if (skipOperator(".")) {
                value = attribute(value);
            } else if (skipOperator("[")) {
                value = subscript(value);
            } else if (isOperator("(")) {
                value = call(value);
            } else {
                return value;
            }
        }
    }

    private Expression attribute(Expression of) {
        if (current().kind() == Kind.INTEGER) {
            Object index = whole(next().text().replace("_", ""));
            return scope -> Python.item(scope.evaluate(of), index);
        }
        String name = expect(Kind.NAME).text();
        return scope -> Python.attribute(scope.evaluate(of), name);
    }

    private Expression subscript(Expression of) {
        Expression from = isOperator(":") ? null : expression();
        if (isOperator(",")) {
            throw new JinjaException("several subscripts are not known here");
        } else if (!isOperator(":")) {
            expectOperator("]");
            return scope -> Python.item(scope.evaluate(of), scope.evaluate(from));
        }
        next();
        Expression to = isOperator(":") || isOperator("]") ? null : expression();
        Expression step = skipOperator(":") && !isOperator("]") ? expression() : null;
        expectOperator("]");
        return scope -> Python.slice(
                scope.evaluate(of), bound(from, scope), bound(to, scope), bound(step, scope), scope.budget());
    }

    private static Object bound(Expression bound, Scope scope) {
        return bound == null ? null : scope.evaluate(bound);
    }

    /** The arguments of a call, in round brackets. */
    record Given(
            List<Expression> positional,
            Map<String, Expression> named,
            Expression morePositional,
            Expression moreNamed) {

        static final Given NOTHING = new Given(List.of(), Map.of(), null, null);

        Arguments in(Scope scope) {
            List<Object> values = all(positional, scope);
            Map<String, Object> byName = new LinkedHashMap<>();
            named.forEach((name, value) -> byName.put(name, scope.evaluate(value)));
            if (morePositional != null) {
                values.addAll(Python.values(scope.evaluate(morePositional), scope.budget()));
            }
            if (moreNamed != null) {
                if (!(scope.evaluate(moreNamed) instanceof Map<?, ?> map)) {
                    throw new JinjaException("\"**\" before something that is not a map");
                }
                map.forEach((key, value) -> {
                    if (byName.put((String) key, value) != null) {
                        throw new JinjaException("the argument \"" + key + "\" is given twice");
                    }
                });
            }
            return new Arguments(values, byName);
        }
    }

    final Given arguments() {
        expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        Expression morePositional = null;
        Expression moreNamed = null;
        boolean first = true;
        while (!isOperator(")")) {
            if (!first) {
                expectOperator(",");
                if (isOperator(")")) {
                    break;
                }
            }
            first = false;
            if (skipOperator("*")) {
                morePositional = once(morePositional, moreNamed == null);
            } else if (skipOperator("**")) {
                moreNamed = once(moreNamed, true);
            } else if (current().kind() == Kind.NAME
                    && lexemes.get(position + 1).is(Kind.OPERATOR, "=")) {
                String name = next().text();
                next();
                if (moreNamed != null || named.put(name, expression()) != null) {
                    throw new JinjaException("the argument \"" + name + "\" is in the wrong place");
                }
            } else {
                if (!named.isEmpty() || morePositional != null || moreNamed != null) {
                    throw new JinjaException("an argument without a name is in the wrong place");
                }
                positional.add(expression());
            }
        }
        expectOperator(")");
        return new Given(positional, named, morePositional, moreNamed);
    }

    private Expression once(Expression before, boolean allowed) {
        if (before != null || !allowed) {
            throw new JinjaException("\"*\" is in the wrong place");
        }
        return expression();
    }

    /** A call that can also be made with a caller. */
    record Call(Expression function, Given given) implements Expression {

        @Override
        public Object evaluate(Scope scope) {
            return with(null, scope);
        }

        Object with(Function caller, Scope scope) {
            Object called = scope.evaluate(function);
            Arguments arguments = given.in(scope);
            if (caller != null) {
                arguments.named().put("caller", caller);
            }
            if (called instanceof Function known) {
                return known.call(arguments, scope.budget());
            } else if (called instanceof Undefined undefined) {
                throw undefined.used();
            }
            throw new JinjaException(Python.type(called) + " cannot be called");
        }
    }

    private Expression call(Expression function) {
        return new Call(function, arguments());
    }

    private Expression filters(Expression of) {
        Expression value = of;
        while (true) {
            if (isOperator("|")) {
                value = filter(value);
            } else if (isName("is")) {
                next();
                value = test(value);
            } else if (isOperator("(")) {
                value = call(value);
            } else {
                return value;
            }
        }
    }

    /** One filter and its bar. */
    final Expression filter(Expression value) {
        expectOperator("|");
        return namedFilter(value);
    }

    final Expression namedFilter(Expression value) {
        String name = expect(Kind.NAME).text();
        Given given = isOperator("(") ? arguments() : Given.NOTHING;
        if (name.equals("safe")) {
            return new Expression.Safe(value);
        }
        Filter filter = Filters.find(name);
        if (filter == null) {
            throw new JinjaException("there is no filter \"" + name + "\"");
        }
        return scope -> filter.apply(scope.evaluate(value), given.in(scope), scope.budget());
    }

    private Expression test(Expression value) {
        boolean negated = skipName("not");
        String name = expect(Kind.NAME).text();
        Given given = Given.NOTHING;
        if (isOperator("(")) {
            given = arguments();
        } else if (beginsArgument()) {
            if (isName("is")) {
                throw new JinjaException("one test follows another one");
            }
            given = new Given(List.of(postfix(primary())), Map.of(), null, null);
        }
        Checks.Check check = Checks.find(name);
        if (check == null) {
            throw new JinjaException("there is no test \"" + name + "\"");
        }
        Given arguments = given;
        return scope -> check.holds(scope.evaluate(value), arguments.in(scope), scope.budget()) != negated;
    }

    private boolean beginsArgument() {
        return switch (current().kind()) {
            case NAME -> !isName("else") && !isName("or") && !isName("and");
            case STRING, INTEGER, FLOAT -> true;
            default -> isOperator("[") || isOperator("{");
        };
    }
}
