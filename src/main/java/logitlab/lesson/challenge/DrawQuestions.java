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
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;

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
    static Optional<ChallengeQuestion> draw(GeneratedText generated, SeededNumbers numbers) {
        int seed = numbers.whole(0, MOST_SEED);
        Step step = generated.step(Settings.OFF, new Draw(seed, 0));
        List<Candidate> rows = step.intervals(ROWS);
        Candidate chosen = step.candidate(step.chosen());
        double u = step.draw().u();
        double from = chosen.from().orElseThrow();
        double to = chosen.cumulative().orElseThrow();
        if (!generated.readsBack()
                || rows.size() < ROWS
                || chosen.rank() == 0
                || chosen.rank() >= ROWS
                || u - from < DRAW_MARGIN
                || to - u < DRAW_MARGIN) {
            return Optional.empty();
        }
        return Optional.of(new ChallengeQuestion(
                QuestionKind.DRAW,
                Optional.of(generated.text()),
                rows.stream()
                        .map(row -> generated.row(row.id(), Value.percent(row.samplingProbability())))
                        .toList(),
                List.of(Value.share(u)),
                generated.reference(chosen.id(), Settings.OFF, seed),
                generated.choice(rows.stream().mapToInt(Candidate::id), chosen.id()),
                List.of(SolutionLine.of(
                        "challenge.interval",
                        generated.name(chosen.id()),
                        Value.share(from),
                        Value.share(to),
                        Value.share(u)))));
    }

    /** The first of five turns at which a sampled lane leaves a greedy one. */
    static Optional<ChallengeQuestion> parting(GeneratedText generated, SeededNumbers numbers) {
        if (generated.at() + TURNS > generated.steps()) {
            return Optional.empty();
        }
        List<Step> steps = IntStream.range(generated.at(), generated.at() + TURNS)
                .mapToObj(generated.lane()::step)
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
        return Optional.of(new ChallengeQuestion(
                QuestionKind.PARTING,
                Optional.of(generated.text()),
                steps.stream()
                        .map(step -> generated.row(
                                step.greedy(),
                                Value.percent(greedy(step)),
                                Value.share(step.draw().u())))
                        .toList(),
                List.of(Value.count(TURNS)),
                generated.at(generated.at() + parted).reference(),
                new ChallengeQuestion.Number(parted + 1, 0, "count"),
                List.of(SolutionLine.of(
                        "challenge.outside",
                        Value.count(parted + 1),
                        Value.share(parting.draw().u()),
                        Value.share(greedy(parting))))));
    }

    /** The sampling probability of greedy's token. */
    private static double greedy(Step step) {
        return step.candidate(step.greedy()).samplingProbability();
    }

    /** The number of tokens that top-p keeps. */
    static Optional<ChallengeQuestion> nucleus(GeneratedText generated, SeededNumbers numbers) {
        double p = numbers.whole(4, 9) / 10.0;
        return cut(generated, p).map(step -> {
            ChallengeQuestion.Form form = new ChallengeQuestion.Number(step.kept(), 0, "count");
            return cut(generated, QuestionKind.NUCLEUS, step, p, List.of(Value.plain(p)), form);
        });
    }

    /** Whether a program that keeps a given number of tokens implements top-p. */
    static Optional<ChallengeQuestion> crossing(GeneratedText generated, SeededNumbers numbers) {
        double p = numbers.whole(4, 9) / 10.0;
        int off = numbers.whole(-1, 1);
        return cut(generated, p).map(step -> {
            ChallengeQuestion.Form form = new ChallengeQuestion.Choice(
                    VERDICTS.stream()
                            .map(verdict -> new ChallengeQuestion.Option(verdict, Optional.empty()))
                            .toList(),
                    VERDICTS.get(off + 1));
            List<Value> figures = List.of(Value.plain(p), Value.count(step.kept() + off));
            return cut(generated, QuestionKind.CROSSING, step, p, figures, form);
        });
    }

    /** The step under top-p, if it keeps 2 to 7 tokens and no sum is close to p. */
    private static Optional<Step> cut(GeneratedText generated, double p) {
        Step step = generated.step(topP(p), new Draw(0, 0));
        boolean fair = generated.readsBack()
                && step.kept() >= 2
                && step.kept() <= MOST_KEPT
                && sum(step, step.kept()) - p > SUM_MARGIN
                && p - sum(step, step.kept() - 1) > SUM_MARGIN;
        return fair ? Optional.of(step) : Optional.empty();
    }

    private static ChallengeQuestion cut(
            GeneratedText generated,
            QuestionKind kind,
            Step step,
            double p,
            List<Value> figures,
            ChallengeQuestion.Form form) {
        return new ChallengeQuestion(
                kind,
                Optional.of(generated.text()),
                generated.best(step.kept() + 2).stream()
                        .map(row -> generated.row(row.id(), Value.percent(row.modelProbability())))
                        .toList(),
                figures,
                generated.reference(step.chosen(), topP(p), 0),
                form,
                List.of(SolutionLine.of(
                        "challenge.crosses",
                        Value.percent(sum(step, step.kept() - 1)),
                        Value.percent(sum(step, step.kept())),
                        Value.plain(p),
                        Value.count(step.kept()))));
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
