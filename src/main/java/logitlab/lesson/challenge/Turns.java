package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Step;
import logitlab.lesson.Dice;
import logitlab.lesson.Facts;
import logitlab.lesson.Figure;
import logitlab.lesson.Working;

/** A question about several steps, one after the other. */
final class Turns {

    private static final int COUNT = 5;
    private static final double MARGIN = 0.003;

    private Turns() {}

    /** At which of five turns a greedy lane and the sampled one part. */
    static Optional<Question> parting(Story story, int at, Dice dice) {
        if (at + COUNT > story.steps()) {
            return Optional.empty();
        }
        List<Step> steps =
                IntStream.range(at, at + COUNT).mapToObj(story::written).toList();
        int parted = IntStream.range(0, COUNT)
                .filter(turn -> steps.get(turn).chosen() != steps.get(turn).greedy())
                .findFirst()
                .orElse(0);
        if (parted == 0
                || steps.stream().anyMatch(step -> Math.abs(greedy(step).samplingProbability() - u(step)) < MARGIN)) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                Sort.PARTING,
                Optional.of(story.text(at)),
                steps.stream()
                        .map(step -> new Facts.Row(
                                story.token(step.greedy()),
                                List.of(
                                        Probabilities.percent(greedy(step).samplingProbability()),
                                        Figure.of(Figure.Sort.SHARE, u(step))),
                                false))
                        .toList(),
                List.of(Figure.of(Figure.Sort.COUNT, COUNT)),
                story.moment(at + parted),
                new Question.Number(parted + 1, 0, "count"),
                List.of(Working.of(
                        "challenge.outside",
                        Figure.of(Figure.Sort.COUNT, parted + 1),
                        Figure.of(Figure.Sort.SHARE, u(steps.get(parted))),
                        Figure.of(Figure.Sort.SHARE, greedy(steps.get(parted)).samplingProbability())))));
    }

    private static Candidate greedy(Step step) {
        return step.candidate(step.greedy());
    }

    private static double u(Step step) {
        return step.draw().u();
    }
}
