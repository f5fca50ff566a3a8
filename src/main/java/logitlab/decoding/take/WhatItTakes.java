package logitlab.decoding.take;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import logitlab.decoding.Bias;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Order;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.decoding.Temperature;
import logitlab.decoding.Truncation;

/**
 * What it would take for one token to be kept by the settings, and to be chosen, at one step. Each answer changes one thing and leaves
 * all others as they are, and each is found by trying: the decoder has run at the end that is given and at the next number outside it.
 *
 * <p>Numbers have at most six decimals. The searches are exact because the outcome can change only once in their direction:
 *
 * <ul>
 *   <li>A larger top-k or top-p keeps what a smaller one keeps, and so does a smaller min-p. The same holds for typical-p, which comes
 *       last.
 *   <li>As the temperature rises, the draw falls on the same token or on one of a lower rank. Its cumulative probability up to rank r
 *       is {@code C = sum_(i <= r) exp(a_i b) / sum_(i < n) exp(a_i b)} with {@code b = 1 / T}, of which {@code d ln C / db} is the
 *       mean of a over the first r minus its mean over all n, so at least 0: C falls while T rises. The number n of tokens that top-p and
 *       min-p keep can only grow, which makes C fall as well.
 *   <li>A token that a bias has made the best has an interval that begins at 0 and grows with the bias.
 * </ul>
 *
 * <p>A typical-p below 1 breaks all of this but the order of its own values, because it may drop the best tokens. Another order than that
 * of transformers may break all of it, because a cut then also changes what the stages after it see. Then there can be several spans, and
 * they are looked for in small steps: a span is missed if it lies between two neighbours. See {@link #FINEST}, {@link #temperatures}.
 *
 * <pre>
 * logits [2, 1, 0], no settings, draw 0.7, token 1: probabilities 0.665, 0.245, 0.090
 * draws()          from 0.665 up to 0.910
 * keeps(TOP_K)     from 2           keeps(TOP_P)  from 0.665241       keeps(MIN_P)  up to 0.367879
 * </pre>
 */
public final class WhatItTakes {

    /** Where there may be several spans, each top-k up to this one is tried, then steps of 2%; of the others as many values or more. */
    static final int FINEST = 200;

    private static final int DECIMALS = 6;
    private static final DecimalGrid TEMPERATURES =
            DecimalGrid.of(DECIMALS, Temperature.RANGE.min(), Temperature.RANGE.max());
    private static final DecimalGrid BIASES = DecimalGrid.of(DECIMALS, Bias.RANGE.min(), Bias.RANGE.max());
    private static final double BIASES_TRIED =
            30; // times the temperature: a third of them below the best, the rest above
    private static final long MOST_WORK = 4_000_000;
    private static final int MOST_RUNGS = 4_000;

    private final Logits logits;
    private final Prefix prefix;
    private final Settings settings;
    private final Draw draw;
    private final int token;
    private final Step step;
    private final List<Stage> adjusting; // the stages before the first truncation
    private final Scores adjusted; // after these, which is where most trials of truncations begin

    /**
     * @param logits of the step, as they came from the model
     * @param prefix all ids before it
     * @param settings of the lane; greedy decoding uses only bias and penalty
     * @param token one of the vocabulary
     */
    public WhatItTakes(Logits logits, Prefix prefix, Settings settings, Draw draw, int token) {
        this.logits = logits;
        this.prefix = prefix;
        this.settings = settings;
        this.draw = draw;
        this.token = token;
        this.step = tried(settings);
        this.adjusting = Decoder.SAMPLE.stages(settings).stream()
                .takeWhile(stage -> !(stage instanceof Truncation))
                .toList();
        this.adjusted = apply(adjusting, Scores.of(logits));
    }

    private Scores apply(List<Stage> stages, Scores scores) {
        Scores after = scores;
        for (Stage stage : stages) {
            after = stage.apply(after, prefix);
        }
        return after;
    }

    /** Whether these settings, which differ from the lane's at most in their truncations, keep the token. */
    private boolean kept(Settings other) {
        List<Stage> stages = Decoder.SAMPLE.stages(other);
        int same = adjusting.size();
        boolean asBefore = stages.size() >= same && stages.subList(0, same).equals(adjusting);
        Scores scores =
                asBefore ? apply(stages.subList(same, stages.size()), adjusted) : apply(stages, Scores.of(logits));
        return scores.kept(token);
    }

