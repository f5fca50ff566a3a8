package logitlab.lesson.exercise.number;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: kept}: how many tokens are kept. */
final class KeptCount {

    private KeptCount() {}

    static NumberQuestion of(BlockValues values) {
        return of(TruncationCase.truncating(values));
    }

    private static NumberQuestion of(TruncationCase truncation) {
        int kept = truncation.step().kept();
        Stream<Mistake> mistakes = truncation.wrong().stream()
                .map(wrong -> Mistake.of(
                        wrong.mistake(),
                        wrong.ids().isEmpty() ? Double.NaN : wrong.ids().size()));
        Map<String, Value> holes = new LinkedHashMap<>(truncation.holes());
        holes.put("largest", Value.logit(truncation.logits().max()));
        return new NumberQuestion(
                List.of(AnswerUnit.COUNT),
                kept,
                Stream.concat(mistakes, Stream.of(Mistake.of("dropped-counted", truncation.size() - kept)))
                        .toList(),
                List.of(),
                truncation.clear(),
                new QuestionContent(truncation.givens(-1, truncation.lines()), holes, truncation::solution),
                numbers -> of(truncation.fresh(numbers)));
    }
}
