package logitlab.lesson.exercise.choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: lost}: at which station a token was lost that was not chosen: the cut dropped it, or the draw missed its interval. */
final class LostTokenChoice {

    private static final Range STEPS = Range.of(0, 1000);
    private static final int MOST_SEED = 9999;

    private LostTokenChoice() {}

    static ChoiceQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        Draw draw = new Draw(values.wholeLong("seed", Draw.SEEDS), values.whole("step", STEPS, 0));
        return of(truncation, truncation.id(values, "of"), draw);
    }

    private static ChoiceQuestion of(TruncationCase truncation, int of, Draw draw) {
        int chosen = truncation.step().chosenBy(draw);
        String right = truncation.keeps(of) ? "draw" : "cut";
        Value token = Value.of(truncation.token(of));
        Value taken = Value.of(truncation.token(chosen));
        Map<String, Value> holes = new LinkedHashMap<>(truncation.holes());
        holes.put("token", token);
        holes.put("chosen", taken);
        return new ChoiceQuestion(
                "lost",
                chosen != of && truncation.clear(),
                Stream.of("logits", "temperature", "cut", "draw")
                        .map(station -> ChoiceQuestion.Option.of(
                                "station-" + station,
                                List.of(),
                                station.equals(right),
                                mistake(station, truncation.keeps(of))))
                        .toList(),
                new QuestionContent(
                        givens(truncation, draw, taken),
                        holes,
                        () -> List.of(SolutionLine.of("step.lost", token)),
                        () -> List.of(SolutionLine.of(
                                "solution.lost-" + right,
                                token,
                                Value.share(draw.u()),
                                taken,
                                Value.share(truncation.probability(of))))),
                numbers -> fresh(truncation, draw, numbers));
    }

    private static ChoiceQuestion fresh(TruncationCase truncation, Draw draw, SeededNumbers numbers) {
        return of(
                truncation.fresh(numbers),
                numbers.whole(0, truncation.size() - 1),
                new Draw(numbers.whole(0, MOST_SEED), draw.step()));
    }

    private static String mistake(String station, boolean kept) {
        return switch (station) {
            case "logits" -> "logits-drop-none";
            case "temperature" -> "temperature-drops-none";
            case "cut" -> "not-cut";
            default -> kept ? "" : "cut-before";
        };
    }

    private static Givens givens(TruncationCase truncation, Draw draw, Value taken) {
        List<SolutionLine> lines = new ArrayList<>(List.of(SolutionLine.of("after-cut")));
        lines.addAll(truncation.lines());
        lines.add(SolutionLine.of("drawn", Value.share(draw.u()), taken));
        List<Givens.Row> rows = truncation.ranked().stream()
                .map((Candidate candidate) -> truncation.row(
                        candidate.id(), Value.logit(candidate.logit()), Value.share(candidate.samplingProbability())))
                .toList();
        return new Givens(rows, lines);
    }
}