    private Step tried(Settings other) {
        return Step.of(logits, prefix, Decoder.SAMPLE.stages(other), draw);
    }

    /** The step as it is, sampled with these settings. */
    public Step step() {
        return step;
    }

    /** The token as it is. */
    public Candidate candidate() {
        return step.candidate(token);
    }

    /** Whether its logit is minus infinity, so that nothing can choose it. */
    public boolean banned() {
        return !logits.allows(token);
    }

    /** Whether the order of the settings has this one, such as {@code typical-p} or {@code bias}. */
    public boolean has(String key) {
        return !settings.order().lacks(key);
    }

    /** The values of one setting that keep the token. @param cut one that the order {@linkplain #has has} */
    public Values keeps(Cut cut) {
        int vocabulary = logits.size();
        DecimalGrid grid = cut.grid(vocabulary);
        LongPredicate kept = units -> kept(settings.with(cut.key(), grid.value(units)));
        double off = cut.off(vocabulary);
        if (severalSpans() && !(cut == Cut.TYPICAL_P && ordinary())) {
            LongStream now = Stream.ofNullable(settings.toMap().get(cut.key()))
                    .mapToLong(value -> grid.at(Double.parseDouble(value)));
            return values(grid.spans(LongStream.concat(now, rungs(cut, grid)), kept), cut.key(), off);
        }
        if (!kept.test(grid.at(off))) {
            return values(Stream.empty(), cut.key(), off);
        }
        if (cut == Cut.MIN_P) {
            long beyond = DecimalGrid.firstUnit(grid.least() + 1, grid.most(), units -> !kept.test(units));
            return values(Stream.of(new Span(0, grid.value(beyond - 1))), cut.key(), off);
        }
        long first = DecimalGrid.firstUnit(grid.least(), grid.most() - 1, kept);
        return values(Stream.of(new Span(grid.value(first), grid.value(grid.most()))), cut.key(), off);
    }

    private boolean severalSpans() {
        return !ordinary() || settings.typicalP() != Settings.OFF.typicalP();
    }

    private boolean ordinary() {
        return settings.order() == Order.TRANSFORMERS;
    }

    private LongStream rungs(Cut cut, DecimalGrid grid) {
        return cut == Cut.TOP_K
                ? LongStream.iterate(1, k -> k <= grid.most(), k -> k < FINEST ? k + 1 : k + k / 50)
                : LongStream.rangeClosed(0, rungs(FINEST, MOST_WORK / 5))
                        .map(rung -> rung * grid.most() / rungs(FINEST, MOST_WORK / 5));
    }

    private Values values(Stream<Span> found, String key, double off) {
        List<Span> spans = found.toList();
        return new Values(
                spans,
                spans.isEmpty()
                        ? tried(settings.with(key, off)).candidate(token).droppedBy()
                        : Optional.empty());
    }

    /** The draws that choose the token: from {@code from} up to, but without, {@code to}; empty if the settings drop it. */
    public Optional<Span> draws() {
        Candidate candidate = candidate();
        return candidate.kept()
                ? Optional.of(new Span(
                        candidate.from().getAsDouble(), candidate.cumulative().getAsDouble()))
                : Optional.empty();
    }

    /**
     * The temperatures at which this draw chooses the token: one span, or none. With typical-p or in another order there may be several,
     * and those that lie between two of the temperatures that are tried first are missed. These have equal ratios, and their number falls with the size of
     * the vocabulary: 4,000 (0.3% apart) up to 1,000 tokens, 976 (1.2%) for 4,096, and 400 (3%) from 10,000 on.
     */
    public Values temperatures() {
        if (banned()) {
            return new Values(List.of(), Optional.empty());
        }
        Stream<Span> spans = severalSpans()
                ? TEMPERATURES.spans(
                        LongStream.concat(
                                LongStream.of(TEMPERATURES.at(settings.temperature())),
                                TEMPERATURES.ratios(rungs(400, MOST_WORK))),
                        units -> chosenAt(units) == token)
                : singleSpan();
        Values values = values(spans, "temperature", Temperature.RANGE.max());
        return new Values(values.spans(), values.droppedBy().filter(cut -> !cut.equals(Cut.TYPICAL_P.key())));
    }

