package logitlab.decoding.take;

/**
 * The values from {@code from} to {@code to}, both included.
 *
 * <pre>
 * new Span(0.83, 1).contains(0.9)   is true
 * </pre>
 */
public record Span(double from, double to) {

    public boolean contains(double value) {
        return value >= from && value <= to;
    }
}
