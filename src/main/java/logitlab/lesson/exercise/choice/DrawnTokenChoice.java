package logitlab.lesson.exercise.choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
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
 * {@code compute: drawn}: the token whose interval the draw falls into.
 *
 * @param u in [0, 1)
 * @param seeded the draw that {@code u} comes from; empty if the lesson states {@code u}
 */
record DrawnTokenChoice(TruncationCase truncation, double u, Optional<Draw> seeded) {

    private static final Range DRAWS = Range.of(0, 0.9999);
    private static final Range STEPS = Range.of(0, 1000);
    private static final int MOST_SEED = 9999;

    /** The least distance between a draw and a border: more than learners lose by rounding. */
    private static final double MARGIN = 0.003;

    static ChoiceQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        if (values.find("draw").isEmpty()) {
            int step = values.whole("step", STEPS, 0);
            return of(truncation, new Draw(values.wholeLong("seed", Draw.SEEDS), step));
        }
        values.find("seed").ifPresent(seed -> {
            throw new InvalidValueException("seed", new Constraint("not-beside", "draw"), seed);
        });
        return new DrawnTokenChoice(truncation, values.number("draw", DRAWS), Optional.empty()).question();
    }

    private static ChoiceQuestion of(TruncationCase truncation, Draw draw) {
        return new DrawnTokenChoice(truncation, draw.u(), Optional.of(draw)).question();
    }

    private ChoiceQuestion question() {
        Candidate chosen = chosen();
        return new ChoiceQuestion(
                "drawn",
                fair(),
                ChoiceQuestion.options(
                        truncation, truncation.ids(), id -> id == chosen.id(), id -> mistake(id, chosen)),
                new QuestionContent(givens(), holes(), this::step, this::solution),
                this::fresh);
    }

    private ChoiceQuestion fresh(SeededNumbers numbers) {
        TruncationCase fresh = truncation.fresh(numbers);
        return seeded.map(draw -> of(fresh, new Draw(numbers.whole(0, MOST_SEED), draw.step())))
                .orElseGet(
                        () -> new DrawnTokenChoice(fresh, numbers.whole(1, 999) / 1000.0, Optional.empty()).question());
    }

    /** The first kept token whose interval ends beyond the draw; the last one if rounding leaves none. */
    private Candidate chosen() {
        List<Candidate> kept = truncation.kept();
        return kept.stream().filter(candidate -> end(candidate) > u).findFirst().orElse(kept.get(kept.size() - 1));
    }

    private static double end(Candidate candidate) {
        return candidate.cumulative().orElseThrow();
    }

    private boolean fair() {
        return truncation.clear()
                && truncation.kept().stream()
                        .map(DrawnTokenChoice::end)
                        .allMatch(end -> end > 1 - 1e-9 || Math.abs(end - u) > MARGIN);
    }

    private String mistake(int id, Candidate chosen) {
        Candidate candidate = truncation.step().candidate(id);
        if (id == truncation.step().greedy()) {
            return "argmax-where-sampled";
        }
        if (!candidate.kept()) {
            return "dropped-token";
        }
        return id == withoutRenormalising()
                ? "not-renormalised"
                : Math.abs(candidate.rank() - chosen.rank()) == 1 ? "neighbour" : "";
    }

    /** The token that the draw would choose if the intervals were as long as the probabilities before the truncation. */
    private int withoutRenormalising() {
        List<Double> before = truncation.before();
        double sum = 0;
        for (Candidate candidate : truncation.ranked()) {
            sum += before.get(candidate.id());
            if (sum > u) {
                return candidate.id();
            }
        }
        return chosen().id();
    }

    private Givens givens() {
        List<Double> before = truncation.before();
        List<SolutionLine> lines = new ArrayList<>(
                List.of(SolutionLine.of("shares" + (truncation.settings().temperature() == 1 ? "" : ".temperature")
                        + (truncation.truncates() ? ".cut" : ""))));
        lines.addAll(truncation.lines());
        lines.add(seeded.map(draw -> SolutionLine.of(
                        "draw-seeded", Value.share(u), Value.plain(draw.seed()), Value.plain(draw.step() + 1)))
                .orElseGet(() -> SolutionLine.of("draw", Value.share(u))));
        List<Givens.Row> rows = truncation.ranked().stream()
                .map(candidate -> truncation.row(
                        candidate.id(), Value.logit(candidate.logit()), Value.share(before.get(candidate.id()))))
                .toList();
        return new Givens(rows, lines);
    }

    private Map<String, Value> holes() {
        Map<String, Value> holes = new LinkedHashMap<>(truncation.holes());
        holes.put("draw", Value.share(u));
        seeded.ifPresent(draw -> holes.put("seed", Value.plain(draw.seed())));
        return holes;
    }

    private List<SolutionLine> step() {
        return SolutionLine.listed(intervals(truncation), SolutionLine.of("step.draw", Value.share(u)));
    }

    private List<SolutionLine> solution() {
        return SolutionLine.listed(
                intervals(truncation),
                SolutionLine.of("solution.falls", Value.share(u), Value.of(truncation.token(chosen().id()))));
    }

    /** Where each kept token's interval begins and ends. */
    static Stream<SolutionLine> intervals(TruncationCase truncation) {
        return truncation.kept().stream()
                .map(candidate -> SolutionLine.of(
                        "solution.interval",
                        Value.of(truncation.token(candidate.id())),
                        Value.share(candidate.samplingProbability()),
                        Value.share(candidate.from().orElseThrow()),
                        Value.share(end(candidate))));
    }
}
