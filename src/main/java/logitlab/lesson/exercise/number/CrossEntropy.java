package logitlab.lesson.exercise.number;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.Logits;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: cross-entropy}: the surprisal of one token in nats, straight from the logits. */
final class CrossEntropy {

    private CrossEntropy() {}

    static NumberQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        return of(truncation, truncation.id(values, "of"));
    }

    private static NumberQuestion of(TruncationCase truncation, int of) {
        Logits logits = truncation.logits();
        double nats = logits.crossEntropy(of);
        return NumberQuestion.ofToken(
                truncation,
                of,
                List.of(AnswerUnit.NATS),
                logits::crossEntropy,
                List.of(
                        Mistake.of("sign-forgotten", -nats),
                        Mistake.of("probability-itself", logits.probability(of)),
                        Mistake.of("logit-itself", -logits.at(of)),
                        Mistake.of("base-two", nats / Math.log(2)),
                        Mistake.of("base-ten", nats / Math.log(10))),
                () -> List.of(SolutionLine.of(
                        "step.surprise", Value.scaled(logits.logSumExp()), Value.subtracted(logits.at(of)))),
                () -> solution(truncation, of),
                NumberQuestion.ofAnyToken(truncation, CrossEntropy::of));
    }

    private static List<SolutionLine> solution(TruncationCase truncation, int of) {
        Logits logits = truncation.logits();
        SoftmaxWork work = new SoftmaxWork(logits);
        List<SolutionLine> lines = new ArrayList<>(SoftmaxByHand.beforeDivision(truncation, work, false));
        lines.add(SolutionLine.of(
                "solution.log-sum-exp",
                Value.exponential(work.sum()),
                Value.scaled(Math.log(work.sum())),
                Value.logit(logits.max()),
                Value.scaled(logits.logSumExp())));
        lines.add(SolutionLine.of(
                "solution.surprise",
                Value.of(truncation.token(of)),
                Value.scaled(logits.logSumExp()),
                Value.subtracted(logits.at(of)),
                Value.scaled(logits.crossEntropy(of))));
        return lines;
    }
}
