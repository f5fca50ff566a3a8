package logitlab.lesson;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.SoftmaxWork;

/** Softmax by hand, one sentence a step: subtract the largest, take the exponentials, add them up, divide. */
final class SoftmaxSolution {

    private SoftmaxSolution() {}

    /** @param sort in which the logits are written, and {@code subtracted} behind a minus sign */
    static List<Working> of(
            GivenSoftmax.Vocabulary vocabulary, SoftmaxWork work, int of, Figure.Sort sort, Figure.Sort subtracted) {
        List<Working> lines = new ArrayList<>();
        lines.add(Working.of(
                "solution.largest",
                Figure.of(sort, work.max()),
                Figure.of(vocabulary.token(work.best(1).get(0).id()))));
        for (SoftmaxWork.Line line : work.all()) {
            lines.add(Working.of(
                    "solution.exponential",
                    Figure.of(vocabulary.token(line.id())),
                    Figure.of(sort, line.logit()),
                    Figure.of(subtracted, work.max()),
                    Figure.of(sort, line.shifted()),
                    Figure.of(Figure.Sort.EXPONENTIAL, line.exponential())));
        }
        lines.add(Working.of(
                "solution.sum",
                new Figure.Sum(
                        Figure.Sort.EXPONENTIAL,
                        work.all().stream().map(SoftmaxWork.Line::exponential).toList()),
                Figure.of(Figure.Sort.EXPONENTIAL, work.sum())));
        SoftmaxWork.Line asked = work.line(of);
        lines.add(Working.of(
                "solution.divide",
                Figure.of(vocabulary.token(of)),
                Figure.of(Figure.Sort.EXPONENTIAL, asked.exponential()),
                Figure.of(Figure.Sort.EXPONENTIAL, work.sum()),
                Figure.of(Figure.Sort.SHARE, asked.probability()),
                Figure.of(Figure.Sort.PERCENT, asked.probability())));
        return List.copyOf(lines);
    }
}
