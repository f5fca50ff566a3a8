package logitlab.lesson.exercise.choice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/**
 * {@code compute: replay}: the token that a seed chooses again, from the draws of two seeds. A draw depends on its seed and its step
 * alone.
 *
 * @param seed that is used again
 * @param other that is not
 * @param step counted from 0
 */
record ReplayChoice(TruncationCase truncation, long seed, long other, int step) {

    private static final int STEPS = 3;
    private static final Range STEP = Range.of(0, STEPS - 1);
    private static final int MOST_SEED = 99;
    private static final double MARGIN = 0.003;

    static ChoiceQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        long seed = values.wholeLong("seed", Draw.SEEDS);
        long other = values.wholeLong("other", Draw.SEEDS);
        if (seed == other) {
            throw new InvalidValueException("other", new Constraint("other-than", "seed"), values.text("other"));
        }
        return new ReplayChoice(truncation, seed, other, values.whole("step", STEP, 0)).question();
    }

    private static double draw(long seed, int step) {
        return new Draw(seed, step).u();
    }

    private ChoiceQuestion question() {
        int right = chosen(draw(seed, step));
        return new ChoiceQuestion(
                "replay",
                fair(right),
                ChoiceQuestion.options(truncation, truncation.ids(), id -> id == right, this::mistake),
                new QuestionContent(
                        givens(),
                        holes(),
                        () -> SolutionLine.listed(
                                DrawnTokenChoice.intervals(truncation),
                                SolutionLine.of("step.replay", Value.plain(seed), Value.plain(step + 1))),
                        () -> SolutionLine.listed(
                                DrawnTokenChoice.intervals(truncation),
                                SolutionLine.of(
                                        "solution.replay",
                                        Value.plain(seed),
                                        Value.plain(step + 1),
                                        Value.share(draw(seed, step)),
                                        Value.of(truncation.token(right))))),
                numbers -> fresh(numbers).question());
    }

    private ReplayChoice fresh(SeededNumbers numbers) {
        int first = numbers.whole(1, MOST_SEED);
        return new ReplayChoice(
                truncation.fresh(numbers), first, first + numbers.whole(1, 9), numbers.whole(0, STEPS - 1));
    }

    private int chosen(double u) {
        return truncation.kept().stream()
                .filter(candidate -> candidate.cumulative().orElseThrow() > u)
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Whether the other seed's draw would choose another token, and no draw is close to a border. */
    private boolean fair(int right) {
        return truncation.clear()
                && chosen(draw(other, step)) != right
                && truncation.kept().stream()
                        .map(candidate -> candidate.cumulative().orElseThrow())
                        .allMatch(end -> end > 1 - 1e-9
                                || Stream.of(seed, other).allMatch(each -> Math.abs(end - draw(each, step)) > MARGIN));
    }

    private String mistake(int id) {
        if (id == chosen(draw(other, step))) {
            return "other-seed";
        }
        return IntStream.range(0, STEPS).anyMatch(at -> id == chosen(draw(seed, at)))
                ? "other-step"
                : id == truncation.step().greedy() ? "argmax-where-sampled" : "";
    }

    private Givens givens() {
        List<Givens.Row> rows = truncation.ranked().stream()
                .map(candidate -> truncation.row(candidate.id(), Value.share(candidate.samplingProbability())))
                .toList();
        return new Givens(
                rows,
                Stream.concat(
                                Stream.of(SolutionLine.of("lengths")),
                                Stream.of(seed, other).sorted().map(ReplayChoice::draws))
                        .toList());
    }

    private static SolutionLine draws(long seed) {
        return SolutionLine.of(
                "draws",
                Value.plain(seed),
                Value.share(draw(seed, 0)),
                Value.share(draw(seed, 1)),
                Value.share(draw(seed, 2)));
    }

    private Map<String, Value> holes() {
        Map<String, Value> holes = new LinkedHashMap<>();
        holes.put("seed", Value.plain(seed));
        holes.put("step", Value.plain(step + 1));
        return holes;
    }
}
