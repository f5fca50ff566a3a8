package logitlab.decoding.take;

import java.util.List;
import java.util.Optional;

/**
 * The values of one setting for which something holds.
 *
 * @param spans in rising order, with a value for which it does not hold between any two; empty if it holds for none
 * @param droppedBy the truncation that drops the token whatever the value, such as {@code min-p}; empty if {@code spans} is not, or if
 *     some value keeps the token and the draw falls on others
 */
public record Values(List<Span> spans, Optional<String> droppedBy) {

    public Values {
        spans = List.copyOf(spans);
    }

    public boolean none() {
        return spans.isEmpty();
    }

    public boolean contains(double value) {
        return spans.stream().anyMatch(span -> span.contains(value));
    }
}
