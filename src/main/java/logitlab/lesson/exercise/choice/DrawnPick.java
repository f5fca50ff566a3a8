package logitlab.lesson.exercise.choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Range;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.Facts;
import logitlab.lesson.question.QuestionContent;

/**
 * {@code compute: drawn}: the token whose interval the draw falls into.
 *
 * @param u in [0, 1)
 * @param seeded the draw that {@code u} comes from; empty if the lesson states {@code u}
 */
record DrawnPick(Cut cut, double u, Optional<Draw> seeded) {

    private static final Range DRAWS = Range.of(0, 0.9999);
    private static final Range STEPS = Range.of(0, 1000);
    private static final int MOST_SEED = 9999;

    /** The least distance between a draw and a border: more than learners lose by rounding. */
    private static final double MARGIN = 0.003;

    static ChoiceQuestion of(BlockWords values) {
        Cut cut = Cut.of(values);
        if (values.find("draw").isEmpty()) {
            int step = values.whole("step", STEPS, 0);
            return of(cut, new Draw(values.wholeLong("seed", Draw.SEEDS), step));
        }
        values.find("seed").ifPresent(seed -> {
            throw new InvalidValue("seed", new Rule("not-beside", "draw"), seed);
        });
        return new DrawnPick(cut, values.number("draw", DRAWS), Optional.empty()).question();
    }

    private static ChoiceQuestion of(Cut cut, Draw draw) {
        return new DrawnPick(cut, draw.u(), Optional.of(draw)).question();
    }

    private ChoiceQuestion question() {
        Candidate chosen = chosen();
        return new ChoiceQuestion(
                "drawn",
                fair(),
                ChoiceQuestion.options(cut, cut.ids(), id -> id == chosen.id(), id -> mistake(id, chosen)),
                new QuestionContent(facts(), holes(), this::solution),
                this::fresh);
    }

    private ChoiceQuestion fresh(Dice dice) {
        Cut fresh = cut.fresh(dice);
        return seeded.map(draw -> of(fresh, new Draw(dice.whole(0, MOST_SEED), draw.step())))
                .orElseGet(() -> new DrawnPick(fresh, dice.whole(1, 999) / 1000.0, Optional.empty()).question());
    }

    /** The first kept token whose interval ends beyond the draw; the last one if rounding leaves none. */
    private Candidate chosen() {
        List<Candidate> kept = cut.kept();
        return kept.stream().filter(candidate -> end(candidate) > u).findFirst().orElse(kept.get(kept.size() - 1));
    }

    private static double end(Candidate candidate) {
        return candidate.cumulative().orElseThrow();
    }

    private boolean fair() {
        return cut.clear()
                && cut.kept().stream()
                        .map(DrawnPick::end)
                        .allMatch(end -> end > 1 - 1e-9 || Math.abs(end - u) > MARGIN);
    }

    private String mistake(int id, Candidate chosen) {
        Candidate candidate = cut.step().candidate(id);
        if (id == cut.step().greedy()) {
            return "argmax-where-sampled";
        }
        if (!candidate.kept()) {
            return "dropped-token";
        }
        return id == withoutRenormalising()
                ? "not-renormalised"
                : Math.abs(candidate.rank() - chosen.rank()) == 1 ? "neighbour" : "";
    }

    /** The token that the draw would choose if the intervals were as long as the probabilities before the cut. */
    private int withoutRenormalising() {
        List<Double> before = cut.before();
        double sum = 0;
        for (Candidate candidate : cut.ranked()) {
            sum += before.get(candidate.id());
            if (sum > u) {
                return candidate.id();
            }
        }
        return chosen().id();
    }

    private Facts facts() {
        List<Double> before = cut.before();
        List<Working> lines = new ArrayList<>(List.of(Working.of("before-cut")));
        lines.addAll(cut.lines());
        lines.add(seeded.map(draw -> Working.of(
                        "draw-seeded", Figure.share(u), Figure.plain(draw.seed()), Figure.plain(draw.step())))
                .orElseGet(() -> Working.of("draw", Figure.share(u))));
        List<Facts.Row> rows = cut.ranked().stream()
                .map(candidate -> cut.row(
                        candidate.id(), Figure.logit(candidate.logit()), Figure.share(before.get(candidate.id()))))
                .toList();
        return new Facts(rows, lines);
    }

    private Map<String, Figure> holes() {
        Map<String, Figure> holes = new LinkedHashMap<>(cut.holes());
        holes.put("draw", Figure.share(u));
        seeded.ifPresent(draw -> holes.put("seed", Figure.plain(draw.seed())));
        return holes;
    }

    private List<Working> solution() {
        List<Working> lines = new ArrayList<>();
        for (Candidate candidate : cut.kept()) {
            lines.add(Working.of(
                    "solution.interval",
                    Figure.of(cut.token(candidate.id())),
                    Figure.share(candidate.samplingProbability()),
                    Figure.share(candidate.from().orElseThrow()),
                    Figure.share(end(candidate))));
        }
        lines.add(Working.of("solution.falls", Figure.share(u), Figure.of(cut.token(chosen().id()))));
        return lines;
    }
}
