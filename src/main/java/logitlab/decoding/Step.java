package logitlab.decoding;

import java.util.BitSet;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import logitlab.decoding.input.InvalidValueException;

/**
 * The choice of one token: logits in, through the stages, a draw, one token out, and the reason.
 *
 * <p>Computed over the whole vocabulary; {@link #best} and {@link #everythingElse} are the views that leave rows out. Immutable.
 *
 * <pre>
 * Step.of(Logits.of(2.1, -0.5, 0.3, 1.2, -1.0), Prefix.EMPTY, List.of(new TopK(2)), new Draw(42, 0)).chosen()   is 3
 * </pre>
 */
public final class Step {

    private final Logits logits;
    private final Scores scores;
    private final Survivors survivors;
    private final Draw draw;
    private final double[] cumulative; // by place among the survivors
    private final int chosenPlace;
    private final int greedy;
    private volatile int[] placeOf; // by id; this and the next are computed when first needed
    private Distribution model;

    private Step(Logits logits, Scores scores, int greedy, Draw draw) {
        this.logits = logits;
        this.scores = scores;
        this.greedy = greedy;
        this.draw = draw;
        this.survivors = scores.survivors();
        this.cumulative = new double[survivors.size()];
        double sum = 0;
        for (int place = 0; place < cumulative.length; place++) {
            sum += survivors.probability(place);
            cumulative[place] = Math.min(1, sum); // rounding can lift it a little above
        }
        this.chosenPlace = placeAt(draw.u());
    }

    /**
     * @param logits of the last position, shape {@code [vocabulary size]}
     * @param prefix all ids so far, for the stages that look back
     * @param stages in the order in which they apply
     * @throws InvalidValueException if a bias names a token id outside the vocabulary
     */
    public static Step of(Logits logits, Prefix prefix, List<Stage> stages, Draw draw) {
        Scores scores = Scores.of(logits);
        Scores forGreedy = scores;
        for (Stage stage : stages) {
            boolean same = forGreedy == scores;
            scores = stage.apply(scores, prefix);
            if (stage.canChangeArgmax()) { // in some orders after a stage that greedy ignores
                forGreedy = same ? scores : stage.apply(forGreedy, prefix);
            }
        }
        return new Step(logits, scores, forGreedy.best(), draw);
    }

    /** The first survivor whose cumulative probability exceeds u; the last one if rounding leaves the sum at or below u. */
    private int placeAt(double u) {
        for (int place = 0; place < cumulative.length; place++) {
            if (cumulative[place] > u) {
                return place;
            }
        }
        return cumulative.length - 1;
    }

    /** The place of a survivor. */
    private int placeOf(int id) {
        int[] known = placeOf;
        if (known == null) {
            known = survivors.places();
            placeOf = known;
        }
        return known[id];
    }

    /** The raw logits, as they came from the model. */
    public Logits logits() {
        return logits;
    }

    /** Softmax of the raw logits: the model probability of every token. */
    public Distribution model() {
        Distribution known = model;
        if (known == null) {
            known = logits.softmax();
            model = known;
        }
        return known;
    }

    /** How undecided the model is, in nats: the entropy of {@link #model}. */
    public double entropy() {
        return model().entropy();
    }

    public Draw draw() {
        return draw;
    }

    public int chosen() {
        return survivors.id(chosenPlace);
    }

    /** The token that this step would choose with another draw. */
    public int chosenBy(Draw other) {
        return survivors.id(placeAt(other.u()));
    }

    /** The token that greedy decoding chooses: the best after bias and penalty. */
    public int greedy() {
        return greedy;
    }

    public Reason reason() {
        return new Reason(chosen(), greedy, draw.u(), from(chosenPlace), cumulative[chosenPlace], survivors.size());
    }

    private double from(int place) {
        return place == 0 ? 0 : cumulative[place - 1];
    }

    public Candidate candidate(int id) {
        boolean kept = scores.kept(id);
        return new Candidate(
                id,
                scores.ranking().rank(id),
                logits.at(id),
                model().at(id),
                scores.logits().at(id),
                kept,
                scores.droppedBy(id).map(Truncation::name),
                samplingProbability(id),
                kept ? OptionalDouble.of(from(placeOf(id))) : OptionalDouble.empty(),
                kept ? OptionalDouble.of(cumulative[placeOf(id)]) : OptionalDouble.empty());
    }

    /** The probability of a token after the stages, 0 if it is not kept. */
    public double samplingProbability(int id) {
        return scores.kept(id) ? survivors.probability(placeOf(id)) : 0;
    }

    /** Every token, by id. */
    public List<Candidate> all() {
        return IntStream.range(0, logits.size()).mapToObj(this::candidate).toList();
    }

    /**
     * The best {@code count} tokens in rank order, then the chosen and the greedy token if they rank lower.
     *
     * @param also further tokens that are in the list wherever they rank
     */
    public List<Candidate> best(int count, int... also) {
        int head = Math.min(count, logits.size());
        IntStream below = IntStream.concat(IntStream.of(chosen(), greedy), IntStream.of(also))
                .map(scores.ranking()::rank)
                .filter(rank -> rank >= head)
                .distinct()
                .sorted();
        return ranked(IntStream.concat(IntStream.range(0, head), below));
    }

    private List<Candidate> ranked(IntStream ranks) {
        return ranks.map(scores.ranking()::id).mapToObj(this::candidate).toList();
    }

    /** The last {@code count} tokens in rank order, the very last one last. */
    public List<Candidate> worst(int count) {
        return ranked(IntStream.range(Math.max(0, logits.size() - count), logits.size()));
    }

    /** The first {@code count} tokens that the draw could select, in rank order: their intervals begin at 0. */
    public List<Candidate> intervals(int count) {
        return IntStream.range(0, Math.min(count, survivors.size()))
                .mapToObj(place -> candidate(survivors.id(place)))
                .toList();
    }

    /**
     * The tokens whose intervals lie at least in part between two cumulative probabilities, in rank order.
     *
     * <p>Example: with the probabilities 0.5, 0.3, 0.2, between 0.6 and 0.9 are the second and the third.
     */
    public List<Candidate> intervals(double above, double below) {
        return IntStream.range(0, survivors.size())
                .filter(place -> cumulative[place] > above && from(place) < below)
                .mapToObj(place -> candidate(survivors.id(place)))
                .toList();
    }

    /** The tokens that are not {@code shown}: how many, and the sums of their probabilities. */
    public EverythingElse everythingElse(List<Candidate> shown) {
        BitSet others = logits.idsExcept(shown.stream().mapToInt(Candidate::id));
        DoubleSummaryStatistics ofModel = new DoubleSummaryStatistics(); // its sums lose hardly anything to rounding
        DoubleSummaryStatistics ofSampling = new DoubleSummaryStatistics();
        for (int id = others.nextSetBit(0); id >= 0; id = others.nextSetBit(id + 1)) {
            ofModel.accept(model().at(id));
            ofSampling.accept(samplingProbability(id));
        }
        return new EverythingElse(others.cardinality(), ofModel.getSum(), ofSampling.getSum());
    }

    /** How many tokens the draw could select. */
    public int kept() {
        return survivors.size();
    }
}
