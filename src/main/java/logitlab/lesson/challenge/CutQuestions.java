package logitlab.lesson.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;

/** Questions about what is kept, and how what is kept is shared out. */
final class CutQuestions {

    private static final int MOST_KEPT = 7;

    /** The least distance of a sum from p; rounding to 0.01% moves the sum by less. */
    private static final double SUM_MARGIN = 0.004;

    /** The least distance of a probability from the border of min-p. */
    private static final double BORDER_MARGIN = 0.0003;

    private static final List<String> VERDICTS = List.of("crossing-dropped", "as-it-should", "one-too-many");

    private CutQuestions() {}

    /** The number of tokens that top-p keeps. */
    static Optional<ChallengeQuestion> nucleus(GeneratedText generated, SeededNumbers numbers) {
        double p = numbers.whole(4, 9) / 10.0;
        return cut(generated, p).map(step -> {
            ChallengeQuestion.Form form = kept(step.kept());
            return cut(generated, QuestionKind.NUCLEUS, step, p, List.of(Value.plain(p)), form);
        });
    }

    private static ChallengeQuestion.Number kept(int right, Mistake... others) {
        Stream<Mistake> usual = Stream.of(Mistake.of("crossing-lost", right - 1), Mistake.of("one-more", right + 1));
        return new ChallengeQuestion.Number(
                right, 0, "count", Stream.concat(Stream.of(others), usual).toList());
    }

    /** Whether a program that keeps a given number of tokens implements top-p. */
    static Optional<ChallengeQuestion> crossing(GeneratedText generated, SeededNumbers numbers) {
        double p = numbers.whole(4, 9) / 10.0;
        int off = numbers.whole(-1, 1);
        return cut(generated, p).map(step -> {
            Map<String, String> mistakes = Map.of(
                    "as-it-should", off < 0 ? "crossing-lost" : "one-more",
                    "crossing-dropped", "crossing-kept",
                    "one-too-many", "crossing-kept");
            ChallengeQuestion.Form form = LogitQuestions.described(VERDICTS, VERDICTS.get(off + 1), mistakes);
            List<Value> figures = List.of(Value.plain(p), Value.count(step.kept() + off));
            return cut(generated, QuestionKind.CROSSING, step, p, figures, form);
        });
    }

    /** The step under top-p, if it keeps 2 to 7 tokens and no sum is close to p. */
    private static Optional<Step> cut(GeneratedText generated, double p) {
        Step step = generated.step(settings(1, OptionalInt.empty(), p, 0), new Draw(0, 0));
        boolean fair = generated.readsBack() && step.kept() >= 2 && step.kept() <= MOST_KEPT && isFar(step, p);
        return fair ? Optional.of(step) : Optional.empty();
    }

    /** Whether no sum is so close to p that rounding could decide. */
    private static boolean isFar(Step step, double p) {
        return sum(step, step.kept()) - p > SUM_MARGIN && p - sum(step, step.kept() - 1) > SUM_MARGIN;
    }

    private static ChallengeQuestion cut(
            GeneratedText generated,
            QuestionKind kind,
            Step step,
            double p,
            List<Value> figures,
            ChallengeQuestion.Form form) {
        return new ChallengeQuestion(
                kind,
                "",
                Optional.of(generated.text()),
                rows(generated, step.kept() + 2),
                figures,
                generated.reference(step.chosen(), settings(1, OptionalInt.empty(), p, 0), 0),
                form,
                List.of(crosses(
                        printed(generated, step, step.kept() - 1),
                        printed(generated, step, step.kept()),
                        p,
                        step.kept())));
    }

    private static SolutionLine crosses(double without, double with, double p, int kept) {
        return kept == 1
                ? SolutionLine.of("challenge.crosses-first", Value.percent(with), Value.plain(p))
                : SolutionLine.of(
                        "challenge.crosses",
                        Value.percent(without),
                        Value.percent(with),
                        Value.plain(p),
                        Value.count(kept));
    }

    /** The best tokens with their model probabilities. */
    private static List<ChallengeQuestion.Row> rows(GeneratedText generated, int count) {
        return generated.best(count).stream()
                .map(row -> generated.row(row.id(), Value.percent(row.modelProbability())))
                .toList();
    }

