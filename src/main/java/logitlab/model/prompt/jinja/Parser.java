package logitlab.model.prompt.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import logitlab.model.prompt.jinja.Lexeme.Kind;
import logitlab.model.prompt.jinja.Statement.Ending;
import logitlab.model.prompt.python.Arguments;
import logitlab.model.prompt.python.Budget;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.prompt.python.Loop;
import logitlab.model.prompt.python.MarkedText;
import logitlab.model.prompt.python.Namespace;
import logitlab.model.prompt.python.Printed;
import logitlab.model.prompt.python.Python;
import logitlab.model.prompt.python.Undefined;

/** Reads statements by the grammar of jinja2's parser. */
final class Parser extends ExpressionParser {

    private static final Set<String> FILES = Set.of("include", "import", "from", "extends");

    private int loops; // around the place that is being read, inside its macro

    private Parser(List<Lexeme> lexemes) {
        super(lexemes);
    }

    static Statement parse(String source) {
        Parser parser = new Parser(Lexer.read(source));
        try {
            return parser.body(Set.of());
        } catch (JinjaException e) {
            throw e.inLine(parser.current().line());
        }
    }

    /** All up to a tag with one of these names, which is the current lexeme then. */
    private Statement body(Set<String> ends) {
        enter();
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Lexeme lexeme = current();
            if (lexeme.kind() == Kind.DATA) {
                MarkedText text = MarkedText.of(next().text());
                statements.add((scope, output) -> write(output, text));
            } else if (lexeme.kind() == Kind.PRINT_BEGIN) {
                next();
                statements.add(inLine(lexeme.line(), print()));
                expect(Kind.PRINT_END);
            } else if (lexeme.kind() == Kind.BLOCK_BEGIN) {
                next();
                if (current().kind() == Kind.NAME && ends.contains(current().text())) {
                    leave();
                    return new Statement.Sequence(statements);
                }
                statements.add(inLine(lexeme.line(), statement()));
                expect(Kind.BLOCK_END);
            } else if (ends.isEmpty()) {
                return new Statement.Sequence(statements);
            } else {
                throw unexpected("\"" + String.join("\" or \"", ends) + "\"");
            }
        }
    }

    /** A body and the name that ends it. */
    private Statement bodyUntil(String end) {
        expect(Kind.BLOCK_END);
        Statement body = body(Set.of(end));
        next();
        return body;
    }

    private static Ending write(Output output, MarkedText text) {
        output.add(text);
        return Ending.NORMAL;
    }

    private static Statement inLine(int line, Statement statement) {
        return (scope, output) -> {
            scope.budget().step(1);
            scope.budget().reach(line);
            return statement.run(scope, output);
        };
    }

    private Statement print() {
        Expression value = tuple(true, Set.of(), false);
        Expression printed = value instanceof Expression.Safe safe ? safe.value() : value;
        return (scope, output) -> write(output, scope.text(printed));
    }

    private Statement statement() {
        String name = expect(Kind.NAME).text();
        if (FILES.contains(name)) {
            throw new JinjaException("a template cannot read files, as \"" + name + "\" wants to");
        }
        return switch (name) {
            case "for" -> loop();
            case "if" -> condition();
            case "set" -> assignment();
            case "with" -> with();
            case "macro" -> macro();
            case "call" -> callBlock();
            case "filter" -> filterBlock();
            case "generation" -> generation();
            case "break" -> leaving(Ending.BREAK);
            case "continue" -> leaving(Ending.CONTINUE);
            default -> throw new JinjaException("the tag \"" + name + "\" is not known here");
        };
    }

    private Statement leaving(Ending ending) {
        if (loops == 0) {
            throw new JinjaException("\"break\" or \"continue\" outside a loop");
        }
        return (scope, output) -> ending;
    }

    /** Where a value goes. */
    private interface Target {
        void put(Scope scope, Object value);
    }

    private Target target(boolean withAttributes) {
        List<Target> targets = new ArrayList<>();
        boolean tuple = false;
        do {
            if (!targets.isEmpty()) {
                tuple = true;
                if (current().kind() != Kind.NAME && !isOperator("(") || isName("in")) {
                    break;
                }
            }
            if (skipOperator("(")) {
                enter();
                targets.add(target(withAttributes));
                leave();
                expectOperator(")");
            } else {
                targets.add(single(expect(Kind.NAME).text(), withAttributes));
            }
        } while (skipOperator(","));
        return tuple ? (scope, value) -> unpack(targets, scope, value) : targets.get(0);
    }

    private Target single(String name, boolean withAttributes) {
        if (Set.of("true", "false", "none", "True", "False", "None").contains(name)) {
            throw new JinjaException("\"" + name + "\" cannot be set");
        } else if (!withAttributes || !skipOperator(".")) {
            return (scope, value) -> scope.set(name, value);
        }
        String attribute = expect(Kind.NAME).text();
        return (scope, value) -> {
            if (!(scope.find(name) instanceof Namespace namespace)) {
                throw new JinjaException(
                        "\"" + name + "\" is not a namespace, so that its \"" + attribute + "\" cannot be set");
            }
            namespace.values().put(attribute, value);
        };
    }

    private static void unpack(List<Target> targets, Scope scope, Object value) {
        List<Object> values = Python.values(
                value instanceof Undefined undefined ? Python.item(undefined, 0L) : value, scope.budget());
        if (values.size() != targets.size()) {
            throw new JinjaException(values.size() + " values for " + targets.size() + " names");
        }
        for (int i = 0; i < targets.size(); i++) {
            targets.get(i).put(scope, values.get(i));
        }
    }

    private Statement loop() {
        if (isName("loop")) {
            throw new JinjaException("\"loop\" cannot be set by a loop");
        }
        Target target = target(false);
        if (!skipName("in")) {
            throw unexpected("\"in\"");
        }
        Expression values = tuple(false, Set.of("recursive"), false);
        Expression wanted = skipName("if") ? expression() : null;
        if (isName("recursive")) {
            throw new JinjaException("recursive loops are not known here");
        }
        expect(Kind.BLOCK_END);
        loops++;
        Statement body = body(Set.of("endfor", "else"));
        loops--;
        Statement otherwise = next().text().equals("else") ? bodyUntil("endfor") : null;
        return (scope, output) -> {
            Budget budget = scope.budget();
            Iterator<Object> all = Python.iterate(scope.evaluate(values), budget);
            Loop loop = new Loop(
                    wanted == null ? all : Filters.filtered(all, value -> fits(scope, target, value, wanted), budget),
                    budget);
            boolean any = false; // as in Jinja: whether a round came to its end without break and continue
            while (loop.hasNext()) {
                Scope inner = scope.inner();
                inner.set("loop", loop);
                target.put(inner, loop.next());
                Ending ending = body.run(inner, output);
                any |= ending == Ending.NORMAL;
                if (ending == Ending.BREAK) {
                    break;
                }
            }
            return any || otherwise == null ? Ending.NORMAL : otherwise.run(scope.inner(), output);
        };
    }

    private static boolean fits(Scope scope, Target target, Object value, Expression wanted) {
        Scope inner = scope.inner();
        target.put(inner, value);
        return inner.isTrue(wanted);
    }

    private Statement condition() {
        Map<Expression, Statement> branches = new LinkedHashMap<>();
        Statement otherwise = (scope, output) -> Ending.NORMAL;
        String next = "if";
        while (!next.equals("endif")) {
            if (next.equals("else")) {
                otherwise = bodyUntil("endif");
                break;
            }
            Expression condition = tuple(false, Set.of(), false);
            expect(Kind.BLOCK_END);
            Statement body = body(Set.of("elif", "else", "endif"));
            branches.put(scope -> scope.evaluate(condition), body);
            next = next().text();
        }
        Statement last = otherwise;
        return (scope, output) -> {
            for (Map.Entry<Expression, Statement> branch : branches.entrySet()) {
                if (scope.isTrue(branch.getKey())) {
                    return branch.getValue().run(scope, output);
                }
            }
            return last.run(scope, output);
        };
    }

    private Statement assignment() {
        Target target = target(true);
        if (skipOperator("=")) {
            Expression value = tuple(true, Set.of(), false);
            return (scope, output) -> {
                target.put(scope, scope.evaluate(value));
                return Ending.NORMAL;
            };
        }
        Held held = new Held();
        Expression value = held;
        while (isOperator("|")) {
            value = filter(value);
        }
        Expression filtered = value;
        Statement body = bodyUntil("endset");
        return (scope, output) -> {
            target.put(scope, held.with(Statement.written(body, scope.inner()), filtered, scope));
            return Ending.NORMAL;
        };
    }

    /** What a body has written, as the value that filters get. */
    private static final class Held implements Expression {

        private static final String NAME = " written"; // no name of a template has a space

        Object with(MarkedText written, Expression filtered, Scope scope) {
            Scope inner = scope.inner();
            inner.set(NAME, written);
            return inner.evaluate(filtered);
        }

        @Override
        public Object evaluate(Scope scope) {
            return scope.find(NAME);
        }
    }

    private Statement filterBlock() {
        Held held = new Held();
        Expression value = namedFilter(held);
        while (isOperator("|")) {
            value = filter(value);
        }
        Expression filtered = value instanceof Expression.Safe safe ? safe.value() : value;
        Statement body = bodyUntil("endfilter");
        return (scope, output) -> write(
                output,
                Printed.text(held.with(Statement.written(body, scope.inner()), filtered, scope), scope.budget()));
    }

    private Statement with() {
        List<Target> targets = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (current().kind() != Kind.BLOCK_END) {
            if (!targets.isEmpty()) {
                expectOperator(",");
            }
            targets.add(single(expect(Kind.NAME).text(), false));
            expectOperator("=");
            values.add(expression());
        }
        Statement body = bodyUntil("endwith");
        return (scope, output) -> {
            Scope inner = scope.inner();
            for (int i = 0; i < targets.size(); i++) {
                targets.get(i).put(inner, scope.evaluate(values.get(i)));
            }
            return body.run(inner, output);
        };
    }

    private record Signature(List<String> parameters, List<Expression> defaults) {}

    private Signature signature() {
        Signature signature = new Signature(new ArrayList<>(), new ArrayList<>());
        expectOperator("(");
        while (!isOperator(")")) {
            if (!signature.parameters().isEmpty()) {
                expectOperator(",");
            }
            signature.parameters().add(expect(Kind.NAME).text());
            if (skipOperator("=")) {
                signature.defaults().add(expression());
            } else if (!signature.defaults().isEmpty()) {
                throw new JinjaException("a parameter without a default follows one that has a default");
            }
        }
        expectOperator(")");
        return signature;
    }

    private interface Definition {
        Macro in(Scope scope);
    }

    private Definition definition(String name, Signature signature, String end) {
        Set<String> before = collect();
        int outside = loops;
        loops = 0;
        Statement body = bodyUntil(end);
        loops = outside;
        Set<String> used = usedSince(before);
        List<String> specials = List.of("varargs", "kwargs", "caller").stream()
                .filter(used::contains)
                .toList();
        return scope -> new Macro(name, signature.parameters(), signature.defaults(), specials, body, scope);
    }

    private Statement macro() {
        String name = expect(Kind.NAME).text();
        Definition macro = definition(name, signature(), "endmacro");
        return (scope, output) -> {
            scope.set(name, macro.in(scope));
            return Ending.NORMAL;
        };
    }

    private Statement callBlock() {
        Signature signature = isOperator("(") ? signature() : new Signature(List.of(), List.of());
        if (!(expression() instanceof Call call)) {
            throw new JinjaException("the tag \"call\" without a call");
        }
        Definition caller = definition("caller", signature, "endcall");
        return (scope, output) -> write(output, Printed.text(call.with(caller.in(scope), scope), scope.budget()));
    }

    /** What transformers marks as the assistant's words; here it is written like the rest. */
    private Statement generation() {
        Definition body = definition("generation", new Signature(List.of(), List.of()), "endgeneration");
        return (scope, output) -> write(output, (MarkedText) body.in(scope).call(Arguments.NONE, scope.budget()));
    }
}
