package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;
import logitlab.decoding.RepetitionPenalty;
import logitlab.decoding.Scores;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;

/** Questions that are answered from logits. */
final class LogitQuestions {

    /** Rounding two figures to two decimals changes their difference by less. */
    private static final double TOLERANCE = 0.03;

    private LogitQuestions() {}

    /** From the probability of one token to that of another: only the difference of their logits counts. */
    static Optional<Question> softmax(Story story, Dice dice) {
        List<Candidate> best = story.best(4);
        Candidate given = best.get(0);
        Candidate asked = best.get(dice.whole(1, 3));
        double right = 100 * asked.modelProbability();
        double tolerance = Math.max(0.1, 0.03 * right);
        if (right < 2 || 100 * given.modelProbability() - right < 5 * tolerance) {
            return Optional.empty();
        }
        Figure logit = Figure.logit(asked.logit());
        Figure percent = Figure.percent(given.modelProbability());
        Figure difference = Figure.logit(asked.logit() - given.logit());
        Figure ratio = Figure.share(Math.exp(asked.logit() - given.logit()));
        return Optional.of(story.question(
                Sort.SOFTMAX,
                List.of(story.row(given.id(), Figure.logit(given.logit()), percent), story.row(asked.id(), logit)),
                List.of(story.name(asked.id())),
                new Question.Number(right, tolerance, "percent"),
                Working.of("challenge.distance", logit, Figure.subtracted(given.logit()), difference, ratio),
                Working.of("challenge.share-of", percent, ratio, Figure.percent(asked.modelProbability()))));
    }

    /** How many times as likely one token is as another, once a temperature has divided the logits. */
    static Optional<Question> temperature(Story story, Dice dice) {
        List<Candidate> best = story.best(2);
        double difference = best.get(0).logit() - best.get(1).logit();
        if (difference < 0.6 || difference > 2) {
            return Optional.empty();
        }
        double temperature = dice.whole(0, 1) == 0 ? 0.5 : 2;
        double right = Math.exp(difference / temperature);
        return Optional.of(story.question(
                Sort.TEMPERATURE,
                best.stream()
                        .map(row -> story.row(row.id(), Figure.logit(row.logit())))
                        .toList(),
                List.of(
                        Figure.plain(temperature),
                        story.name(best.get(0).id()),
                        story.name(best.get(1).id())),
                new Question.Number(right, 0.05 * right, "number"),
                Working.of(
                        "challenge.divided",
                        Figure.logit(difference),
                        Figure.plain(temperature),
                        Figure.scaled(difference / temperature),
                        Figure.exponential(right))));
    }

    /** The surprisal of the token that the model wrote, from its logit and the log-sum-exp. */
    static Optional<Question> surprise(Story story, Dice dice) {
        Logits logits = story.logits();
        int written = story.written();
        double logit = logits.at(written);
        double right = logits.crossEntropy(written);
        if (right < 0.3 || Math.abs(logit) < 0.3) {
            return Optional.empty();
        }
        Figure logSumExp = Figure.logit(logits.logSumExp());
        Figure nats = Figure.of(Figure.Sort.NATS, right);
        return Optional.of(story.question(
                Sort.SURPRISE,
                List.of(story.row(written, Figure.logit(logit))),
                List.of(story.name(written), logSumExp),
                new Question.Number(right, TOLERANCE, "nats"),
                Working.of("challenge.surprise", logSumExp, Figure.subtracted(logit), nats)));
    }

    /** The logit of a token of the text after a repetition penalty. */
    static Optional<Question> penalty(Story story, Dice dice) {
        int id = story.before().at(dice.whole(0, story.before().size() - 1));
        double penalty = dice.whole(0, 1) == 0 ? 1.5 : 2;
        Scores scores = Scores.of(story.logits());
        double logit = scores.logits().at(id);
        double right = new RepetitionPenalty(penalty)
                .apply(scores, story.before())
                .logits()
                .at(id);
        if (Math.abs(logit) < 0.8) {
            return Optional.empty();
        }
        return Optional.of(story.question(
                Sort.PENALTY,
                List.of(story.row(id, Figure.logit(logit))),
                List.of(story.name(id), Figure.plain(penalty)),
                new Question.Number(right, TOLERANCE, "number"),
                Working.of(
                        logit > 0 ? "challenge.penalty-divides" : "challenge.penalty-multiplies",
                        Figure.logit(logit),
                        Figure.plain(penalty),
                        Figure.logit(right))));
    }
}
