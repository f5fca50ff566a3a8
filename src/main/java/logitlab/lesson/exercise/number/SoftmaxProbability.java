package logitlab.lesson.exercise.number;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: softmax}: the probability that softmax gives to one token. */
final class SoftmaxProbability {

    private SoftmaxProbability() {}

    static NumberQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        return of(truncation, truncation.id(values, "of"));
    }

    private static NumberQuestion of(TruncationCase truncation, int of) {
        SoftmaxWork work = new SoftmaxWork(truncation.logits());
        double sumOfLogits =
                work.all().stream().mapToDouble(SoftmaxWork.Line::logit).sum();
        List<Mistake> mistakes = mistakes(work, of);
        mistakes.add(Mistake.of("share-of-logits", work.line(of).logit() / sumOfLogits));
        return NumberQuestion.ofToken(
                truncation,
                of,
                NumberQuestion.PROBABILITY,
                id -> work.line(id).probability(),
                mistakes,
                () -> SoftmaxByHand.step(truncation, work, of),
                () -> SoftmaxByHand.of(truncation, work, of, false),
                NumberQuestion.ofAnyToken(truncation, SoftmaxProbability::of));
    }

    /**
     * Mistakes in softmax itself: the exponential, with and without the largest logit subtracted, not divided by anything; and
     * the exponential divided by the sum of only the two, three, ... largest exponentials, up to about half of them.
     */
    static List<Mistake> mistakes(SoftmaxWork work, int of) {
        SoftmaxWork.Line line = work.line(of);
        List<Mistake> mistakes = new ArrayList<>();
        mistakes.add(Mistake.of("exponential-alone", line.exponential()));
        mistakes.add(Mistake.of("exponential-alone", Math.exp(line.logit())));
        List<SoftmaxWork.Line> best = work.best(work.size());
        double sum = best.get(0).exponential();
        for (int count = 2; count <= (best.size() + 1) / 2; count++) {
            sum += best.get(count - 1).exponential();
            boolean belongs = best.subList(0, count).contains(line);
            mistakes.add(Mistake.of("top-only", belongs ? line.exponential() / sum : Double.NaN));
        }
        return mistakes;
    }
}
