package logitlab.lesson.exercise.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/**
 * {@code compute: gradient}: the slope of the loss at the logit of one token, {@code p - y}: its probability, minus 1 if it is the
 * token that came.
 */
final class LogitGradient {

    private LogitGradient() {}

    static NumberQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        return of(truncation, truncation.id(values, "of"), truncation.id(values, "came"));
    }

    private static NumberQuestion of(TruncationCase truncation, int of, int came) {
        Value token = Value.of(truncation.token(of));
        double p = truncation.logits().probability(of);
        int y = of == came ? 1 : 0;
        Map<String, Value> holes = new LinkedHashMap<>();
        holes.put("token", token);
        holes.put("came", Value.of(truncation.token(came)));
        holes.put("logit", Value.logit(truncation.logits().at(of)));
        holes.put("largest", Value.logit(truncation.logits().max()));
        return new NumberQuestion(
                List.of(AnswerUnit.NUMBER),
                p - y,
                List.of(
                        Mistake.of("target-forgotten", y == 1 ? p : Double.NaN, token),
                        Mistake.of("target-everywhere", y == 0 ? p - 1 : Double.NaN, token),
                        Mistake.of("sign-turned", y - p, token),
                        Mistake.of("surprise-itself", truncation.logits().crossEntropy(of), token)),
                List.of(token),
                true,
                new QuestionContent(
                        truncation.givens(of, List.of(SolutionLine.of("came", Value.of(truncation.token(came))))),
                        holes,
                        () -> List.of(SolutionLine.of("step.gradient", Value.share(p), Value.plain(y))),
                        () -> solution(truncation, of, p, y)),
                numbers -> {
                    TruncationCase fresh = truncation.fresh(numbers);
                    int target = numbers.whole(0, fresh.size() - 1);
                    return of(fresh, numbers.whole(0, 1) == 1 ? target : numbers.whole(0, fresh.size() - 1), target);
                });
    }

    private static List<SolutionLine> solution(TruncationCase truncation, int of, double p, int y) {
        List<SolutionLine> lines =
                new ArrayList<>(SoftmaxByHand.of(truncation, new SoftmaxWork(truncation.logits()), of, false));
        lines.add(SolutionLine.of("solution.gradient", Value.share(p), Value.plain(y), Value.scaled(p - y)));
        return lines;
    }
}
