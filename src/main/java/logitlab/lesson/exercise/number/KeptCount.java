package logitlab.lesson.exercise.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.StageOrder;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: kept}: how many tokens are kept. */
final class KeptCount {

    private KeptCount() {}

    static NumberQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.truncating(values);
        boolean ordered = values.find("order").isPresent();
        StageOrder order =
                ordered ? values.oneOf("order", List.of(StageOrder.values()), StageOrder::key) : StageOrder.HUGGINGFACE;
        return of(truncation.in(order), ordered);
    }

    /** @param ordered whether the question is about the order, which must then make a difference */
    private static NumberQuestion of(TruncationCase truncation, boolean ordered) {
        int kept = truncation.step().kept();
        Stream<Mistake> mistakes = truncation.wrong().stream()
                .map(wrong -> Mistake.of(
                        wrong.mistake(),
                        wrong.ids().isEmpty() ? Double.NaN : wrong.ids().size()));
        Map<String, Value> holes = new LinkedHashMap<>(truncation.holes());
        holes.put("largest", Value.logit(truncation.logits().max()));
        List<SolutionLine> lines = new ArrayList<>(truncation.lines());
        if (ordered) {
            lines.add(SolutionLine.of("order." + truncation.order().key()));
        }
        return new NumberQuestion(
                List.of(AnswerUnit.COUNT),
                kept,
                Stream.concat(mistakes, Stream.of(Mistake.of("dropped-counted", truncation.size() - kept)))
                        .toList(),
                List.of(),
                truncation.clear() && (!ordered || orderMatters(truncation)),
                new QuestionContent(truncation.givens(-1, lines), holes, truncation::steps, truncation::solution),
                numbers -> of(truncation.fresh(numbers), ordered));
    }

    private static boolean orderMatters(TruncationCase truncation) {
        return Stream.of(StageOrder.values())
                        .mapToInt(order -> truncation.in(order).step().kept())
                        .distinct()
                        .count()
                > 1;
    }
}
