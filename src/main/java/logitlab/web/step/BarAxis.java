package logitlab.web.step;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The axis of the bars in the candidates' tables, from 0 to a round probability; all lanes share it, so their bars can be compared.
 *
 * @param end the probability at its end
 */
public record BarAxis(double end) {

    private static final List<Double> ENDS = List.of(0.05, 0.1, 0.2, 0.5, 1.0);

    /**
     * The shortest axis on which all bars fit but the one that greedy decoding always makes 100%.
     *
     * <p>Example: probabilities up to 0.4 make an axis from 0 to 50%.
     */
    static BarAxis of(List<LaneStep> lanes, int rows) {
        double largest = lanes.stream()
                .flatMapToDouble(lane -> lane.shown(rows).stream()
                        .flatMapToDouble(candidate -> lane.decoder().draws()
                                ? DoubleStream.of(candidate.modelProbability(), candidate.samplingProbability())
                                : DoubleStream.of(candidate.modelProbability())))
                .max()
                .orElse(1);
        return upTo(largest);
    }

    /** The shortest axis on which a bar of this probability fits. */
    public static BarAxis upTo(double largest) {
        return new BarAxis(
                ENDS.stream().filter(end -> end >= largest).findFirst().orElse(1.0));
    }

    /** The length of a bar, in percent of the axis. */
    public String length(double probability) {
        return StripBand.percent(Math.min(1, probability / end));
    }

    /** Whether the bar goes on beyond the axis. */
    boolean exceededBy(double probability) {
        return probability > end;
    }

    public String label() {
        return label(end);
    }

    /** {@code 20%}. */
    static String label(double probability) {
        return Math.round(100 * probability) + "%";
    }
}
