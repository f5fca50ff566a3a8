package logitlab.lesson.exercise.number;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Figure;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;

/** {@code compute: kept}: how many tokens are kept. */
final class KeptCount {

    private KeptCount() {}

    static NumberQuestion of(BlockWords values) {
        return of(Cut.truncating(values));
    }

    private static NumberQuestion of(Cut cut) {
        int kept = cut.step().kept();
        Stream<Mistake> mistakes = cut.wrong().stream()
                .map(wrong -> Mistake.of(
                        wrong.mistake(),
                        wrong.ids().isEmpty() ? Double.NaN : wrong.ids().size()));
        Map<String, Figure> holes = new LinkedHashMap<>(cut.holes());
        holes.put("largest", Figure.logit(cut.logits().max()));
        return new NumberQuestion(
                List.of(AnswerUnit.COUNT),
                kept,
                Stream.concat(mistakes, Stream.of(Mistake.of("dropped-counted", cut.size() - kept)))
                        .toList(),
                List.of(),
                cut.clear(),
                new QuestionContent(cut.facts(-1, cut.lines()), holes, cut::solution),
                dice -> of(cut.fresh(dice)));
    }
}
