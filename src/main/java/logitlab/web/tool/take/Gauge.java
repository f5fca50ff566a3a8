package logitlab.web.tool.take;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import logitlab.decoding.take.Span;
import logitlab.web.view.Numbers;

/**
 * The values that a sentence names, as parts of a line, and the present value as a mark on it.
 *
 * @param bands where the values are
 * @param now where the present value is, in percent of the line
 */
public record Gauge(List<Band> bands, String now) {

    private static final double LEAST = 0.005; // of the line, so that the narrowest band can be seen

    /** @param x in percent of the line, as is {@code width} */
    public record Band(String x, String width) {}

    /** On a line with equal distances for equal differences. */
    static Gauge linear(List<Span> spans, Span all, double now) {
        return of(spans, all, now, value -> value);
    }

    /** On a line with equal distances for equal ratios. */
    static Gauge logarithmic(List<Span> spans, Span all, double now) {
        return of(spans, all, now, Math::log);
    }

    private static Gauge of(List<Span> spans, Span all, double now, DoubleUnaryOperator scale) {
        double least = scale.applyAsDouble(all.from());
        double length = Math.max(Double.MIN_NORMAL, scale.applyAsDouble(all.to()) - least);
        DoubleUnaryOperator place = value -> Math.max(0, Math.min(1, (scale.applyAsDouble(value) - least) / length));
        return new Gauge(
                spans.stream()
                        .map(span -> band(place.applyAsDouble(span.from()), place.applyAsDouble(span.to())))
                        .toList(),
                Numbers.width(place.applyAsDouble(now)));
    }

    private static Band band(double from, double to) {
        double width = Math.max(LEAST, to - from);
        return new Band(Numbers.width(Math.min(from, 1 - width)), Numbers.width(width));
    }
}
