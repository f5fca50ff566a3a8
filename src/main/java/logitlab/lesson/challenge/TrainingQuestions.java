package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;

/** Questions about how surprised a model is, and what training makes of it. */
final class TrainingQuestions {

    /** Rounding two figures to two decimals changes their difference by less. */
    private static final double TOLERANCE = 0.03;

    private static final int TOKENS = 5;

    private TrainingQuestions() {}

    /** The surprise of the token that the model wrote, from its logit and the log-sum-exp. */
    static Optional<ChallengeQuestion> surprise(GeneratedText generated, SeededNumbers numbers) {
        Logits logits = generated.logits();
        int written = generated.written();
        double logit = generated.logit(logits.at(written));
        double logSumExp = generated.logit(logits.logSumExp());
        double right = generated.result(logits.crossEntropy(written), logSumExp - logit, 2);
        if (right < 0.3 || Math.abs(logit) < 0.3 || !generated.canName(written)) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.SURPRISE,
                List.of(generated.row(written, Value.logit(logit))),
                List.of(generated.name(written), Value.logit(logSumExp)),
                new ChallengeQuestion.Number(
                        right,
                        TOLERANCE,
                        "nats",
                        Mistake.of("surprise-sign", -right),
                        Mistake.of("surprise-added", logSumExp + logit),
                        Mistake.of("surprise-logit", logit),
                        Mistake.of("surprise-probability", Math.exp(-right))),
                SolutionLine.of(
                        "challenge.surprise",
                        Value.logit(logSumExp),
                        Value.subtracted(logit),
                        Value.of(Value.Kind.NATS, right))));
    }

    /** The surprises of the tokens that the model wrote from a step on; empty if there are too few. */
    private static double[] surprises(GeneratedText generated) {
        return generated.at() + TOKENS > generated.steps()
                ? new double[0]
                : IntStream.range(generated.at(), generated.at() + TOKENS)
                        .mapToObj(generated::at)
                        .mapToDouble(step -> generated.logit(step.logits().crossEntropy(step.written())))
                        .toArray();
    }

    /** The loss of five tokens: the mean of their surprises. */
    static Optional<ChallengeQuestion> loss(GeneratedText generated, SeededNumbers numbers) {
        double[] surprises = surprises(generated);
        double sum = generated.logit(DoubleStream.of(surprises).sum());
        double right = generated.logit(sum / TOKENS);
        if (right < 0.5) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.LOSS,
                IntStream.range(0, TOKENS)
                        .mapToObj(i -> generated.row(
                                generated.at(generated.at() + i).written(), Value.of(Value.Kind.NATS, surprises[i])))
                        .toList(),
                List.of(Value.count(TOKENS)),
                new ChallengeQuestion.Number(
                        right,
                        TOLERANCE,
                        "nats",
                        Mistake.of("loss-sum", sum),
                        Mistake.of(
                                "loss-largest", DoubleStream.of(surprises).max().orElseThrow()),
                        Mistake.of("loss-perplexity", Math.exp(right))),
                SolutionLine.of(
                        "challenge.mean",
                        Value.of(Value.Kind.NATS, sum),
                        Value.count(TOKENS),
                        Value.of(Value.Kind.NATS, right))));
    }

    /** The perplexity that belongs to a loss. */
    static Optional<ChallengeQuestion> perplexity(GeneratedText generated, SeededNumbers numbers) {
        double loss = generated.logit(DoubleStream.of(surprises(generated)).sum() / TOKENS);
        double right = generated.logit(Math.exp(loss));
        if (loss < 0.7 || loss > 4) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.PERPLEXITY,
                List.of(),
                List.of(Value.of(Value.Kind.NATS, loss), Value.count(TOKENS)),
                new ChallengeQuestion.Number(
                        right,
                        0.03 * right,
                        "number",
                        Mistake.of("perplexity-loss", loss),
                        Mistake.of("perplexity-two", Math.pow(2, loss)),
                        Mistake.of("perplexity-sum", Math.exp(loss * TOKENS)),
                        Mistake.of("perplexity-probability", 1 / right)),
                SolutionLine.of(
                        "challenge.perplexity", Value.of(Value.Kind.NATS, loss), Value.of(Value.Kind.NATS, right))));
    }

    /** The gradient of a logit: its probability, less 1 if its token came. */
    static Optional<ChallengeQuestion> gradient(GeneratedText generated, SeededNumbers numbers) {
        List<Candidate> best = generated.best(2);
        int came = generated.written();
        boolean askedCame = numbers.whole(0, 1) == 0;
        Candidate other = best.get(best.get(0).id() == came ? 1 : 0);
        double cameP = generated.share(generated.logits().probability(came));
        double otherP = generated.share(other.modelProbability());
        int asked = askedCame ? came : other.id();
        double p = askedCame ? cameP : otherP;
        if (cameP < 0.05 || otherP < 0.05 || p > 0.9 || !generated.canName(came) || !generated.canName(other.id())) {
            return Optional.empty();
        }
        double right = generated.share(askedCame ? p - 1 : p);
        return Optional.of(generated.question(
                QuestionKind.GRADIENT,
                List.of(generated.row(came, Value.share(cameP)), generated.row(other.id(), Value.share(otherP))),
                List.of(generated.name(came), generated.name(asked)),
                new ChallengeQuestion.Number(
                        right,
                        0.006,
                        "number",
                        Mistake.of("gradient-sign", -right),
                        Mistake.of(askedCame ? "gradient-no-one" : "gradient-one", askedCame ? p : p - 1),
                        Mistake.of("gradient-others", askedCame ? 1 - p : 1 - cameP)),
                SolutionLine.of(
                        askedCame ? "challenge.gradient-came" : "challenge.gradient-other",
                        generated.name(asked),
                        Value.share(p),
                        Value.of(Value.Kind.SCALED, right))));
    }
}
