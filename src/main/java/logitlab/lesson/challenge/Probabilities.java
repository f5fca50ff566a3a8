package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.Dice;
import logitlab.lesson.Facts;
import logitlab.lesson.Figure;
import logitlab.lesson.Working;

/** Questions about the probabilities of one step. */
final class Probabilities {

    private static final int ROWS = 5;

    /** How far a draw lies from the border of an interval: more than rounding to a hundredth of a per cent moves it. */
    private static final double MARGIN = 0.003;

    private static final int MOST_SEED = 9999;

    private Probabilities() {}

    /** From one token's logit and probability to another's: only the distance of the logits counts. */
    static Optional<Question> softmax(Story story, int at, Dice dice) {
        List<Candidate> best = story.best(at, 4);
        Candidate given = best.get(0);
        Candidate asked = best.get(dice.whole(1, 3));
        double right = 100 * asked.modelProbability();
        double tolerance = Math.max(0.1, 0.03 * right);
        if (right < 2 || 100 * given.modelProbability() - right < 5 * tolerance) {
            return Optional.empty();
        }
        double ratio = Math.exp(asked.logit() - given.logit());
        return Optional.of(new Question(
                Sort.SOFTMAX,
                Optional.of(story.text(at)),
                List.of(
                        row(story, given, logit(given), percent(given.modelProbability())),
                        row(story, asked, logit(asked))),
                List.of(Figure.of(story.token(asked.id()))),
                story.moment(at),
                new Question.Number(right, tolerance, "percent"),
                List.of(
                        Working.of(
                                "challenge.distance",
                                logit(asked),
                                Figure.of(Figure.Sort.SUBTRACTED, given.logit()),
                                Figure.of(Figure.Sort.LOGIT, asked.logit() - given.logit()),
                                Figure.of(Figure.Sort.SHARE, ratio)),
                        Working.of(
                                "challenge.share-of",
                                percent(given.modelProbability()),
                                Figure.of(Figure.Sort.SHARE, ratio),
                                percent(asked.modelProbability())))));
    }

    /** Where a draw falls. */
    static Optional<Question> draw(Story story, int at, Dice dice) {
        int seed = dice.whole(0, MOST_SEED);
        Step step = story.step(at, Settings.OFF, new Draw(seed, 0));
        List<Candidate> rows = step.intervals(ROWS);
        Candidate chosen = step.candidate(step.chosen());
        double u = step.draw().u();
        if (!story.readsBack(at)
                || rows.size() < ROWS
                || chosen.rank() == 0
                || chosen.rank() >= ROWS
                || u - chosen.from().orElseThrow() < MARGIN
                || chosen.cumulative().orElseThrow() - u < MARGIN) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                Sort.DRAW,
                Optional.of(story.text(at)),
                rows.stream()
                        .map(row -> row(story, row, percent(row.samplingProbability())))
                        .toList(),
                List.of(Figure.of(Figure.Sort.SHARE, u)),
                Moment.after(story.text(at), chosen.id(), Settings.OFF, seed),
                choice(story, rows, chosen.id()),
                List.of(Working.of(
                        "challenge.interval",
                        Figure.of(story.token(chosen.id())),
                        Figure.of(Figure.Sort.SHARE, chosen.from().orElseThrow()),
                        Figure.of(Figure.Sort.SHARE, chosen.cumulative().orElseThrow()),
                        Figure.of(Figure.Sort.SHARE, u)))));
    }

    /** How many times as likely one token is as another, once a temperature has divided the logits. */
    static Optional<Question> temperature(Story story, int at, Dice dice) {
        List<Candidate> best = story.best(at, 2);
        double distance = best.get(0).logit() - best.get(1).logit();
        if (distance < 0.6 || distance > 2) {
            return Optional.empty();
        }
        double temperature = dice.whole(0, 1) == 0 ? 0.5 : 2;
        double right = Math.exp(distance / temperature);
        return Optional.of(new Question(
                Sort.TEMPERATURE,
                Optional.of(story.text(at)),
                best.stream().map(row -> row(story, row, logit(row))).toList(),
                List.of(
                        Figure.of(Figure.Sort.PLAIN, temperature),
                        Figure.of(story.token(best.get(0).id())),
                        Figure.of(story.token(best.get(1).id()))),
                story.moment(at),
                new Question.Number(right, 0.05 * right, "number"),
                List.of(Working.of(
                        "challenge.divided",
                        Figure.of(Figure.Sort.LOGIT, distance),
                        Figure.of(Figure.Sort.PLAIN, temperature),
                        Figure.of(Figure.Sort.SCALED, distance / temperature),
                        Figure.of(Figure.Sort.EXPONENTIAL, right)))));
    }

    static Question.Choice choice(Story story, List<Candidate> options, int right) {
        return new Question.Choice(
                options.stream()
                        .map(option -> new Question.Option(
                                Integer.toString(option.id()), Optional.of(story.token(option.id()))))
                        .toList(),
                Integer.toString(right));
    }

    static Facts.Row row(Story story, Candidate candidate, Figure... figures) {
        return new Facts.Row(story.token(candidate.id()), List.of(figures), false);
    }

    static Figure percent(double share) {
        return Figure.of(Figure.Sort.PERCENT, share);
    }

    private static Figure logit(Candidate candidate) {
        return Figure.of(Figure.Sort.LOGIT, candidate.logit());
    }
}
