package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.RepetitionPenalty;
import logitlab.lesson.Dice;
import logitlab.lesson.Facts;
import logitlab.lesson.Figure;
import logitlab.lesson.Working;

/** Questions about logits themselves. */
final class Scores {

    /** More than rounding two figures to two decimals moves their difference. */
    private static final double TOLERANCE = 0.03;

    private Scores() {}

    /** The surprise of the token that the text went on with, from its logit and the log-sum-exp. */
    static Optional<Question> surprise(Story story, int at, Dice dice) {
        Logits logits = story.logits(at);
        int came = story.lane().ids().get(at);
        double right = logits.crossEntropy(came);
        if (right < 0.3 || Math.abs(logits.at(came)) < 0.3) {
            return Optional.empty();
        }
        Figure logit = Figure.of(Figure.Sort.LOGIT, logits.at(came));
        return Optional.of(new Question(
                Sort.SURPRISE,
                Optional.of(story.text(at)),
                List.of(new Facts.Row(story.token(came), List.of(logit), true)),
                List.of(Figure.of(story.token(came)), Figure.of(Figure.Sort.LOGIT, logits.logSumExp())),
                story.moment(at),
                new Question.Number(right, TOLERANCE, "nats"),
                List.of(Working.of(
                        "challenge.surprise",
                        Figure.of(Figure.Sort.LOGIT, logits.logSumExp()),
                        Figure.of(Figure.Sort.SUBTRACTED, logits.at(came)),
                        Figure.of(Figure.Sort.NATS, right)))));
    }

    /** What a repetition penalty makes of the logit of a token that the text has. */
    static Optional<Question> penalty(Story story, int at, Dice dice) {
        Prefix text = story.before(at);
        int id = text.at(dice.whole(0, text.size() - 1));
        double penalty = dice.whole(0, 1) == 0 ? 1.5 : 2;
        double logit = story.logits(at).at(id);
        double right = penalised(story, at, id, penalty);
        if (Math.abs(logit) < 0.8) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                Sort.PENALTY,
                Optional.of(story.text(at)),
                List.of(new Facts.Row(story.token(id), List.of(Figure.of(Figure.Sort.LOGIT, logit)), true)),
                List.of(Figure.of(story.token(id)), Figure.of(Figure.Sort.PLAIN, penalty)),
                story.moment(at),
                new Question.Number(right, TOLERANCE, "number"),
                List.of(Working.of(
                        logit > 0 ? "challenge.penalty-divides" : "challenge.penalty-multiplies",
                        Figure.of(Figure.Sort.LOGIT, logit),
                        Figure.of(Figure.Sort.PLAIN, penalty),
                        Figure.of(Figure.Sort.LOGIT, right)))));
    }

    private static double penalised(Story story, int at, int id, double penalty) {
        return new RepetitionPenalty(penalty)
                .apply(logitlab.decoding.Scores.of(story.logits(at)), story.before(at))
                .logits()
                .at(id);
    }
}
