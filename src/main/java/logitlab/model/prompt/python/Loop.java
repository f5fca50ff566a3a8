package logitlab.model.prompt.python;

import java.util.Iterator;
import java.util.List;

/** A loop on its way, and what the name {@code loop} stands for in it. It reads ahead only where the template asks for that. */
public final class Loop {

    private final Budget budget;
    private Iterator<Object> rest;
    private Object previous = new Undefined("loop.previtem");
    private Object current = previous;
    private Object next;
    private boolean ahead;
    private long index0 = -1;
    private List<Object> seen; // by changed()

    public Loop(Iterator<Object> values, Budget budget) {
        this.rest = values;
        this.budget = budget;
    }

    public boolean hasNext() {
        return ahead || rest.hasNext();
    }

    public Object next() {
        previous = current;
        current = ahead ? next : rest.next();
        ahead = false;
        index0++;
        budget.step(1);
        return current;
    }

    private boolean peek() {
        if (!ahead && rest.hasNext()) {
            next = rest.next();
            ahead = true;
        }
        return ahead;
    }

    private long length() {
        List<Object> left = Python.values(new Generator(rest), budget);
        rest = left.iterator();
        return index0 + 1 + (ahead ? 1 : 0) + left.size();
    }

    public Object attribute(String name) {
        return switch (name) {
            case "index" -> index0 + 1;
            case "index0" -> index0;
            case "first" -> index0 == 0;
            case "last" -> !peek();
            case "previtem" -> index0 == 0 ? new Undefined("loop.previtem") : previous;
            case "nextitem" -> peek() ? next : new Undefined("loop.nextitem");
            case "length" -> length();
            case "revindex" -> length() - index0;
            case "revindex0" -> length() - index0 - 1;
            case "depth" -> 1L;
            case "depth0" -> 0L;
            case "cycle" ->
                (Function) (arguments, given) -> {
                    List<Object> values = arguments.positional();
                    if (values.isEmpty()) {
                        throw new JinjaException("loop.cycle() without values");
                    }
                    return values.get((int) (index0 % values.size()));
                };
            case "changed" ->
                (Function) (arguments, given) -> {
                    boolean changed = seen == null || !Python.equal(seen, arguments.positional(), budget);
                    seen = arguments.positional();
                    return changed;
                };
            default -> Methods.ABSENT;
        };
    }
}
