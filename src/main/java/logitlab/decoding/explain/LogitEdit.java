package logitlab.decoding.explain;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import logitlab.decoding.Bias;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.RepetitionPenalty;
import logitlab.decoding.Scores;
import logitlab.decoding.Stage;
import logitlab.decoding.input.Range;

/**
 * A change of logits by hand, in this order: scale all, add a constant to all, a bias for some, a ban of some, a repetition penalty,
 * and then what is subtracted for repetition: {@code z - presence - frequency * n} for a token that the prefix has n times, n > 0.
 *
 * <p>Scale is in [-10, 10]: 0 makes all equal, a negative one reverses the order. The constant and each bias are in
 * [-1000, 1000], the repetition penalty in (0, 10], the other two in [-10, 10], where a negative one favours repetition. Unlike a
 * temperature a scale need not be above 0, so this is not a {@link Stage}. Source of the presence and the frequency penalty: the
 * reference of the OpenAI API, which takes -2 to 2.
 *
 * <pre>
 * scale 2, constant 1, ban of 1 on [3, 0, -1]              gives [7, -infinity, -1]
 * presence 1, frequency 0.5 after 0 0 2 on [3, 0, -1]      gives [1, 0, -2.5]
 * </pre>
 *
 * @param bias by token id, each of the vocabulary
 * @param banned token ids, not all of the vocabulary
 * @param penalty the repetition penalty
 * @param presence subtracted once from each token that the prefix has
 * @param frequency subtracted for each time that the prefix has it
 */
public record LogitEdit(
        double scale,
        double constant,
        SortedMap<Integer, Double> bias,
        SortedSet<Integer> banned,
        double penalty,
        double presence,
        double frequency) {

    public static final Range SCALE = Range.of(-10, 10);
    public static final Range CONSTANT = Bias.RANGE;
    public static final Range SUBTRACTED = Range.of(-10, 10);

    public static final LogitEdit NONE = new LogitEdit(1, 0, Map.of(), Set.of(), 1);

    /** Without a presence or a frequency penalty. */
    public LogitEdit(double scale, double constant, Map<Integer, Double> bias, Set<Integer> banned, double penalty) {
        this(scale, constant, new TreeMap<>(bias), new TreeSet<>(banned), penalty, 0, 0);
    }

    public LogitEdit {
        SCALE.require("scale", scale);
        CONSTANT.require("constant", constant);
        bias = new Bias(bias).byId();
        banned = Collections.unmodifiableSortedSet(new TreeSet<>(banned));
        RepetitionPenalty.RANGE.require("repetition penalty", penalty);
        SUBTRACTED.require("presence penalty", presence);
        SUBTRACTED.require("frequency penalty", frequency);
    }

    public static LogitEdit scaled(double scale) {
        return new LogitEdit(scale, 0, Map.of(), Set.of(), 1);
    }

    public static LogitEdit shifted(double constant) {
        return new LogitEdit(1, constant, Map.of(), Set.of(), 1);
    }

    public static LogitEdit biased(int id, double bias) {
        return new LogitEdit(1, 0, Map.of(id, bias), Set.of(), 1);
    }

    public static LogitEdit penalised(double penalty) {
        return new LogitEdit(1, 0, Map.of(), Set.of(), penalty);
    }

    public static LogitEdit subtracting(double presence, double frequency) {
        return new LogitEdit(1, 0, new TreeMap<>(), new TreeSet<>(), 1, presence, frequency);
    }

    /**
     * The edited logits; {@code logits} stay as they are.
     *
     * @param prefix the ids that are penalised
     * @throws IllegalArgumentException if no token is left
     */
    public Logits apply(Logits logits, Prefix prefix) {
        Logits moved = logits.map(id -> scale * logits.at(id) + constant);
        double[] left = new Bias(bias).apply(Scores.of(moved), prefix).logits().toArray();
        banned.forEach(id -> left[id] = Double.NEGATIVE_INFINITY);
        return subtracted(
                new RepetitionPenalty(penalty)
                        .apply(Scores.of(Logits.of(left)), prefix)
                        .logits(),
                prefix);
    }

    /** Ids of the prefix without a logit are ignored. */
    private Logits subtracted(Logits logits, Prefix prefix) {
        double[] left = logits.toArray();
        prefix.ids().filter(id -> id >= 0 && id < left.length).forEach(id -> left[id] -= frequency);
        prefix.ids().filter(id -> id >= 0 && id < left.length).distinct().forEach(id -> left[id] -= presence);
        return Logits.of(left);
    }
}
