package logitlab.decoding.input;

import java.util.List;

/**
 * A constraint on a value, as a name and its figures; the sentence is made where it is shown.
 *
 * <pre>
 * new Constraint("from-to", "0.001", "100")
 * </pre>
 */
public record Constraint(String name, List<String> figures) {

    public Constraint {
        figures = List.copyOf(figures);
    }

    public Constraint(String name, Object... figures) {
        this(name, List.of(figures).stream().map(Object::toString).toList());
    }

    @Override
    public String toString() {
        return figures.isEmpty() ? name : name + " " + String.join(" ", figures);
    }
}
