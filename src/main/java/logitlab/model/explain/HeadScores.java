package logitlab.model.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import logitlab.model.Exposed;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.explain.HeadTexts.Text;

/**
 * What each head of a network usually looks at: the mean of its attention over the positions of a fixed set of texts. Immutable.
 *
 * <p>Let {@code a[t, s]} be the attention of position t to position s, and {@code S(t)} the places that a pattern counts at t, from
 * {@link AttentionPattern#places}. Over all positions t of all texts where {@code S(t)} is not empty, each with the same weight,
 *
 * <pre>
 * score   = mean of (sum over s in S(t) of a[t, s])     in [0, 1]
 * equally = mean of (number of places in S(t)) / (t + 1)   which is the score of a head that looks at all its t + 1 positions equally
 * </pre>
 *
 * <p>All is summed in double precision from the floats of the network, which runs as it was trained.
 *
 * <pre>
 * HeadScores.of(model).orElseThrow().best(AttentionPattern.PREVIOUS)   is the head that looks most at the token before
 * </pre>
 *
 * @param texts that were used
 * @param baselines by pattern; SAME and AFTER are left out, here and in the heads, if no position of any text has places of them
 * @param heads in the order of the network: by layer, then by number
 */
public record HeadScores(List<Text> texts, Map<AttentionPattern, Baseline> baselines, List<Head> heads) {

    private static final Set<Inspection.Group> ATTENTION = Set.of(Inspection.Group.ATTENTION);

    /** @param positions that count, in all texts together @param equally the score of a head that looks at all positions equally */
    public record Baseline(int positions, double equally) {}

    /** One head. @param layer from 1 @param number from 1 */
    public record Head(int layer, int number, Map<AttentionPattern, Score> scores) {

        public double mean(AttentionPattern pattern) {
            return scores.get(pattern).mean();
        }
    }

    /**
     * A score, and the place that shows it best: the position with the most attention to the places of the pattern; of several, the
     * first.
     *
     * @param mean the score
     * @param text the index of the text in {@link HeadScores#texts}
     * @param position that looks, from 0
     * @param there this attention
     */
    public record Score(double mean, int text, int position, double there) {}

    /** A text with what was seen of it. */
    record Seen(Text text, Inspection inside) {}

    /** A position that counts. */
    private record Spot(int text, int position, List<Integer> places) {

        double equally() {
            return (double) places.size() / (position + 1);
        }
    }

    /**
     * Runs the model once for each text, and lets other runs go between.
     *
     * @return empty if the package does not expose its attention, or its tokenizer can read none of the texts
     */
    public static Optional<HeadScores> of(LanguageModel model) {
        if (!model.exposed().contains(Exposed.ATTENTION)) {
            return Optional.empty();
        }
        List<Seen> seen = HeadTexts.of(model).stream()
                .map(text -> new Seen(text, model.inspect(text.ids(), 0, ATTENTION)))
                .toList();
        return seen.isEmpty() ? Optional.empty() : Optional.of(of(seen));
    }

    /** @param seen at least one text */
    static HeadScores of(List<Seen> seen) {
        Map<AttentionPattern, List<Spot>> spots = new EnumMap<>(AttentionPattern.class);
        Map<AttentionPattern, Baseline> baselines = new EnumMap<>(AttentionPattern.class);
        for (AttentionPattern pattern : AttentionPattern.values()) {
            List<Spot> found = spots(pattern, seen);
            if (!found.isEmpty()) {
                spots.put(pattern, found);
                double equally = found.stream().mapToDouble(Spot::equally).sum() / found.size();
                baselines.put(pattern, new Baseline(found.size(), equally));
            }
        }
        Inspection any = seen.get(0).inside();
        List<Head> heads = new ArrayList<>();
        for (int layer = 1; layer <= any.layers(); layer++) {
            boolean exposed = !any.attention(layer, OptionalInt.empty(), 0).isEmpty();
            for (int head = 0; exposed && head < any.heads(layer); head++) {
                Map<AttentionPattern, Score> scores = new EnumMap<>(AttentionPattern.class);
                for (AttentionPattern pattern : spots.keySet()) {
                    scores.put(pattern, score(spots.get(pattern), seen, layer, head));
                }
                heads.add(new Head(layer, head + 1, scores));
            }
        }
        return new HeadScores(seen.stream().map(Seen::text).toList(), baselines, List.copyOf(heads));
    }

    private static List<Spot> spots(AttentionPattern pattern, List<Seen> seen) {
        return IntStream.range(0, seen.size())
                .boxed()
                .flatMap(text -> {
                    Text read = seen.get(text).text();
                    return IntStream.range(0, read.ids().size())
                            .mapToObj(position -> new Spot(text, position, pattern.places(read.ids(), position)));
                })
                .filter(spot -> !spot.places().isEmpty())
                .toList();
    }

    private static Score score(List<Spot> spots, List<Seen> seen, int layer, int head) {
        double sum = 0;
        double most = -1;
        Spot clearest = spots.get(0);
        for (Spot spot : spots) {
            List<Double> weights =
                    seen.get(spot.text()).inside().attention(layer, OptionalInt.of(head), spot.position());
            double looked = spot.places().stream().mapToDouble(weights::get).sum();
            sum += looked;
            if (looked > most) {
                most = looked;
                clearest = spot;
            }
        }
        return new Score(sum / spots.size(), clearest.text(), clearest.position(), most);
    }

    /** The heads by falling score, ties in the order of the network. */
    public List<Head> by(AttentionPattern pattern) {
        return heads.stream()
                .sorted(Comparator.comparingDouble(head -> -head.mean(pattern)))
                .toList();
    }

    /** The head with the largest score. */
    public Head best(AttentionPattern pattern) {
        return by(pattern).get(0);
    }

    /** Whether a head looks there more than one that looks at all positions equally. */
    public boolean above(Head head, AttentionPattern pattern) {
        return head.mean(pattern) > baselines.get(pattern).equally();
    }
}