    /** How many values are tried first: fewer of a large vocabulary. */
    private int rungs(int least, long work) {
        return (int) Math.max(least, Math.min(MOST_RUNGS, work / logits.size()));
    }

    private Stream<Span> singleSpan() {
        int rank = candidate().rank();
        long from = DecimalGrid.firstUnit(
                TEMPERATURES.least(), TEMPERATURES.most(), units -> rank(chosenAt(units)) >= rank);
        long beyond = DecimalGrid.firstUnit(from, TEMPERATURES.most(), units -> rank(chosenAt(units)) > rank);
        return from == beyond
                ? Stream.empty()
                : Stream.of(new Span(TEMPERATURES.value(from), TEMPERATURES.value(beyond - 1)));
    }

    private int rank(int id) {
        return step.candidate(id).rank();
    }

    private int chosenAt(long temperature) {
        return tried(settings.with("temperature", TEMPERATURES.value(temperature)))
                .chosen();
    }

    /**
     * The smallest bias of the token, instead of the one that it has, from which on this draw always chooses it; empty if none up to the
     * largest does. A smaller bias may choose it, too: on its way up, its interval passes over the draw. Where there may be
     * several spans, biases are tried in steps of a tenth of the temperature, and in other orders also of a tenth; in smaller steps for
     * less than 2,500 tokens.
     */
    public OptionalDouble bias() {
        OptionalDouble best = greedyBias();
        if (best.isEmpty()) {
            return best;
        }
        long low = BIASES.at(best.getAsDouble());
        LongPredicate chosen =
                units -> tried(settings.withBias(token, BIASES.value(units))).chosen() == token;
        if (severalSpans()) {
            return BIASES.spans(biasRungs(low), chosen)
                    .filter(span -> span.to() == Bias.RANGE.max())
                    .mapToDouble(Span::from)
                    .findFirst();
        }
        return value(DecimalGrid.firstUnit(low, BIASES.most(), chosen));
    }

    private LongStream biasRungs(long low) {
        int count = rungs(3 * FINEST / 2, MOST_WORK / 5);
        double rung = BIASES_TRIED * Math.pow(10, DECIMALS) / count;
        DoubleStream scales = ordinary() // in other orders, some stages see the logits before the temperature
                ? DoubleStream.of(settings.temperature())
                : DoubleStream.of(settings.temperature(), 1);
        return scales.mapToObj(scale -> LongStream.rangeClosed(-count / 3, 2 * count / 3)
                        .map(number -> low + Math.round(number * rung * scale)))
                .flatMapToLong(Function.identity());
    }

    private static OptionalDouble value(long bias) {
        return bias > BIASES.most() ? OptionalDouble.empty() : OptionalDouble.of(BIASES.value(bias));
    }

    /** The smallest bias that makes greedy decoding choose the token; every larger one does, too. Empty if none up to the largest does. */
    public OptionalDouble greedyBias() {
        return value(DecimalGrid.firstUnit(
                BIASES.least(),
                BIASES.most(),
                units -> tried(settings.withBias(token, BIASES.value(units))).greedy() == token));
    }

    /** How much its logit is below the best one, both after bias and penalty, in nats: 0 for the best, infinite for a banned token. */
    public double gap() {
        Step greedy = Step.of(logits, prefix, Decoder.GREEDY.stages(settings), draw);
        return greedy.candidate(greedy.greedy()).adjustedLogit()
                - greedy.candidate(token).adjustedLogit();
    }

    /**
     * The first seed after the present one whose draw chooses the token at this step; empty if the next {@code most} seeds have none.
     * After the largest seed comes 0.
     */
    public OptionalLong nextSeed(int most) {
        return draws().stream()
                .flatMapToLong(interval -> LongStream.iterate(Draw.nextSeed(draw.seed()), Draw::nextSeed)
                        .limit(most)
                        .filter(seed -> {
                            double u = new Draw(seed, draw.step()).u();
                            return u >= interval.from() && u < interval.to();
                        })
                        .limit(1))
                .findFirst();
    }
}
