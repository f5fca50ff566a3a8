package logitlab.model.prompt.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.model.prompt.python.Budget;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.prompt.python.MarkedText;

/**
 * A program in Jinja.
 *
 * <pre>
 * JinjaTemplate.parse("{% for name in names %}Hello {{ name }}! {% endfor %}").render(Map.of("names", List.of("Anna", "Ben")))
 *     is   Hello Anna! Hello Ben!
 * </pre>
 */
public final class JinjaTemplate {

    /** The longest template, in characters. */
    public static final int SOURCE = 100_000;

    /** The longest text that a template writes, in characters. */
    public static final int OUTPUT = 200_000;

    private final Statement body;

    private JinjaTemplate(Statement body) {
        this.body = body;
    }

    /** @throws JinjaException if it is not valid, too long, or uses what is not known here */
    public static JinjaTemplate parse(String source) {
        if (source.length() > SOURCE) {
            throw new JinjaException("it has " + source.length() + " characters; at most " + SOURCE + " are read");
        }
        try {
            return new JinjaTemplate(Parser.parse(source));
        } catch (StackOverflowError e) {
            throw new JinjaException("the template nests too deep");
        }
    }

    /**
     * What it writes.
     *
     * @param variables texts, {@link MarkedText}, numbers, truth values, null, lists and maps of these
     * @throws RaisedException if the template refuses the variables
     * @throws JinjaException if it fails in another way, or exceeds a limit
     */
    public MarkedText render(Map<String, ?> variables) {
        Budget budget = new Budget();
        Map<String, Object> values = new LinkedHashMap<>();
        variables.forEach((name, value) -> values.put(name, value(value)));
        MarkedText written;
        try {
            written = Statement.written(body, Scope.of(values, budget));
        } catch (JinjaException e) {
            throw e.inLine(budget.line());
        } catch (StackOverflowError e) {
            throw new JinjaException("the template nests values or macros too deep").inLine(budget.line());
        }
        if (written.length() > OUTPUT) {
            throw new JinjaException("the template writes more than " + OUTPUT + " characters");
        }
        return written;
    }

    private static Object value(Object given) {
        if (given instanceof String text) {
            return MarkedText.of(text);
        } else if (given instanceof Integer number) {
            return number.longValue();
        } else if (given instanceof List<?> list) {
            List<Object> values = new ArrayList<>();
            list.forEach(item -> values.add(value(item)));
            return values;
        } else if (given instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, item) -> values.put((String) key, value(item)));
            return values;
        }
        return given;
    }
}
