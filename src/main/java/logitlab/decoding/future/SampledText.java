package logitlab.decoding.future;

import java.util.List;

/**
 * A continuation that was drawn.
 *
 * @param seed of its draws
 * @param ids its tokens
 * @param probabilities of each token when it was drawn, in (0, 1]
 */
public record SampledText(long seed, List<Integer> ids, List<Double> probabilities) {

    public SampledText {
        ids = List.copyOf(ids);
        probabilities = List.copyOf(probabilities);
    }
}
