package logitlab.model.prompt.python;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code '%s' % value} and {@code '{}'.format(value)}, in their simple forms. */
public final class Formats {

    private static final Pattern PERCENT = Pattern.compile("%(.?)", Pattern.DOTALL);
    private static final Pattern BRACES = Pattern.compile("\\{\\{|}}|\\{([A-Za-z_]\\w*|\\d*)}|[{}]");

    private Formats() {}

    /** {@code %s}, {@code %d}, {@code %r} and {@code %%}. */
    public static MarkedText percent(MarkedText format, Object given, Budget budget) {
        List<Object> values =
                given instanceof Tuple tuple ? tuple.values() : java.util.Collections.singletonList(given);
        MarkedText.Builder made = new MarkedText.Builder();
        Matcher matcher = PERCENT.matcher(format.chars());
        int open = 0;
        int next = 0;
        while (matcher.find()) {
            made.add(format.part(open, matcher.start()));
            open = matcher.end();
            if (matcher.group(1).equals("%")) {
                made.add(MarkedText.of("%"));
                continue;
            }
            if (next == values.size()) {
                throw new JinjaException("\"%\" with fewer values than places");
            }
            Object value = values.get(next++);
            made.add(
                    switch (matcher.group(1)) {
                        case "s" -> Printed.text(value, budget);
                        case "r" -> Printed.representation(value, budget);
                        case "d", "i" ->
                            MarkedText.of(Long.toString(
                                    value instanceof Double number ? number.longValue() : Python.index(value)));
                        default -> throw new JinjaException("the form \"" + matcher.group() + "\" is not known here");
                    });
            budget.make(made.length());
        }
        if (next < values.size()) {
            throw new JinjaException("\"%\" with more values than places");
        }
        return made.add(format.part(open, format.length())).build();
    }

    /** {@code {}}, {@code {0}}, {@code {name}}, and doubled braces for single ones. */
    public static MarkedText braces(MarkedText format, Arguments arguments, Budget budget) {
        MarkedText.Builder made = new MarkedText.Builder();
        Matcher matcher = BRACES.matcher(format.chars());
        int open = 0;
        int next = 0;
        while (matcher.find()) {
            made.add(format.part(open, matcher.start()));
            open = matcher.end();
            String field = matcher.group(1);
            if (field == null) {
                if (matcher.group().length() == 1) {
                    throw new JinjaException("the form \"" + format.chars() + "\" is not known here");
                }
                made.add(MarkedText.of(matcher.group().substring(1)));
                continue;
            }
            boolean digits = field.isEmpty() || Character.isDigit(field.charAt(0));
            if (field.length() > 4 && digits || !field.isEmpty() && digits && next > 0 || field.isEmpty() && next < 0) {
                throw new JinjaException("the form \"" + format.chars() + "\" is not known here");
            }
            int index = !digits ? Integer.MAX_VALUE : field.isEmpty() ? next++ : Integer.parseInt(field);
            next = digits && !field.isEmpty() ? -1 : next;
            made.add(Printed.text(arguments.get(index, digits ? "" : field), budget));
            budget.make(made.length());
        }
        return made.add(format.part(open, format.length())).build();
    }
}
