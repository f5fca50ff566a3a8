package logitlab.model;

import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The norm between the last layer and the logits, at one position. With its scale known it is linear, so a logit is the sum of what
 * each part of the last vector adds to it.
 *
 * @param weight multiplies each number after the scale
 * @param bias is added at the end; absent from an RMSNorm
 * @param scale {@code 1 / sqrt(variance + epsilon)} of the whole vector
 * @param centred whether the mean is subtracted, as a LayerNorm does and an RMSNorm does not
 */
public record FinalNorm(Vector weight, Optional<Vector> bias, double scale, boolean centred) {

    /**
     * What a part of the last vector adds to the logit of a token: {@code scale * sum_i weight_i * (part_i - mean(part)) * row_i}.
     *
     * <pre>
     * weight (1, 1), scale 0.5: of the part (3, 1) the token with the row (1, 0) gets 0.5 * (3 - 2) = 0.5
     * </pre>
     *
     * @param row of the token in the output table
     */
    public double logit(Vector part, Vector row) {
        double mean = centred ? part.mean() : 0;
        double sum = 0;
        for (int i = 0; i < part.size(); i++) {
            sum += weight.at(i) * (part.at(i) - mean) * row.at(i);
        }
        return scale * sum;
    }

    /**
     * What each number of a part adds to the logit of a token for every 1 in it, so that {@link #logit} is a dot product:
     * {@code direction_i = scale * (weight_i * row_i - mean(weight * row))}, without the mean for an RMSNorm.
     */
    public Direction direction(Vector row) {
        double[] values = new double[row.size()];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = weight.at(i) * row.at(i);
            sum += values[i];
        }
        double mean = centred ? sum / values.length : 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * (values[i] - mean);
        }
        return new Direction(values);
    }

    /** A direction in the space of the last vector. Immutable; shape {@code [width]}. */
    public static final class Direction {

        private final double[] values;

        private Direction(double[] values) {
            this.values = values;
        }

        public double at(int i) {
            return values[i];
        }

        public int size() {
            return values.length;
        }

        /** What a part adds: {@code sum_i part_i * direction_i}. */
        public double of(Vector part) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += part.at(i) * values[i];
            }
            return sum;
        }
    }

    /**
     * The vector that the rows of the output table are multiplied with if another vector than {@code last} arrives here, which the norm
     * then scales by its own length: {@code 1 / scale'^2 = 1 / scale^2 + variance(x) - variance(last)}, because both have the same
     * epsilon. For an RMSNorm the variance is the mean of the squares.
     *
     * @param last the vector whose {@code scale} this is
     */
    public double[] normed(Vector last, double[] x) {
        double mean = centred ? DoubleStream.of(x).sum() / x.length : 0;
        double variance =
                DoubleStream.of(x).map(each -> (each - mean) * (each - mean)).sum() / x.length;
        double lastMean = centred ? last.mean() : 0;
        double lastVariance = IntStream.range(0, last.size())
                        .mapToDouble(i -> (last.at(i) - lastMean) * (last.at(i) - lastMean))
                        .sum()
                / last.size();
        double epsilon = Math.max(0, 1 / (scale * scale) - lastVariance);
        double itsScale = 1 / Math.sqrt(variance + epsilon);
        return IntStream.range(0, x.length)
                .mapToDouble(i -> itsScale * (x[i] - mean) * weight.at(i)
                        + bias.map(shift -> shift.at(i)).orElse(0.0))
                .toArray();
    }

    /** What the norm's bias adds to the logit of a token, whatever the text: {@code bias . row}. */
    public double biasLogit(Vector row) {
        return bias.map(row::dot).orElse(0.0);
    }
}
