package logitlab.lesson.exercise.number;

import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.Mistake;

/** {@code compute: temperature}: the probability of one token after every logit was divided by the temperature. */
final class TemperatureProbability {

    private TemperatureProbability() {}

    static NumberQuestion of(BlockWords values) {
        Cut cut = Cut.of(values);
        values.text("temperature");
        return of(cut, cut.id(values, "of"));
    }

    private static NumberQuestion of(Cut cut, int of) {
        double temperature = cut.settings().temperature();
        Logits logits = cut.logits();
        Logits probabilities = logits.map(logits::probability);
        Logits softmaxAgain = probabilities.map(id -> probabilities.at(id) / temperature);
        Logits multiplied = logits.map(id -> logits.at(id) * temperature);
        SoftmaxWork work = SoftmaxWork.of(logits.map(id -> logits.at(id) / temperature));
        List<Mistake> mistakes = SoftmaxProbability.mistakes(work, of);
        mistakes.add(Mistake.of("temperature-on-probabilities", probabilities.at(of) / temperature));
        mistakes.add(Mistake.of("temperature-on-probabilities", softmaxAgain.probability(of)));
        mistakes.add(Mistake.of("multiplied", multiplied.probability(of)));
        mistakes.add(Mistake.of("no-temperature", probabilities.at(of)));
        return NumberQuestion.ofToken(
                cut,
                of,
                NumberQuestion.PROBABILITY,
                id -> work.line(id).probability(),
                mistakes,
                () -> solution(cut, work, of),
                dice -> of(cut.fresh(dice), dice.whole(0, cut.size() - 1)));
    }

    private static List<Working> solution(Cut cut, SoftmaxWork work, int of) {
        Stream<Working> divided = work.all().stream()
                .map(line -> Working.of(
                        "solution.scaled",
                        Figure.of(cut.token(line.id())),
                        Figure.logit(cut.logits().at(line.id())),
                        Figure.plain(cut.settings().temperature()),
                        Figure.scaled(line.logit())));
        return Stream.concat(divided, SoftmaxSolution.of(cut, work, of, true).stream())
                .toList();
    }
}
