package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;

/** Questions that are answered by adding up probabilities: where a draw falls, and what top-p keeps. */
final class DrawQuestions {

    private static final int ROWS = 5;
    private static final int MOST_SEED = 9999;
    private static final int TURNS = 5;
    private static final int MOST_KEPT = 7;

    /** The least distance of a draw from the edge of an interval; rounding to 0.01% moves the edge by less. */
    private static final double DRAW_MARGIN = 0.003;

    /** The least distance of a sum from p; rounding to 0.01% moves the sum by less. */
    private static final double SUM_MARGIN = 0.004;

    private static final List<String> VERDICTS = List.of("crossing-dropped", "as-it-should", "one-too-many");

    private DrawQuestions() {}

    /** The token in whose interval a draw falls. */
    static Optional<Question> draw(Story story, Dice dice) {
        int seed = dice.whole(0, MOST_SEED);
        Step step = story.step(Settings.OFF, new Draw(seed, 0));
        List<Candidate> rows = step.intervals(ROWS);
        Candidate chosen = step.candidate(step.chosen());
        double u = step.draw().u();
        double from = chosen.from().orElseThrow();
        double to = chosen.cumulative().orElseThrow();
        if (!story.readsBack()
                || rows.size() < ROWS
                || chosen.rank() == 0
                || chosen.rank() >= ROWS
                || u - from < DRAW_MARGIN
                || to - u < DRAW_MARGIN) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                Sort.DRAW,
                Optional.of(story.text()),
                rows.stream()
                        .map(row -> story.row(row.id(), Figure.percent(row.samplingProbability())))
                        .toList(),
                List.of(Figure.share(u)),
                story.moment(chosen.id(), Settings.OFF, seed),
                story.choice(rows.stream().mapToInt(Candidate::id), chosen.id()),
                List.of(Working.of(
                        "challenge.interval",
                        story.name(chosen.id()),
                        Figure.share(from),
                        Figure.share(to),
                        Figure.share(u)))));
    }

    /** The first of five turns at which a sampled lane leaves a greedy one. */
    static Optional<Question> parting(Story story, Dice dice) {
        if (story.at() + TURNS > story.steps()) {
            return Optional.empty();
        }
        List<Step> steps = IntStream.range(story.at(), story.at() + TURNS)
                .mapToObj(story.lane()::step)
                .toList();
        int parted = IntStream.range(0, TURNS)
                .filter(turn -> steps.get(turn).chosen() != steps.get(turn).greedy())
                .findFirst()
                .orElse(0);
        if (parted == 0
                || steps.stream()
                        .anyMatch(step -> Math.abs(greedy(step) - step.draw().u()) < DRAW_MARGIN)) {
            return Optional.empty();
        }
        Step parting = steps.get(parted);
        return Optional.of(new Question(
                Sort.PARTING,
                Optional.of(story.text()),
                steps.stream()
                        .map(step -> story.row(
                                step.greedy(),
                                Figure.percent(greedy(step)),
                                Figure.share(step.draw().u())))
                        .toList(),
                List.of(Figure.count(TURNS)),
                story.at(story.at() + parted).moment(),
                new Question.Number(parted + 1, 0, "count"),
                List.of(Working.of(
                        "challenge.outside",
                        Figure.count(parted + 1),
                        Figure.share(parting.draw().u()),
                        Figure.share(greedy(parting))))));
    }

    /** The sampling probability of greedy's token. */
    private static double greedy(Step step) {
        return step.candidate(step.greedy()).samplingProbability();
    }

    /** The number of tokens that top-p keeps. */
    static Optional<Question> nucleus(Story story, Dice dice) {
        double p = dice.whole(4, 9) / 10.0;
        return cut(story, p).map(step -> {
            Question.Form form = new Question.Number(step.kept(), 0, "count");
            return cut(story, Sort.NUCLEUS, step, p, List.of(Figure.plain(p)), form);
        });
    }

    /** Whether a program that keeps a given number of tokens implements top-p. */
    static Optional<Question> crossing(Story story, Dice dice) {
        double p = dice.whole(4, 9) / 10.0;
        int off = dice.whole(-1, 1);
        return cut(story, p).map(step -> {
            Question.Form form = new Question.Choice(
                    VERDICTS.stream()
                            .map(verdict -> new Question.Option(verdict, Optional.empty()))
                            .toList(),
                    VERDICTS.get(off + 1));
            List<Figure> figures = List.of(Figure.plain(p), Figure.count(step.kept() + off));
            return cut(story, Sort.CROSSING, step, p, figures, form);
        });
    }

    /** The step under top-p, if it keeps 2 to 7 tokens and no sum is close to p. */
    private static Optional<Step> cut(Story story, double p) {
        Step step = story.step(topP(p), new Draw(0, 0));
        boolean fair = story.readsBack()
                && step.kept() >= 2
                && step.kept() <= MOST_KEPT
                && sum(step, step.kept()) - p > SUM_MARGIN
                && p - sum(step, step.kept() - 1) > SUM_MARGIN;
        return fair ? Optional.of(step) : Optional.empty();
    }

    private static Question cut(Story story, Sort sort, Step step, double p, List<Figure> figures, Question.Form form) {
        return new Question(
                sort,
                Optional.of(story.text()),
                story.best(step.kept() + 2).stream()
                        .map(row -> story.row(row.id(), Figure.percent(row.modelProbability())))
                        .toList(),
                figures,
                story.moment(step.chosen(), topP(p), 0),
                form,
                List.of(Working.of(
                        "challenge.crosses",
                        Figure.percent(sum(step, step.kept() - 1)),
                        Figure.percent(sum(step, step.kept())),
                        Figure.plain(p),
                        Figure.count(step.kept()))));
    }

    private static Settings topP(double p) {
        return new Settings(new TreeMap<>(), 1, 1, OptionalInt.empty(), p, 0, 1);
    }

    /** The sum of the model probabilities of the best {@code count} tokens. */
    private static double sum(Step step, int count) {
        return step.intervals(count).stream()
                .mapToDouble(Candidate::modelProbability)
                .sum();
    }
}
