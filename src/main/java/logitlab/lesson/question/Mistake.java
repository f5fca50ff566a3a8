package logitlab.lesson.question;

import java.util.List;
import logitlab.lesson.block.Value;

/**
 * A common mistake, recognised by the value it leads to.
 *
 * @param name such as {@code exponential-alone}; the page builds a sentence from it and from {@code figures}
 * @param value the wrong result; NaN or infinite if these numbers do not allow the mistake
 */
public record Mistake(String name, double value, List<Value> figures) {

    public Mistake {
        figures = List.copyOf(figures);
    }

    public static Mistake of(String name, double value, Value... figures) {
        return new Mistake(name, value, List.of(figures));
    }

    public boolean isPossible() {
        return Double.isFinite(value);
    }
}
