package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;
import logitlab.decoding.RepetitionPenalty;
import logitlab.decoding.Scores;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;

/** Questions that are answered from logits. */
final class LogitQuestions {

    /** Rounding two figures to two decimals changes their difference by less. */
    private static final double TOLERANCE = 0.03;

    private LogitQuestions() {}

    /** From the probability of one token to that of another: only the difference of their logits counts. */
    static Optional<ChallengeQuestion> softmax(GeneratedText generated, SeededNumbers numbers) {
        List<Candidate> best = generated.best(4);
        Candidate given = best.get(0);
        Candidate asked = best.get(numbers.whole(1, 3));
        double right = 100 * asked.modelProbability();
        double tolerance = Math.max(0.1, 0.03 * right);
        if (right < 2 || 100 * given.modelProbability() - right < 5 * tolerance) {
            return Optional.empty();
        }
        Value logit = Value.logit(asked.logit());
        Value percent = Value.percent(given.modelProbability());
        Value difference = Value.logit(asked.logit() - given.logit());
        Value ratio = Value.share(Math.exp(asked.logit() - given.logit()));
        return Optional.of(generated.question(
                QuestionKind.SOFTMAX,
                List.of(
                        generated.row(given.id(), Value.logit(given.logit()), percent),
                        generated.row(asked.id(), logit)),
                List.of(generated.name(asked.id())),
                new ChallengeQuestion.Number(right, tolerance, "percent"),
                SolutionLine.of("challenge.distance", logit, Value.subtracted(given.logit()), difference, ratio),
                SolutionLine.of("challenge.share-of", percent, ratio, Value.percent(asked.modelProbability()))));
    }

    /** How many times as likely one token is as another, once a temperature has divided the logits. */
    static Optional<ChallengeQuestion> temperature(GeneratedText generated, SeededNumbers numbers) {
        List<Candidate> best = generated.best(2);
        double difference = best.get(0).logit() - best.get(1).logit();
        if (difference < 0.6 || difference > 2) {
            return Optional.empty();
        }
        double temperature = numbers.whole(0, 1) == 0 ? 0.5 : 2;
        double right = Math.exp(difference / temperature);
        return Optional.of(generated.question(
                QuestionKind.TEMPERATURE,
                best.stream()
                        .map(row -> generated.row(row.id(), Value.logit(row.logit())))
                        .toList(),
                List.of(
                        Value.plain(temperature),
                        generated.name(best.get(0).id()),
                        generated.name(best.get(1).id())),
                new ChallengeQuestion.Number(right, 0.05 * right, "number"),
                SolutionLine.of(
                        "challenge.divided",
                        Value.logit(difference),
                        Value.plain(temperature),
                        Value.scaled(difference / temperature),
                        Value.exponential(right))));
    }

    /** The surprisal of the token that the model wrote, from its logit and the log-sum-exp. */
    static Optional<ChallengeQuestion> surprise(GeneratedText generated, SeededNumbers numbers) {
        Logits logits = generated.logits();
        int written = generated.written();
        double logit = logits.at(written);
        double right = logits.crossEntropy(written);
        if (right < 0.3 || Math.abs(logit) < 0.3) {
            return Optional.empty();
        }
        Value logSumExp = Value.logit(logits.logSumExp());
        Value nats = Value.of(Value.Kind.NATS, right);
        return Optional.of(generated.question(
                QuestionKind.SURPRISE,
                List.of(generated.row(written, Value.logit(logit))),
                List.of(generated.name(written), logSumExp),
                new ChallengeQuestion.Number(right, TOLERANCE, "nats"),
                SolutionLine.of("challenge.surprise", logSumExp, Value.subtracted(logit), nats)));
    }

    /** The logit of a token of the text after a repetition penalty. */
    static Optional<ChallengeQuestion> penalty(GeneratedText generated, SeededNumbers numbers) {
        int first = generated.model().startTokens(generated.before());
        int id = generated.before().at(numbers.whole(first, generated.before().size() - 1));
        double penalty = numbers.whole(0, 1) == 0 ? 1.5 : 2;
        Scores scores = Scores.of(generated.logits());
        double logit = scores.logits().at(id);
        double right = new RepetitionPenalty(penalty)
                .apply(scores, generated.before())
                .logits()
                .at(id);
        if (Math.abs(logit) < 0.8) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.PENALTY,
                List.of(generated.row(id, Value.logit(logit))),
                List.of(generated.name(id), Value.plain(penalty)),
                new ChallengeQuestion.Number(right, TOLERANCE, "number"),
                SolutionLine.of(
                        logit > 0 ? "challenge.penalty-divides" : "challenge.penalty-multiplies",
                        Value.logit(logit),
                        Value.plain(penalty),
                        Value.logit(right))));
    }
}
