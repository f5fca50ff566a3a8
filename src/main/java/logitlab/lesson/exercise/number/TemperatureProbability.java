package logitlab.lesson.exercise.number;

import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: temperature}: the probability of one token after every logit was divided by the temperature. */
final class TemperatureProbability {

    private TemperatureProbability() {}

    static NumberQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        values.text("temperature");
        return of(truncation, truncation.id(values, "of"));
    }

    private static NumberQuestion of(TruncationCase truncation, int of) {
        double temperature = truncation.settings().temperature();
        Logits logits = truncation.logits();
        Logits probabilities = logits.map(logits::probability);
        Logits softmaxAgain = probabilities.map(id -> probabilities.at(id) / temperature);
        Logits multiplied = logits.map(id -> logits.at(id) * temperature);
        SoftmaxWork work = new SoftmaxWork(logits.map(id -> logits.at(id) / temperature));
        List<Mistake> mistakes = SoftmaxProbability.mistakes(work, of);
        mistakes.add(Mistake.of("temperature-on-probabilities", probabilities.at(of) / temperature));
        mistakes.add(Mistake.of("temperature-on-probabilities", softmaxAgain.probability(of)));
        mistakes.add(Mistake.of("multiplied", multiplied.probability(of)));
        mistakes.add(Mistake.of("no-temperature", probabilities.at(of)));
        return NumberQuestion.ofToken(
                truncation,
                of,
                NumberQuestion.PROBABILITY,
                id -> work.line(id).probability(),
                mistakes,
                () -> SoftmaxByHand.step(truncation, work, of),
                () -> solution(truncation, work, of),
                NumberQuestion.ofAnyToken(truncation, TemperatureProbability::of));
    }

    private static List<SolutionLine> solution(TruncationCase truncation, SoftmaxWork work, int of) {
        Stream<SolutionLine> divided = work.all().stream()
                .map(line -> SolutionLine.of(
                        "solution.scaled",
                        Value.of(truncation.token(line.id())),
                        Value.logit(truncation.logits().at(line.id())),
                        Value.plain(truncation.settings().temperature()),
                        Value.scaled(line.logit())));
        return Stream.concat(divided, SoftmaxByHand.of(truncation, work, of, true).stream())
                .toList();
    }
}
