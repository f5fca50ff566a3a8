package logitlab.lesson.exercise.number;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.Logits;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.Mistake;

/** {@code compute: cross-entropy}: the surprisal of one token in nats, straight from the logits. */
final class CrossEntropy {

    private CrossEntropy() {}

    static NumberQuestion of(BlockWords values) {
        Cut cut = Cut.of(values);
        return of(cut, cut.id(values, "of"));
    }

    private static NumberQuestion of(Cut cut, int of) {
        Logits logits = cut.logits();
        double nats = logits.crossEntropy(of);
        return NumberQuestion.ofToken(
                cut,
                of,
                List.of(AnswerUnit.NATS),
                logits::crossEntropy,
                List.of(
                        Mistake.of("sign-forgotten", -nats),
                        Mistake.of("probability-itself", logits.probability(of)),
                        Mistake.of("logit-itself", -logits.at(of)),
                        Mistake.of("base-two", nats / Math.log(2)),
                        Mistake.of("base-ten", nats / Math.log(10))),
                () -> solution(cut, of),
                dice -> of(cut.fresh(dice), dice.whole(0, cut.size() - 1)));
    }

    private static List<Working> solution(Cut cut, int of) {
        Logits logits = cut.logits();
        SoftmaxWork work = SoftmaxWork.of(logits);
        List<Working> lines = new ArrayList<>(SoftmaxSolution.beforeDivision(cut, work, false));
        lines.add(Working.of(
                "solution.log-sum-exp",
                Figure.exponential(work.sum()),
                Figure.scaled(Math.log(work.sum())),
                Figure.logit(logits.max()),
                Figure.scaled(logits.logSumExp())));
        lines.add(Working.of(
                "solution.surprise",
                Figure.of(cut.token(of)),
                Figure.scaled(logits.logSumExp()),
                Figure.subtracted(logits.at(of)),
                Figure.scaled(logits.crossEntropy(of))));
        return lines;
    }
}
