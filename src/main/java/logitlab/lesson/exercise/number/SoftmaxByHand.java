package logitlab.lesson.exercise.number;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.TruncationCase;

/** Softmax by hand, one sentence per step: subtract the largest logit, take the exponentials, add them up, divide. */
final class SoftmaxByHand {

    private SoftmaxByHand() {}

    /** @param scaled whether the logits were divided, so that they need more decimals */
    static List<SolutionLine> of(TruncationCase truncation, SoftmaxWork work, int of, boolean scaled) {
        SoftmaxWork.Line asked = work.line(of);
        List<SolutionLine> lines = new ArrayList<>(beforeDivision(truncation, work, scaled));
        lines.add(SolutionLine.of(
                "solution.divide",
                Value.of(truncation.token(of)),
                Value.exponential(asked.exponential()),
                Value.exponential(work.sum()),
                Value.share(asked.probability()),
                Value.percent(asked.probability())));
        return List.copyOf(lines);
    }

    /** The division, with a question mark for its result. */
    static List<SolutionLine> step(TruncationCase truncation, SoftmaxWork work, int of) {
        return List.of(SolutionLine.of(
                "step.divide",
                Value.of(truncation.token(of)),
                Value.exponential(work.line(of).exponential()),
                Value.exponential(work.sum())));
    }

    static List<SolutionLine> beforeDivision(TruncationCase truncation, SoftmaxWork work, boolean scaled) {
        DoubleFunction<Value> logit = scaled ? Value::scaled : Value::logit;
        Value subtracted = scaled ? Value.of(Value.Kind.SCALED_SUBTRACTED, work.max()) : Value.subtracted(work.max());
        List<SolutionLine> lines = new ArrayList<>();
        lines.add(SolutionLine.of(
                "solution.largest",
                logit.apply(work.max()),
                Value.of(truncation.token(work.best(1).get(0).id()))));
        for (SoftmaxWork.Line line : work.all()) {
            lines.add(SolutionLine.of(
                    "solution.exponential",
                    Value.of(truncation.token(line.id())),
                    logit.apply(line.logit()),
                    subtracted,
                    logit.apply(line.shifted()),
                    Value.exponential(line.exponential())));
        }
        List<Double> exponentials =
                work.all().stream().map(SoftmaxWork.Line::exponential).toList();
        lines.add(SolutionLine.of(
                "solution.sum", new Value.Sum(Value.Kind.EXPONENTIAL, exponentials), Value.exponential(work.sum())));
        return lines;
    }
}