    /** The sum of the model probabilities of the best {@code count} tokens. */
    private static double sum(Step step, int count) {
        return step.intervals(count).stream()
                .mapToDouble(Candidate::modelProbability)
                .sum();
    }

    /** The same sum of the figures on the page. */
    private static double printed(GeneratedText generated, Step step, int count) {
        return generated.share(step.intervals(count).stream()
                .mapToDouble(row -> generated.share(row.modelProbability()))
                .sum());
    }

    private static Settings settings(double temperature, OptionalInt topK, double topP, double minP) {
        return new Settings(new TreeMap<>(), 1, temperature, topK, topP, minP, 1);
    }

    /** The sampling probability of a token after top-k: its share of what the best k have together. */
    static Optional<ChallengeQuestion> renormalised(GeneratedText generated, SeededNumbers numbers) {
        int k = numbers.whole(2, 4);
        int place = numbers.whole(0, k - 1);
        Settings settings = settings(1, OptionalInt.of(k), 1, 0);
        Step step = generated.step(settings, new Draw(0, 0));
        if (!generated.readsBack() || step.kept() != k) {
            return Optional.empty();
        }
        Candidate asked = step.intervals(k).get(place);
        double share = generated.share(asked.modelProbability());
        double kept = printed(generated, step, k);
        double result = generated.share(share / kept);
        double before = 100 * share;
        double right = 100 * result;
        double tolerance = Math.max(0.1, 0.01 * right);
        if (before < 2 || right - before < 5 * tolerance || !generated.canName(asked.id())) {
            return Optional.empty();
        }
        double shown = generated.best(k + 2).stream()
                .mapToDouble(Candidate::modelProbability)
                .sum();
        return Optional.of(new ChallengeQuestion(
                QuestionKind.RENORMALISED,
                "",
                Optional.of(generated.text()),
                rows(generated, k + 2),
                List.of(Value.count(k), generated.name(asked.id())),
                generated.reference(step.chosen(), settings, 0),
                new ChallengeQuestion.Number(
                        right,
                        tolerance,
                        "percent",
                        Mistake.of("not-renormalised", before),
                        Mistake.of("whole-table", before / shown),
                        Mistake.of("equal-shares", 100.0 / k)),
                List.of(
                        SolutionLine.of("challenge.together", Value.count(k), Value.percent(kept)),
                        SolutionLine.of(
                                "challenge.shared-out",
                                Value.share(share),
                                Value.share(kept),
                                Value.percent(result)))));
    }

