package logitlab.lesson;

import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/**
 * {@code compute: truncated}: the sampling probability of a token that stays, renormalised over all that stay.
 *
 * <pre>
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * of: mat
 * top-p: 0.8
 * </pre>
 */
public record TruncatedProbability(Cut cut, int of) implements Computation {

    static final List<String> KEYS =
            Stream.concat(Cut.KEYS.stream(), Stream.of("of")).toList();

    static final List<String> MISTAKES = Stream.concat(
                    Cut.MISTAKES.stream(), Stream.of("not-renormalised", "divided-by-p", "other-token"))
            .toList();

    static TruncatedProbability of(BlockWords words) {
        Cut cut = Cut.truncating(words);
        int of = cut.vocabulary().id(words, "of");
        if (!cut.step().candidate(of).kept()) {
            throw new InvalidValue("of", new Rule("stays"), words.text("of"));
        }
        return new TruncatedProbability(cut, of);
    }

    @Override
    public Kind kind() {
        return Kind.TRUNCATED;
    }

    @Override
    public GivenSoftmax.Vocabulary vocabulary() {
        return cut.vocabulary();
    }

    @Override
    public TruncatedProbability fresh(Dice dice) {
        Cut fresh = cut.fresh(dice);
        return new TruncatedProbability(
                fresh, fresh.kept().get(dice.whole(0, fresh.step().kept() - 1)).id());
    }

    @Override
    public boolean clear() {
        return cut.clear();
    }

    @Override
    public double value() {
        return cut.step().candidate(of).samplingProbability();
    }

    @Override
    public List<Mistake> mistakes() {
        double before = cut.before().get(of);
        Stream<Mistake> wrongCuts =
                cut.wrong().stream().map(wrong -> new Mistake(wrong.name(), cut.among(wrong.ids(), of), token()));
        Stream<Mistake> byP = cut.settings().topP() < 1
                ? Stream.of(new Mistake("divided-by-p", before / cut.settings().topP(), token()))
                : Stream.empty();
        return Computation.finite(Stream.of(
                        wrongCuts,
                        Stream.of(new Mistake("not-renormalised", before, token())),
                        byP,
                        otherTokens(id -> cut.step().candidate(id).samplingProbability())
                                .filter(mistake -> mistake.value() > 0))
                .flatMap(mistakes -> mistakes));
    }

    @Override
    public List<Working> settings() {
        return cut.said();
    }

    @Override
    public List<Working> solution() {
        List<Double> before = cut.before();
        List<Integer> kept = Cut.ids(cut.kept());
        double sum = kept.stream().mapToDouble(before::get).sum();
        return Stream.concat(
                        cut.solution().stream(),
                        Stream.of(
                                Working.of(
                                        "solution.kept-sum",
                                        new Figure.Sum(
                                                Figure.Sort.SHARE,
                                                kept.stream().map(before::get).toList()),
                                        Figure.of(Figure.Sort.SHARE, sum)),
                                Working.of(
                                        "solution.divide",
                                        Figure.of(vocabulary().token(of)),
                                        Figure.of(Figure.Sort.SHARE, before.get(of)),
                                        Figure.of(Figure.Sort.SHARE, sum),
                                        Figure.of(Figure.Sort.SHARE, value()),
                                        Figure.of(Figure.Sort.PERCENT, value()))))
                .toList();
    }
}
