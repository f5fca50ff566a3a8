package logitlab.lesson.exercise.number;

import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Bias;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: biased}: the probability of one token after biases were added to the logits. */
final class BiasedProbability {

    private BiasedProbability() {}

    static NumberQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        if (truncation.settings().bias().isEmpty()) {
            throw new InvalidValueException("bias", new Constraint("required"), "");
        }
        return of(truncation, truncation.id(values, "of"));
    }

    /** @throws InvalidValueException if there is a bias for a token outside the vocabulary */
    private static NumberQuestion of(TruncationCase truncation, int of) {
        Logits biased = new Bias(truncation.settings().bias())
                .apply(Scores.of(truncation.logits()), Prefix.EMPTY)
                .logits();
        double before = truncation.logits().probability(of);
        double bias = truncation.settings().bias().getOrDefault(of, 0.0);
        return NumberQuestion.ofToken(
                truncation,
                of,
                NumberQuestion.PROBABILITY,
                biased::probability,
                List.of(
                        Mistake.of("bias-on-probability", before + bias),
                        Mistake.of("bias-ignored", before),
                        Mistake.of("not-renormalised", before * Math.exp(bias))),
                () -> SoftmaxByHand.step(truncation, new SoftmaxWork(biased), of),
                () -> solution(truncation, biased, of),
                numbers -> of(truncation.fresh(numbers), of));
    }

    private static List<SolutionLine> solution(TruncationCase truncation, Logits biased, int of) {
        Stream<SolutionLine> added = truncation.settings().bias().entrySet().stream()
                .map(bias -> SolutionLine.of(
                        "solution.bias-added",
                        Value.of(truncation.token(bias.getKey())),
                        Value.logit(truncation.logits().at(bias.getKey())),
                        Value.subtracted(bias.getValue()),
                        Value.logit(biased.at(bias.getKey()))));
        return Stream.concat(added, SoftmaxByHand.of(truncation, new SoftmaxWork(biased), of, false).stream())
                .toList();
    }
}
