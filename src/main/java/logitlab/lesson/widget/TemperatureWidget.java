package logitlab.lesson.widget;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Distribution;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Step;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.model.Models;

/**
 * {@code ```widget temperature}: the probabilities of the best tokens, and the entropy, over temperatures from 0.1 to 10.
 *
 * <pre>
 * id: sweep
 * prompt: Every day the
 * temperature: 1
 * top: 5
 * </pre>
 *
 * @param top how many tokens have a curve
 */
public record TemperatureWidget(WidgetConfig config, int top) implements Widget {

    /** From 0.1 to 10 by equal factors. */
    private static final int POINTS = 41;

    private static final Range TOP = Range.of(1, 6);

    /** The probabilities at one temperature. */
    public record Point(double temperature, Distribution probabilities) {}

    static TemperatureWidget of(BlockValues values, Models models) {
        return new TemperatureWidget(
                WidgetConfig.of(values, models, List.of("top"), List.of("temperature")), values.whole("top", TOP, 5));
    }

    /** The temperature that the table is about. */
    public double here() {
        return config.settings().temperature();
    }

    /** The step at that temperature, whose model probabilities are the softmax of the divided logits. */
    public Step step() {
        return Step.of(divided(here()), config.source().prefix(), List.of(), new Draw(0, 0));
    }

    public List<Point> sweep() {
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> temperature(i / (POINTS - 1.0)))
                .mapToObj(temperature ->
                        new Point(temperature, divided(temperature).softmax()))
                .toList();
    }

    /** The temperature at a fraction of the way from 0.1 to 10. */
    static double temperature(double share) {
        return Math.pow(10, 2 * share - 1);
    }

    private Logits divided(double temperature) {
        Logits logits = config.source().logits();
        return logits.map(id -> logits.at(id) / temperature);
    }
}
