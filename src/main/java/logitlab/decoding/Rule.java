package logitlab.decoding;

import java.util.List;

/**
 * What a value must be, as a name and the figures that belong to it; the sentence is made where it is shown.
 *
 * <pre>
 * new Rule("from-to", "0.001", "100")
 * </pre>
 */
public record Rule(String name, List<String> figures) {

    public Rule {
        figures = List.copyOf(figures);
    }

    public Rule(String name, Object... figures) {
        this(name, List.of(figures).stream().map(Object::toString).toList());
    }

    @Override
    public String toString() {
        return figures.isEmpty() ? name : name + " " + String.join(" ", figures);
    }
}
