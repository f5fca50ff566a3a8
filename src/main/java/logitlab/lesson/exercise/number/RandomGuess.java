package logitlab.lesson.exercise.number;

import java.util.List;
import java.util.Map;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;

/** {@code compute: random-guess}: the loss of a model that gives every token the same probability, ln V for V tokens. */
final class RandomGuess {

    private static final Range VOCABULARY = Range.of(2, 1e6);
    private static final List<Integer> SIZES =
            List.of(50, 100, 200, 500, 1_000, 2_000, 5_000, 8_000, 10_000, 20_000, 50_000, 100_000);

    private RandomGuess() {}

    static NumberQuestion of(BlockValues values) {
        return of(values.whole("vocabulary", VOCABULARY));
    }

    private static NumberQuestion of(int size) {
        Value vocabulary = Value.count(size);
        double nats = Math.log(size);
        return new NumberQuestion(
                List.of(AnswerUnit.NATS),
                nats,
                List.of(
                        Mistake.of("base-two", nats / Math.log(2)),
                        Mistake.of("base-ten", nats / Math.log(10)),
                        Mistake.of("perplexity-itself", size),
                        Mistake.of("sign-forgotten", -nats),
                        Mistake.of("share-itself", 1.0 / size)),
                List.of(),
                true,
                new QuestionContent(
                        Givens.of(SolutionLine.of("vocabulary", vocabulary)),
                        Map.of("vocabulary", vocabulary),
                        () -> List.of(SolutionLine.of("step.random-guess", vocabulary)),
                        () -> List.of(SolutionLine.of("solution.random-guess", vocabulary, Value.scaled(nats)))),
                numbers -> of(SIZES.get(numbers.whole(0, SIZES.size() - 1))));
    }
}