    /** What a token gets once the best one is banned. */
    static Optional<ChallengeQuestion> ban(GeneratedText generated, SeededNumbers numbers) {
        List<Candidate> best = generated.best(4);
        Candidate banned = best.get(0);
        Candidate asked = best.get(numbers.whole(1, 3));
        double p = generated.share(banned.modelProbability());
        if (p > 0.9) {
            return Optional.empty(); // if it has everything, nothing is left to share out
        }
        double left = generated.share(1 - p);
        double share = generated.share(asked.modelProbability());
        double result = generated.share(share / left);
        double before = 100 * share;
        double right = 100 * result;
        double tolerance = Math.max(0.1, 0.01 * right);
        if (before < 2
                || right - before < 5 * tolerance
                || !generated.canName(banned.id())
                || !generated.canName(asked.id())) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.BAN,
                rows(generated, 4),
                List.of(generated.name(banned.id()), generated.name(asked.id())),
                new ChallengeQuestion.Number(
                        right,
                        tolerance,
                        "percent",
                        Mistake.of("not-renormalised", before),
                        Mistake.of("ban-to-one", before + 100 * p),
                        Mistake.of("ban-evenly", before + 100 * p / 3)),
                SolutionLine.of("challenge.left", Value.percent(p), Value.percent(left)),
                SolutionLine.of("challenge.shared-out", Value.share(share), Value.share(left), Value.percent(result))));
    }

    /** The number of tokens that min-p keeps. */
    static Optional<ChallengeQuestion> minP(GeneratedText generated, SeededNumbers numbers) {
        double share = List.of(0.05, 0.1, 0.2, 0.25).get(numbers.whole(0, 3));
        Settings settings = settings(1, OptionalInt.empty(), 1, share);
        Step step = generated.step(settings, new Draw(0, 0));
        if (!generated.readsBack() || step.kept() < 2 || step.kept() > MOST_KEPT) {
            return Optional.empty();
        }
        List<Candidate> shown = generated.best(step.kept() + 2);
        double best = generated.share(shown.get(0).modelProbability());
        double border = generated.share(share * best);
        boolean close = shown.stream().anyMatch(row -> Math.abs(row.modelProbability() - border) < BORDER_MARGIN);
        long absolute =
                shown.stream().filter(row -> row.modelProbability() >= share).count();
        if (close || absolute == step.kept()) {
            return Optional.empty();
        }
        return Optional.of(new ChallengeQuestion(
                QuestionKind.MINP,
                "",
                Optional.of(generated.text()),
                rows(generated, step.kept() + 2),
                List.of(Value.plain(share)),
                generated.reference(step.chosen(), settings, 0),
                new ChallengeQuestion.Number(step.kept(), 0, "count", Mistake.of("min-p-absolute", absolute)),
                List.of(
                        SolutionLine.of(
                                "challenge.border", Value.plain(share), Value.percent(best), Value.percent(border)),
                        SolutionLine.of("challenge.at-least", Value.count(step.kept())))));
    }

    /** The number of tokens that top-p keeps before or after a temperature, where the two differ. */
    static Optional<ChallengeQuestion> order(GeneratedText generated, SeededNumbers numbers) {
        double p = numbers.whole(5, 9) / 10.0;
        double temperature = numbers.whole(0, 1) == 0 ? 0.5 : 2;
        boolean cutFirst = numbers.whole(0, 1) == 0;
        Step plain = generated.step(settings(1, OptionalInt.empty(), p, 0), new Draw(0, 0));
        Step tempered = generated.step(settings(temperature, OptionalInt.empty(), p, 0), new Draw(0, 0));
        List<Candidate> changed = generated
                .step(settings(temperature, OptionalInt.empty(), 1, 0), new Draw(0, 0))
                .intervals(MOST_KEPT + 2);
        int most = Math.max(plain.kept(), tempered.kept());
        if (plain.kept() == tempered.kept() || most > MOST_KEPT || !isFar(plain, p)) {
            return Optional.empty();
        }
        double with = changed.stream()
                .limit(tempered.kept())
                .mapToDouble(Candidate::samplingProbability)
                .sum();
        double without = with - changed.get(tempered.kept() - 1).samplingProbability();
        if (with - p < SUM_MARGIN || p - without < SUM_MARGIN) {
            return Optional.empty();
        }
        int right = cutFirst ? plain.kept() : tempered.kept();
        int other = cutFirst ? tempered.kept() : plain.kept();
        List<Candidate> best = generated.best(Math.min(most + 2, changed.size()));
        List<Double> shares = (cutFirst ? best : changed)
                .stream()
                        .map(row -> cutFirst ? row.modelProbability() : row.samplingProbability())
                        .map(generated::share)
                        .toList();
        return Optional.of(generated.question(
                QuestionKind.ORDER,
                cutFirst ? "cut-first" : "temperature-first",
                Stream.iterate(0, i -> i < best.size(), i -> i + 1)
                        .map(i -> generated.row(
                                best.get(i).id(),
                                Value.percent(best.get(i).modelProbability()),
                                Value.percent(changed.get(i).samplingProbability())))
                        .toList(),
                List.of(Value.plain(p), Value.plain(temperature)),
                kept(right, Mistake.of("other-order", other)),
                SolutionLine.of(cutFirst ? "challenge.cut-first" : "challenge.temperature-first"),
                crosses(sum(generated, shares, right - 1), sum(generated, shares, right), p, right)));
    }

    private static double sum(GeneratedText generated, List<Double> shares, int count) {
        return generated.share(
                shares.stream().limit(count).mapToDouble(share -> share).sum());
    }
}
