package logitlab.model;

import java.util.Optional;

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

    /** What the norm's bias adds to the logit of a token, whatever the text: {@code bias . row}. */
    public double biasLogit(Vector row) {
        return bias.map(row::dot).orElse(0.0);
    }
}
