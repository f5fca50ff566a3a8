package logitlab.lesson.exercise.number;

import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Bias;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.Mistake;

/** {@code compute: biased}: the probability of one token after biases were added to the logits. */
final class BiasedProbability {

    private BiasedProbability() {}

    static NumberQuestion of(BlockWords values) {
        Cut cut = Cut.of(values);
        if (cut.settings().bias().isEmpty()) {
            throw new InvalidValue("bias", new Rule("required"), "");
        }
        return of(cut, cut.id(values, "of"));
    }

    /** @throws InvalidValue if there is a bias for a token outside the vocabulary */
    private static NumberQuestion of(Cut cut, int of) {
        Logits biased = new Bias(cut.settings().bias())
                .apply(Scores.of(cut.logits()), Prefix.EMPTY)
                .logits();
        double before = cut.logits().probability(of);
        double bias = cut.settings().bias().getOrDefault(of, 0.0);
        return NumberQuestion.ofToken(
                cut,
                of,
                NumberQuestion.PROBABILITY,
                biased::probability,
                List.of(
                        Mistake.of("bias-on-probability", before + bias),
                        Mistake.of("bias-ignored", before),
                        Mistake.of("not-renormalised", before * Math.exp(bias))),
                () -> solution(cut, biased, of),
                dice -> of(cut.fresh(dice), of));
    }

    private static List<Working> solution(Cut cut, Logits biased, int of) {
        Stream<Working> added = cut.settings().bias().entrySet().stream()
                .map(bias -> Working.of(
                        "solution.bias-added",
                        Figure.of(cut.token(bias.getKey())),
                        Figure.logit(cut.logits().at(bias.getKey())),
                        Figure.subtracted(bias.getValue()),
                        Figure.logit(biased.at(bias.getKey()))));
        return Stream.concat(added, SoftmaxSolution.of(cut, SoftmaxWork.of(biased), of, false).stream())
                .toList();
    }
}
