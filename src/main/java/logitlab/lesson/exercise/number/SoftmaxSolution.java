package logitlab.lesson.exercise.number;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Cut;

/** Softmax by hand, one sentence per step: subtract the largest logit, take the exponentials, add them up, divide. */
final class SoftmaxSolution {

    private SoftmaxSolution() {}

    /** @param scaled whether the logits were divided, so that they need more decimals */
    static List<Working> of(Cut cut, SoftmaxWork work, int of, boolean scaled) {
        SoftmaxWork.Line asked = work.line(of);
        List<Working> lines = new ArrayList<>(beforeDivision(cut, work, scaled));
        lines.add(Working.of(
                "solution.divide",
                Figure.of(cut.token(of)),
                Figure.exponential(asked.exponential()),
                Figure.exponential(work.sum()),
                Figure.share(asked.probability()),
                Figure.percent(asked.probability())));
        return List.copyOf(lines);
    }

    static List<Working> beforeDivision(Cut cut, SoftmaxWork work, boolean scaled) {
        DoubleFunction<Figure> logit = scaled ? Figure::scaled : Figure::logit;
        Figure subtracted =
                scaled ? Figure.of(Figure.Sort.SCALED_SUBTRACTED, work.max()) : Figure.subtracted(work.max());
        List<Working> lines = new ArrayList<>();
        lines.add(Working.of(
                "solution.largest",
                logit.apply(work.max()),
                Figure.of(cut.token(work.best(1).get(0).id()))));
        for (SoftmaxWork.Line line : work.all()) {
            lines.add(Working.of(
                    "solution.exponential",
                    Figure.of(cut.token(line.id())),
                    logit.apply(line.logit()),
                    subtracted,
                    logit.apply(line.shifted()),
                    Figure.exponential(line.exponential())));
        }
        List<Double> exponentials =
                work.all().stream().map(SoftmaxWork.Line::exponential).toList();
        lines.add(Working.of(
                "solution.sum", new Figure.Sum(Figure.Sort.EXPONENTIAL, exponentials), Figure.exponential(work.sum())));
        return lines;
    }
}
