package logitlab.web.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Draw;
import logitlab.decoding.SoftmaxWork;
import logitlab.lesson.NumberExercise;
import logitlab.lesson.SoftmaxProbability;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.Query;

/**
 * An exercise that asks for a number.
 *
 * @param seed of fresh numbers, which the form carries along
 * @param given each token with its logit
 * @param unit what the answer is to be given in, in words
 * @param fresh the page with other numbers, and the fragment
 */
public record NumberView(
        String id,
        String page,
        Optional<String> seed,
        String question,
        List<Given> given,
        String unit,
        String typed,
        List<Hint> hints,
        List<String> solution,
        Fresh fresh,
        List<Hidden> carried,
        FeedbackView feedback)
        implements Fragment.Block {

    /** A token, its logit, and whether the question is about it. */
    public record Given(String token, String logit, boolean asked) {}

    /** One help after the other; {@code label} counts them. */
    public record Hint(String label, String text) {}

    /** Two addresses of the same question with other numbers. */
    public record Fresh(String page, String fragment) {}

    static NumberView of(NumberExercise.Attempt attempt, Visit visit) {
        NumberExercise asked = attempt.asked();
        SoftmaxProbability computation = asked.computation();
        return new NumberView(
                asked.id(),
                visit.page(),
                asked.seed().isPresent()
                        ? Optional.of(Long.toString(asked.seed().getAsLong()))
                        : Optional.empty(),
                filled(asked.question(), computation),
                computation.work().all().stream()
                        .map(line -> new Given(
                                computation.vocabulary().tokens().get(line.id()),
                                Numbers.logit(line.logit()),
                                line.id() == computation.of()))
                        .toList(),
                Messages.ENGLISH.say("lesson.unit." + asked.unit().word()),
                attempt.typed(),
                hints(asked),
                solution(computation),
                fresh(asked, visit),
                visit.besides(asked.id()),
                FeedbackView.of(attempt));
    }

    private static List<Hint> hints(NumberExercise asked) {
        int count = asked.hints().size();
        return IntStream.range(0, count)
                .mapToObj(i -> new Hint(
                        Messages.ENGLISH.say("lesson.hint", i + 1, count),
                        filled(asked.hints().get(i), asked.computation())))
                .toList();
    }

    private static String filled(String text, SoftmaxProbability computation) {
        SoftmaxWork work = computation.work();
        return text.replace("{token}", computation.token())
                .replace("{logit}", Numbers.logit(work.line(computation.of()).logit()))
                .replace("{largest}", Numbers.logit(work.max()));
    }

    /** The arithmetic, line by line. */
    private static List<String> solution(SoftmaxProbability computation) {
        SoftmaxWork work = computation.work();
        List<String> lines = new ArrayList<>();
        SoftmaxWork.Line best = work.best(1).get(0);
        lines.add(Messages.ENGLISH.say(
                "lesson.solution.largest",
                Numbers.logit(work.max()),
                computation.vocabulary().tokens().get(best.id())));
        for (SoftmaxWork.Line line : work.all()) {
            lines.add(Messages.ENGLISH.say(
                    "lesson.solution.exponential",
                    computation.vocabulary().tokens().get(line.id()),
                    Numbers.logit(line.logit()),
                    work.max() < 0 ? "(" + Numbers.logit(work.max()) + ")" : Numbers.logit(work.max()),
                    Numbers.logit(line.shifted()),
                    Numbers.exponential(line.exponential())));
        }
        lines.add(Messages.ENGLISH.say(
                "lesson.solution.sum",
                work.all().stream()
                        .map(line -> Numbers.exponential(line.exponential()))
                        .collect(Collectors.joining(" + ")),
                Numbers.exponential(work.sum())));
        SoftmaxWork.Line asked = work.line(computation.of());
        lines.add(Messages.ENGLISH.say(
                "lesson.solution.divide",
                computation.token(),
                Numbers.exponential(asked.exponential()),
                Numbers.exponential(work.sum()),
                Numbers.share(asked.probability()),
                Numbers.percent(asked.probability())));
        return List.copyOf(lines);
    }

    /** The next seed, so that one meets new numbers each time. */
    private static Fresh fresh(NumberExercise asked, Visit visit) {
        String seed = Long.toString(asked.seed().orElse(0) % (long) Draw.SEEDS.max() + 1);
        return new Fresh(
                visit.link(asked.id(), Map.of("seed", seed)),
                visit.page() + "/exercises/" + asked.id() + "?" + Query.format(Map.of(asked.id() + ".seed", seed)));
    }

    @Override
    public Fragment swapped() {
        return feedback;
    }

    @Override
    public String template() {
        return "fragments/number";
    }
}
