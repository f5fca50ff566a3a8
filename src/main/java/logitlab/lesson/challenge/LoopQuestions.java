package logitlab.lesson.challenge;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.decoding.Step;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;

/** Questions about several steps in a row, and about the whole way. */
final class LoopQuestions {

    private static final int TURNS = 5;
    private static final int LONGEST = 12;

    /** Some stations of the way, in its order. */
    private static final List<String> STATIONS = List.of("tokens", "temperature", "cut", "draw");

    private LoopQuestions() {}

    /** How probable two tokens in a row are together. */
    static Optional<ChallengeQuestion> two(GeneratedText generated, SeededNumbers numbers) {
        if (generated.at() + 1 >= generated.steps()) {
            return Optional.empty();
        }
        GeneratedText after = generated.at(generated.at() + 1);
        double first = generated.share(generated.logits().probability(generated.written()));
        double second = generated.share(after.logits().probability(after.written()));
        if (Math.min(first, second) < 0.05
                || Math.max(first, second) > 0.95
                || !generated.canName(generated.written())
                || !generated.canName(after.written())) {
            return Optional.empty();
        }
        double result = generated.share(first * second);
        double right = 100 * result;
        return Optional.of(generated.question(
                QuestionKind.TWO,
                List.of(
                        generated.row(generated.written(), Value.percent(first)),
                        generated.row(after.written(), Value.percent(second))),
                List.of(generated.name(generated.written()), generated.name(after.written())),
                new ChallengeQuestion.Number(
                        right,
                        Math.max(0.02, 0.02 * right),
                        "percent",
                        Mistake.of("two-added", 100 * (first + second)),
                        Mistake.of("two-mean", 50 * (first + second)),
                        Mistake.of("two-as-percents", 10_000 * first * second),
                        Mistake.of("two-last", 100 * second)),
                SolutionLine.of(
                        "challenge.multiplied", Value.share(first), Value.share(second), Value.percent(result))));
    }

    /** The first of five steps at which a sampled lane leaves a greedy one. */
    static Optional<ChallengeQuestion> parting(GeneratedText generated, SeededNumbers numbers) {
        if (generated.at() + TURNS > generated.steps()) {
            return Optional.empty();
        }
        List<Step> steps = IntStream.range(generated.at(), generated.at() + TURNS)
                .mapToObj(generated.lane()::step)
                .toList();
        int parted = IntStream.range(0, TURNS)
                .filter(turn -> steps.get(turn).chosen() != steps.get(turn).greedy())
                .findFirst()
                .orElse(0);
        if (parted == 0
                || steps.stream()
                        .anyMatch(step -> Math.abs(greedy(step) - step.draw().u()) < DrawQuestions.MARGIN)) {
            return Optional.empty();
        }
        Step parting = steps.get(parted);
        int largest = steps.indexOf(steps.stream()
                .max(Comparator.comparing(step -> step.draw().u()))
                .orElseThrow());
        return Optional.of(new ChallengeQuestion(
                QuestionKind.PARTING,
                "",
                Optional.of(generated.text()),
                steps.stream()
                        .map(step -> generated.row(
                                step.greedy(),
                                Value.percent(greedy(step)),
                                Value.share(step.draw().u())))
                        .toList(),
                List.of(Value.count(TURNS)),
                generated.at(generated.at() + parted).reference(),
                new ChallengeQuestion.Number(
                        parted + 1,
                        0,
                        "count",
                        Mistake.of("parting-largest", largest + 1),
                        Mistake.of("parting-first", 1),
                        Mistake.of("parting-from-zero", parted)),
                List.of(SolutionLine.of(
                        "challenge.outside",
                        Value.count(parted + 1),
                        Value.share(parting.draw().u()),
                        Value.share(greedy(parting))))));
    }

    /** The sampling probability of greedy's token. */
    private static double greedy(Step step) {
        return step.candidate(step.greedy()).samplingProbability();
    }

    /** The number of tokens that go into the model at a later step: one more at each. */
    static Optional<ChallengeQuestion> longer(GeneratedText generated, SeededNumbers numbers) {
        Prefix text = generated.before();
        int step = numbers.whole(3, 8);
        if (text.size() > LONGEST || !generated.readsBack()) {
            return Optional.empty();
        }
        int right = text.size() + step - 1;
        int start = generated.model().startTokens(text);
        return Optional.of(generated.question(
                QuestionKind.LONGER,
                text.ids().mapToObj(generated::row).toList(),
                List.of(Value.count(step)),
                new ChallengeQuestion.Number(
                        right,
                        0,
                        "count",
                        Mistake.of("longer-one-more", right + 1),
                        Mistake.of("longer-last", 1),
                        Mistake.of("longer-without-prompt", step - 1),
                        Mistake.of("longer-prompt-only", text.size()),
                        Mistake.of(start == 0 ? "longer-one-less" : "longer-without-start", right - 1)),
                SolutionLine.of(
                        "challenge.grown", Value.count(text.size()), Value.count(step - 1), Value.count(right))));
    }

    /** The first station of the way at which a change can be felt. */
    static Optional<ChallengeQuestion> change(GeneratedText generated, SeededNumbers numbers) {
        int place = numbers.whole(0, STATIONS.size() - 1);
        String station = STATIONS.get(place);
        Map<String, String> mistakes = STATIONS.stream()
                .filter(other -> !other.equals(station))
                .collect(Collectors.toMap(
                        other -> other, other -> STATIONS.indexOf(other) < place ? "change-early" : "change-late"));
        return Optional.of(new ChallengeQuestion(
                QuestionKind.CHANGE,
                station,
                Optional.empty(),
                List.of(),
                List.of(Value.plain(numbers.whole(10, 99)), Value.plain(numbers.whole(100, 999))),
                generated.reference(),
                LogitQuestions.described(STATIONS, station, mistakes),
                List.of(SolutionLine.of("challenge.changed-" + station))));
    }
}
