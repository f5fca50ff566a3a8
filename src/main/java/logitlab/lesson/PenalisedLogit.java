package logitlab.lesson;

import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Edit;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;

/**
 * {@code compute: penalised}: the logit of a token that stands in the text already, after a repetition penalty.
 *
 * <pre>
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * of: moon
 * repetition-penalty: 1.25
 * </pre>
 */
public record PenalisedLogit(GivenSoftmax.Vocabulary vocabulary, int of, Settings on) implements Computation {

    static final List<String> KEYS = List.of("tokens", "logits", "of", "repetition-penalty");

    static final List<String> MISTAKES =
            List.of("penalty-turned-round", "penalty-subtracted", "no-penalty", "other-token");

    static PenalisedLogit of(BlockWords words) {
        GivenSoftmax.Vocabulary vocabulary = GivenSoftmax.Vocabulary.of(words);
        words.text("repetition-penalty");
        return new PenalisedLogit(vocabulary, vocabulary.id(words, "of"), words.settings());
    }

    private double penalty() {
        return on.repetitionPenalty();
    }

    private double logit() {
        return vocabulary.logits().at(of);
    }

    @Override
    public Kind kind() {
        return Kind.PENALISED;
    }

    @Override
    public List<NumberExercise.Unit> units() {
        return List.of(NumberExercise.Unit.NUMBER);
    }

    @Override
    public PenalisedLogit fresh(Dice dice) {
        GivenSoftmax.Vocabulary fresh = vocabulary.fresh(dice);
        return new PenalisedLogit(fresh, dice.whole(0, fresh.tokens().size() - 1), on);
    }

    @Override
    public double value() {
        return penalised(of);
    }

    private double penalised(int id) {
        return Edit.penalised(penalty())
                .apply(vocabulary.logits(), Prefix.of(id))
                .at(id);
    }

    @Override
    public List<Mistake> mistakes() {
        double turned = logit() > 0 ? logit() * penalty() : logit() / penalty();
        return Computation.finite(Stream.concat(
                Stream.of(
                        new Mistake("penalty-turned-round", turned, token()),
                        new Mistake("penalty-subtracted", logit() - penalty(), token()),
                        new Mistake("no-penalty", logit(), token())),
                otherTokens(this::penalised)));
    }

    @Override
    public List<Working> settings() {
        return Cut.said(on, vocabulary);
    }

    @Override
    public List<Working> solution() {
        return List.of(Working.of(
                logit() > 0 ? "solution.penalty-divides" : "solution.penalty-multiplies",
                Figure.of(vocabulary.token(of)),
                Figure.of(Figure.Sort.LOGIT, logit()),
                Figure.of(Figure.Sort.PLAIN, penalty()),
                Figure.of(Figure.Sort.SCALED, value())));
    }
}
