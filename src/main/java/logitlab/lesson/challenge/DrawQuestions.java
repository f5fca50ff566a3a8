package logitlab.lesson.challenge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;

/** Questions about a draw: where it falls, where it comes from, and how often a token comes. */
final class DrawQuestions {

    /** The least distance of a draw from the edge of an interval; rounding to 0.01% moves the edge by less. */
    static final double MARGIN = 0.003;

    private static final int ROWS = 5;

    /** Most draws fall into the first row, so only one in this many of them is asked about. */
    private static final int OF_FIRST_ROW = 5;

    private static final int MOST_SEED = 9999;
    private static final int STEPS = 3;

    private DrawQuestions() {}

    /** The token in whose interval a draw falls. */
    static Optional<ChallengeQuestion> draw(GeneratedText generated, SeededNumbers numbers) {
        int seed = numbers.whole(0, MOST_SEED);
        Step step = generated.step(Settings.OFF, new Draw(seed, 0));
        List<Candidate> rows = step.intervals(ROWS);
        Candidate chosen = step.candidate(step.chosen());
        double u = step.draw().u();
        double exactFrom = chosen.from().orElseThrow();
        double exactTo = chosen.cumulative().orElseThrow();
        if (!generated.readsBack()
                || rows.size() < ROWS
                || chosen.rank() == 0 && (generated.edition() == Edition.FIRST || numbers.whole(1, OF_FIRST_ROW) > 1)
                || chosen.rank() >= ROWS
                || u - exactFrom < MARGIN
                || exactTo - u < MARGIN) {
            return Optional.empty();
        }
        int first = rows.get(0).id();
        int below = rows.get(Math.max(0, chosen.rank() - 1)).id();
        double to = generated.result(exactTo, sum(generated, rows, chosen.rank() + 1), 4);
        double from = generated.result(exactFrom, sum(generated, rows, chosen.rank()), 4);
        return Optional.of(new ChallengeQuestion(
                QuestionKind.DRAW,
                "",
                Optional.of(generated.text()),
                rows.stream()
                        .map(row -> generated.row(row.id(), Value.percent(row.samplingProbability())))
                        .toList(),
                List.of(Value.share(u)),
                generated.reference(chosen.id(), Settings.OFF, seed),
                generated.choice(
                        rows.stream().map(Candidate::id).toList(),
                        chosen.id(),
                        id -> id == first ? "draw-greedy" : id == below ? "draw-before" : "draw-interval"),
                List.of(SolutionLine.of(
                        "challenge.interval",
                        generated.name(chosen.id()),
                        Value.share(from),
                        Value.share(to),
                        Value.share(u)))));
    }

    /** The sum of the printed figures of some rows. */
    private static double sum(GeneratedText generated, List<Candidate> rows, int count) {
        return rows.stream()
                .limit(count)
                .mapToDouble(row -> generated.share(row.samplingProbability()))
                .sum();
    }

    /** The draw of a step in a different text with the same seed: the same as in this one. */
    static Optional<ChallengeQuestion> again(GeneratedText generated, SeededNumbers numbers) {
        int asked = numbers.whole(0, STEPS - 1);
        double temperature = numbers.whole(3, 6) / 5.0;
        GeneratedText start = generated.at(0);
        if (generated.steps() < STEPS) {
            return Optional.empty();
        }
        List<Value> draws = IntStream.range(0, STEPS)
                .mapToObj(at -> Value.share(new Draw(start.lane().seed(), at).u()))
                .toList();
        List<ChallengeQuestion.Option> options = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            options.add(new ChallengeQuestion.Option("step-" + (i + 1), Optional.of(draws.get(i))));
        }
        options.add(new ChallengeQuestion.Option("unknown", Optional.empty()));
        String right = "step-" + (asked + 1);
        Map<String, String> mistakes = Map.of(
                "unknown", "again-unknown", "step-1", "again-step", "step-2", "again-step", "step-3", "again-step");
        return Optional.of(start.question(
                QuestionKind.AGAIN,
                IntStream.range(0, STEPS)
                        .mapToObj(at -> start.row(start.lane().ids().get(at), draws.get(at)))
                        .toList(),
                List.of(Value.plain(start.lane().seed()), Value.plain(temperature), Value.count(asked + 1)),
                new ChallengeQuestion.Choice(options, right, mistakes),
                SolutionLine.of("challenge.same-draw", Value.count(asked + 1), draws.get(asked))));
    }

    /** How often a token should come in many draws. */
    static Optional<ChallengeQuestion> often(GeneratedText generated, SeededNumbers numbers) {
        int draws = List.of(200, 500, 2000, 5000).get(numbers.whole(0, 3));
        List<Candidate> best = generated.best(4);
        Candidate asked = best.get(numbers.whole(0, 3));
        double p = generated.share(asked.samplingProbability());
        long right = Math.round(draws * p);
        if (p < 0.01 || p > 0.9 || !generated.canName(asked.id())) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.OFTEN,
                best.stream()
                        .map(row -> generated.row(row.id(), Value.percent(row.samplingProbability())))
                        .toList(),
                List.of(Value.count(draws), generated.name(asked.id())),
                new ChallengeQuestion.Number(
                        right,
                        1,
                        "count",
                        Mistake.of("often-percent", Math.round(100 * p)),
                        Mistake.of("often-apart", Math.round(1 / p)),
                        Mistake.of("often-all", draws)),
                SolutionLine.of("challenge.expected", Value.count(draws), Value.share(p), Value.count(right))));
    }
}
