package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.Dice;
import logitlab.lesson.Facts;
import logitlab.lesson.Figure;
import logitlab.lesson.Working;

/** Questions about what top-p keeps. */
final class Cuts {

    private static final int MOST = 7;

    /** How far a sum lies from p: more than rounding to a hundredth of a per cent moves it. */
    private static final double MARGIN = 0.004;

    /** Of the dice, on which nothing depends here. */
    private static final long SEED = 0;

    private Cuts() {}

    /** How many tokens top-p keeps. */
    static Optional<Question> nucleus(Story story, int at, Dice dice) {
        double p = dice.whole(4, 9) / 10.0;
        return cut(story, at, p)
                .map(step -> new Question(
                        Sort.NUCLEUS,
                        Optional.of(story.text(at)),
                        rows(story, at, step),
                        List.of(Figure.of(Figure.Sort.PLAIN, p)),
                        moment(story, at, step, p),
                        new Question.Number(step.kept(), 0, "count"),
                        solution(step, p)));
    }

    /** Whether a program that kept so many did right. */
    static Optional<Question> crossing(Story story, int at, Dice dice) {
        double p = dice.whole(4, 9) / 10.0;
        int off = dice.whole(-1, 1);
        return cut(story, at, p)
                .map(step -> new Question(
                        Sort.CROSSING,
                        Optional.of(story.text(at)),
                        rows(story, at, step),
                        List.of(Figure.of(Figure.Sort.PLAIN, p), Figure.of(Figure.Sort.COUNT, step.kept() + off)),
                        moment(story, at, step, p),
                        new Question.Choice(
                                Stream.of("crossing-dropped", "as-it-should", "one-too-many")
                                        .map(word -> new Question.Option(word, Optional.empty()))
                                        .toList(),
                                List.of("crossing-dropped", "as-it-should", "one-too-many")
                                        .get(off + 1)),
                        solution(step, p)));
    }

    /** The step under top-p, where 2 to 7 tokens stay and no sum lies close to p. */
    private static Optional<Step> cut(Story story, int at, double p) {
        Step step = story.step(at, topP(p), new Draw(SEED, 0));
        double crossed = sum(step, step.kept());
        double before = sum(step, step.kept() - 1);
        return story.readsBack(at)
                        && step.kept() >= 2
                        && step.kept() <= MOST
                        && crossed - p > MARGIN
                        && p - before > MARGIN
                ? Optional.of(step)
                : Optional.empty();
    }

    private static Settings topP(double p) {
        return new Settings(new TreeMap<>(), 1, 1, OptionalInt.empty(), p, 0, 1);
    }

    private static Moment moment(Story story, int at, Step step, double p) {
        return Moment.after(story.text(at), step.chosen(), topP(p), SEED);
    }

    /** Of the model probabilities of the best tokens, all of them kept. */
    private static double sum(Step step, int count) {
        return step.intervals(count).stream()
                .mapToDouble(Candidate::modelProbability)
                .sum();
    }

    private static List<Facts.Row> rows(Story story, int at, Step step) {
        return story.best(at, step.kept() + 2).stream()
                .map(row -> Probabilities.row(story, row, Probabilities.percent(row.modelProbability())))
                .toList();
    }

    private static List<Working> solution(Step step, double p) {
        return List.of(Working.of(
                "challenge.crosses",
                Probabilities.percent(sum(step, step.kept() - 1)),
                Probabilities.percent(sum(step, step.kept())),
                Figure.of(Figure.Sort.PLAIN, p),
                Figure.of(Figure.Sort.COUNT, step.kept())));
    }
}
