package logitlab.decoding.future;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that begin with the same tokens, grouped by the token that comes next.
 *
 * @param id the last token that they have in common; {@link Future#ROOT} before the first
 * @param pathProbability of the tokens that they have in common, in (0, 1]
 * @param texts all texts with this beginning
 * @param next the longer beginnings, the most frequent first, then the more probable, then the lower id; texts that end here are in none
 */
public record Beginning(int id, double pathProbability, List<SampledText> texts, List<Beginning> next) {

    public Beginning {
        texts = List.copyOf(texts);
        next = List.copyOf(next);
    }

    /** Groups texts that were drawn after the same text. */
    public static Beginning of(List<SampledText> texts) {
        return of(Future.ROOT, 1, texts, 0);
    }

    private static Beginning of(int id, double pathProbability, List<SampledText> texts, int length) {
        Map<Integer, List<SampledText>> groups = new LinkedHashMap<>();
        for (SampledText text : texts) {
            if (text.ids().size() > length) {
                groups.computeIfAbsent(text.ids().get(length), none -> new ArrayList<>())
                        .add(text);
            }
        }
        List<Beginning> next = groups.entrySet().stream()
                .map(group -> of(
                        group.getKey(),
                        pathProbability
                                * group.getValue().get(0).probabilities().get(length),
                        group.getValue(),
                        length + 1))
                .sorted(Comparator.comparing((Beginning longer) -> -longer.count())
                        .thenComparing(longer -> -longer.pathProbability())
                        .thenComparing(Beginning::id))
                .toList();
        return new Beginning(id, pathProbability, texts, next);
    }

    public int count() {
        return texts.size();
    }

    /**
     * This beginning, or the longest one that all of its texts have.
     *
     * @param ids its tokens, to which the further ones are added
     */
    public Beginning longest(List<Integer> ids) {
        if (next.size() != 1 || next.get(0).count() != count()) {
            return this;
        }
        ids.add(next.get(0).id);
        return next.get(0).longest(ids);
    }

    /**
     * How far a count is from what a probability leads to expect among {@code all} texts, in standard errors:
     * {@code z = (k - n p) / sqrt(n p (1 - p))}; 0 if p is 0 or 1.
     *
     * <pre>
     * standardErrors(40, 100, 0.5)   is -2
     * </pre>
     */
    public static double standardErrors(int count, int all, double probability) {
        double deviation = Math.sqrt(all * probability * (1 - probability));
        return deviation == 0 ? 0 : (count - all * probability) / deviation;
    }
}
